"""What is due for a person by when, after a clock of the pack."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Case, Person
from zaklon.cases.models.keyed import key_of
from zaklon.pathway.kinds import ChangeKind, Outcome

USER = settings.AUTH_USER_MODEL


class Deadline(models.Model):
    """A clock that a step started. Whoever may take a step that ends it is warned; nobody is named in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=40)
    part = models.PositiveSmallIntegerField(choices=Part)
    clock = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # When people are told next: a warning before the end, the end itself, or nobody any more (None).
    tell_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField()
    status_key = key_of("part", Level.STATUS)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "way", "part", "clock", "started_at", "due_at", "tell_at", "paused_at", "ended_at",
            "outcome", "circle", "is_sealed",
        }  # fmt: skip
        system: ClassVar = {"id", "status_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "clock"], name="deadline_runs_once", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="deadline_ended_has_outcome",
                condition=Q(ended_at__isnull=True, outcome=Outcome.RUNNING)
                | Q(ended_at__isnull=False) & ~Q(outcome=Outcome.RUNNING),
            ),
            models.CheckConstraint(name="deadline_after_start", condition=Q(due_at__gte=F("started_at"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="deadline_of_case"),
            models.Index(fields=["tell_at"], name="deadline_to_tell", condition=Q(tell_at__isnull=False)),
            models.Index(fields=["due_at"], name="deadline_due", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Deadline {self.pk}"


class DeadlineChange(models.Model):
    """That a deadline was paused, resumed or extended, with the reason. Never changed."""

    id = models.BigAutoField(primary_key=True)
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="changes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    changed_at = models.DateTimeField()
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    due_before = models.DateTimeField()
    due_after = models.DateTimeField()
    reason = models.CharField(max_length=400)
    read_key = key_of("part", Level.READ)

    class Privacy:
        # Reasons are asked for in words that name nobody, but words are words.
        identifying: ClassVar = {"reason"}
        coded: ClassVar = {
            "deadline", "case", "person", "part", "kind", "changed_at", "user", "body", "due_before", "due_after",
        }  # fmt: skip
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="change_with_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"DeadlineChange {self.pk}"
