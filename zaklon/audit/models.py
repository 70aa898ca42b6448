"""The trail, the blocks that seal it, and whom a head was handed. No foreign keys: nothing is blocked or cascaded."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Func
from django.db.models.functions import Now

from zaklon.audit.kinds import Way


class CurrentTransaction(Func):
    """The number of the writing transaction, which lets the sealer wait for slow ones (SECURITY.md 4.2)."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = models.BigIntegerField()


class IdRunsField(models.Field):  # type: ignore[type-arg]
    """Numbers of rows as runs, each from its first number (with it) to its last (without it)."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        return "int8multirange"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:  # noqa: ARG002
        return "%s::text::int8multirange"

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else "{" + ",".join(f"[{lower},{upper})" for lower, upper in value) + "}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ARG002
        return None if value is None else tuple((run.lower, run.upper) for run in value)


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
            # The sealer asks for what is younger than its last block.
            models.Index(fields=["transaction"], name="audit_entry_transaction"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"


class Block(models.Model):
    """Up to a thousand rows of the trail under one root, chained to the block before and signed."""

    number = models.BigIntegerField(primary_key=True)
    ids = IdRunsField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.IntegerField()
    total = models.BigIntegerField()
    sealed_below = models.BigIntegerField()
    cluster = models.CharField(max_length=40)
    previous_hash = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    leaves = models.BinaryField()
    sealed_at = models.DateTimeField()
    key_id = models.CharField(max_length=20)
    hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar[set[str]] = set()
        system: ClassVar = {
            "number", "ids", "first_id", "last_id", "count", "total", "sealed_below", "cluster", "previous_hash",
            "root", "leaves", "sealed_at", "key_id", "hash", "signature",
        }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["first_id", "number"], name="audit_block_first_row")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="audit_block_counts",
                condition=models.Q(number__gt=0, count__gt=0, total__gte=models.F("count"))
                & models.Q(last_id__gte=models.F("first_id")),
            )
        ]

    def __str__(self) -> str:
        return f"Block {self.pk}"


class Handout(models.Model):
    """Which head was handed to whom. What matters lies with the receiver; this row only says whom to ask."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=Way)
    receiver = models.CharField(max_length=80)
    block_number = models.BigIntegerField()
    head = models.CharField(max_length=400)
    user_id = models.UUIDField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"at", "way", "receiver", "block_number", "user_id"}
        system: ClassVar = {"id", "head"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["way", "-at"], name="audit_handout_way")]

    def __str__(self) -> str:
        return f"Handout {self.pk}"
