"""What a body did, entered once. The questions stand in the country pack; an entry keeps the version it answered."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.vocabulary.pack.registers import ReadBy

USER = settings.AUTH_USER_MODEL
READ_BY = [(each.value, each.value) for each in ReadBy]


class Entry(models.Model):
    """One entry of a register. `number` is the one that people say: the third training is training 3.

    `answers` holds what others may read; what never leaves the body stands in OwnAnswers. `day`, `until` and
    `municipality` repeat answers, so that lists, walls and sums need not look into them; a check holds them together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    day = models.DateField()
    until = models.DateField(null=True)
    municipality = models.CharField(max_length=40)
    read_by = models.CharField(max_length=10, choices=READ_BY)
    # Bodies that the register names as readers of every entry; the row policy reads it.
    readers = ArrayField(models.UUIDField(), default=list)
    answers = models.JSONField()
    revision = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    # The last day, and how many days before it, that somebody was told of.
    warned_until = models.DateField(null=True)
    warned_days = models.PositiveSmallIntegerField(null=True)
    # The day of its last check, or its own, when somebody was told that no other followed.
    check_told = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar = {"entered_by"}
        coded: ClassVar = {
            "register", "version", "number", "parent", "body", "day", "until", "municipality", "read_by", "answers",
            "revision", "withdrawn_at", "entered_at", "warned_until", "warned_days", "check_told",
        }  # fmt: skip
        system: ClassVar = {"id", "readers"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "number"], name="entry_number_once"),
            models.CheckConstraint(
                name="entry_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("day"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["register", "-day", "-number"], name="entry_list"),
            models.Index(fields=["parent"], name="entry_parts"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.register} {self.number}"


class OwnAnswers(models.Model):
    """What never leaves the body that wrote it, not even to the coordinator: the place of a watched facility.

    `former` holds what it said before corrections, by the revision of the entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="own")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    said = models.JSONField()
    former = models.JSONField(default=dict)

    class Privacy:
        identifying: ClassVar = {"said", "former"}
        coded: ClassVar = {"entry", "body"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"OwnAnswers {self.pk}"


class EntryChange(models.Model):
    """What an entry said before it was corrected or withdrawn, and why; never changed."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="changes")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    read_by = models.CharField(max_length=10, choices=READ_BY)
    readers = ArrayField(models.UUIDField(), default=list)
    revision = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    is_withdrawal = models.BooleanField()
    answers = models.JSONField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar = {"by"}
        coded: ClassVar = {
            "entry", "body", "read_by", "revision", "version", "is_withdrawal", "answers", "reason", "at",
        }  # fmt: skip
        system: ClassVar = {"id", "readers"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "revision"], name="entry_change_once"),
            models.CheckConstraint(name="entry_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"EntryChange {self.pk}"
