"""Calls in codes. There is no field for who calls, and no text beside what is sealed in `Words`."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.helpline.kinds import WordsKind

USER, BODY = settings.AUTH_USER_MODEL, "access.Body"


class Words(models.Model):
    """A sealed text, gone after `delete_on`. Read by the body that wrote it, and by the one it was written to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=WordsKind)
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(BODY, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    content = models.BinaryField()
    wrapped_key = models.BinaryField()
    key_id = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    delete_on = models.DateField()

    class Privacy:
        identifying: ClassVar = {"content"}
        coded: ClassVar = {"kind", "body", "receiver", "user", "written_at", "delete_on"}
        system: ClassVar = {"id", "wrapped_key", "key_id"}

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["delete_on"], name="words_to_delete"),
            models.Index(fields=["key_id"], name="words_of_key"),
        ]

    def __str__(self) -> str:
        return f"Words {self.pk}"


class Call(models.Model):
    """One call; its key is the short number by which operators speak of it.

    Codes are values of the pack's lists, empty where it was not said. `day` and `hour` are those of the country's
    clock when the call began; `seconds` is None where nobody counted.
    """

    id = models.BigAutoField(primary_key=True)
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField(null=True)
    channel = models.CharField(max_length=40)
    structure = models.CharField(max_length=40)
    caller = models.CharField(max_length=40)
    language = models.CharField(max_length=40)
    sex = models.CharField(max_length=40)
    age_group = models.CharField(max_length=40)
    municipality = models.CharField(max_length=40)
    urgency = models.CharField(max_length=40)
    form = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.ForeignKey(Words, models.SET_NULL, null=True, related_name="+", db_index=False)
    logged_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    request_key = models.UUIDField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "body", "user", "started_at", "day", "hour", "seconds", "channel", "structure", "caller", "language", "sex",
            "age_group", "municipality", "urgency", "form", "action", "earlier", "note", "logged_at", "corrected_at",
        }  # fmt: skip
        system: ClassVar = {"id", "request_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "request_key"], name="call_once"),
            models.CheckConstraint(name="call_hour_of_day", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="call_not_its_own_repeat", condition=~Q(earlier=F("id"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "-started_at", "-id"], name="call_of_body"),
            models.Index(fields=["-started_at", "-id"], name="call_newest"),
            models.Index(
                fields=["day", "body"], name="call_day", include=["structure", "channel", "urgency", "hour", "seconds"]
            ),
            models.Index(fields=["user", "-logged_at"], name="call_of_operator"),
            models.Index(fields=["structure", "-started_at", "-id"], name="call_structure"),
            models.Index(fields=["-started_at", "-id"], name="call_urgent", condition=Q(urgency="immediate")),
            models.Index(fields=["earlier"], name="call_repeats", condition=Q(earlier__isnull=False)),
            models.Index(fields=["note"], name="call_with_note", condition=Q(note__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Call {self.pk}"


class CallChange(models.Model):
    """What one field of a call was before it was corrected, by whom and why. Never changed."""

    id = models.BigAutoField(primary_key=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="changes")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField()
    reason = models.CharField(max_length=40)
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"call", "body", "user", "changed_at", "reason", "field", "before", "after"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"CallChange {self.pk}"


class SafetyPlan(models.Model):
    """Which steps of the pack's safety plan were read out and agreed in a call."""

    call = models.OneToOneField(Call, models.PROTECT, primary_key=True, related_name="safety_plan")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", db_index=False)
    steps = ArrayField(models.CharField(max_length=40))
    agreed_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"call", "body", "user", "steps", "agreed_at"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"SafetyPlan {self.pk}"
