"""What happens in a case: its timeline, tasks with deadlines, flags that wait for an answer, reveals by two."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import EventKind, FlagKind, Level, Part, TaskKind
from zaklon.cases.models.case import Case, Person
from zaklon.cases.models.keyed import key_of

USER = settings.AUTH_USER_MODEL


class Event(models.Model):
    """A line of the timeline, in codes: nothing here tells who somebody is. Seen by readers of its part."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    part = models.PositiveSmallIntegerField(choices=Part)
    kind = models.CharField(max_length=30, choices=EventKind)
    happened_at = models.DateTimeField()
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=60)
    status_key = key_of("part", Level.STATUS)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "part", "kind", "happened_at", "user", "body", "about"}
        system: ClassVar = {"id", "status_key"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-happened_at", "-id"], name="event_of_case")]

    def __str__(self) -> str:
        return f"Event {self.pk}"


class Task(models.Model):
    """Something that a post has to do for a case by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=30, choices=TaskKind)
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    # A copy from the case, as in Person.
    is_sealed = models.BooleanField()
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "kind", "body", "user", "due_at", "made_at", "done_at", "done_by", "is_sealed"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="task_done_by_somebody",
                condition=Q(done_at__isnull=True, done_by__isnull=True) | Q(done_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "due_at"], name="task_of_user", condition=Q(done_at__isnull=True)),
            models.Index(fields=["body", "due_at"], name="task_of_body", condition=Q(done_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Task {self.pk}"


class Flag(models.Model):
    """Something that whoever opens the case must know at once; resolved with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=30, choices=FlagKind)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    resolution = models.CharField(max_length=400)
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar = {"resolution"}
        coded: ClassVar = {"case", "kind", "raised_at", "raised_by", "resolved_at", "resolved_by"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="flag_resolved_with_reason",
                condition=Q(resolved_at__isnull=True, resolution="") | Q(resolved_at__isnull=False) & ~Q(resolution=""),
            ),
            models.UniqueConstraint(fields=["case", "kind"], name="flag_once", condition=Q(resolved_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Flag {self.pk}"


class Reveal(models.Model):
    """The deliberate opening of a sealed part with its reason; by two persons where the country says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reveals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    asked_at = models.DateTimeField()
    second_user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar = {"reason"}
        coded: ClassVar = {
            "case",
            "person",
            "part",
            "user",
            "body",
            "asked_at",
            "second_user",
            "granted_at",
            "ends_at",
        }
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="reveal_by_two_different", condition=Q(second_user__isnull=True) | ~Q(second_user=F("user"))
            ),
        ]

    def __str__(self) -> str:
        return f"Reveal {self.pk}"
