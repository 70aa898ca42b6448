"""What the Coordination Body concluded, and its annual work plan."""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.partnership.kinds import ConclusionStatus
from zaklon.partnership.models.board import BoardItem, BoardSession

USER = settings.AUTH_USER_MODEL


class ConclusionQuerySet(models.QuerySet["Conclusion"]):
    """Named filters over conclusions."""

    def late(self, today: date) -> "ConclusionQuerySet":
        """Open ones whose last day is over."""
        return self.filter(status=ConclusionStatus.OPEN, due_on__lt=today)


class Conclusion(models.Model):
    """What a body has to do by a day; done is said with a word, a file, or both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(BoardSession, models.PROTECT, null=True, related_name="conclusions")
    item = models.ForeignKey(BoardItem, models.PROTECT, null=True, related_name="conclusions")
    position = models.PositiveSmallIntegerField()
    concluded_on = models.DateField()
    text = models.TextField()
    owner = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    due_on = models.DateField()
    status = models.CharField(max_length=6, choices=ConclusionStatus, default=ConclusionStatus.OPEN)
    done_on = models.DateField(null=True)
    done_word = models.TextField()
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    # Why it was opened again, or given another day.
    reason = models.TextField()

    objects = ConclusionQuerySet.as_manager()

    class Privacy:
        identifying: ClassVar = {"text", "done_word", "reason"}
        coded: ClassVar = {
            "session", "item", "position", "concluded_on", "owner", "due_on", "status", "done_on", "done_by",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "position"], name="conclusion_position"),
            models.CheckConstraint(
                name="conclusion_done_by_somebody",
                condition=Q(status=ConclusionStatus.OPEN, done_on__isnull=True, done_by__isnull=True)
                | Q(status=ConclusionStatus.DONE, done_on__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"], name="conclusion_due", condition=Q(status="open"))]

    def __str__(self) -> str:
        return f"Conclusion {self.pk}"


class ConclusionReminder(models.Model):
    """That the owner was reminded, so many days after the last day; below nought is before it."""

    id = models.BigAutoField(primary_key=True)
    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="reminders")
    days_after_due = models.SmallIntegerField()
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"conclusion", "days_after_due", "due_on", "sent_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conclusion", "due_on", "days_after_due"], name="conclusion_reminded_once")
        ]

    def __str__(self) -> str:
        return f"ConclusionReminder {self.pk}"


class WorkPlan(models.Model):
    """The annual work plan. That it was adopted and that it was implemented are two facts, each with its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    adopted_on = models.DateField(null=True)
    session = models.ForeignKey(BoardSession, models.PROTECT, null=True, related_name="+")
    implemented_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"year", "adopted_on", "session", "implemented_on"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="work_plan_implemented_after_adoption",
                condition=Q(implemented_on__isnull=True) | Q(implemented_on__gte=F("adopted_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"WorkPlan {self.pk}"


class WorkPlanTask(models.Model):
    """One item of a work plan: implemented on a day, or dropped for a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    due_on = models.DateField()
    implemented_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    # What was done, or why it was dropped.
    word = models.TextField()

    class Privacy:
        identifying: ClassVar = {"text", "word"}
        coded: ClassVar = {"plan", "position", "owner", "due_on", "implemented_on", "dropped_on"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="work_plan_task_position"),
            models.CheckConstraint(
                name="work_plan_task_ends_once",
                condition=Q(implemented_on__isnull=True) | Q(dropped_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"WorkPlanTask {self.pk}"
