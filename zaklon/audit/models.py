"""The trail: one row for each thing done, seen or refused. No foreign keys, so nothing is blocked or cascaded by it."""

from typing import ClassVar

from django.db import models
from django.db.models.expressions import Func
from django.db.models.functions import Now


class CurrentTransaction(Func):
    """The number of the writing transaction, which lets a later sealer wait for slow ones (SECURITY.md 4.2)."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = models.BigIntegerField()


class Entry(models.Model):
    """What happened, by whom, for which body, to which record; names of fields, never their values."""

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(db_default=CurrentTransaction())
    recorded_at = models.DateTimeField(db_default=Now())
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    user_id = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    roles = models.CharField(max_length=200)
    fields = models.CharField(max_length=500)
    request_id = models.CharField(max_length=40)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"action", "subject", "user_id", "body_id", "roles", "fields", "at"}
        system: ClassVar = {"id", "transaction", "recorded_at", "request_id"}

    class Meta:
        # The trail is read newest first, whatever it is filtered by; each index ends in that order.
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], name="audit_entry_time"),
            models.Index(fields=["subject", "at", "id"], name="audit_entry_subject_time"),
            models.Index(fields=["user_id", "at", "id"], name="audit_entry_user_time"),
            models.Index(fields=["body_id", "at", "id"], name="audit_entry_body_time"),
            models.Index(fields=["action", "at", "id"], name="audit_entry_action_time"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"
