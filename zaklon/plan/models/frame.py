"""Strategies and what they hold for a whole cycle: goals, areas, objectives, references, wordings."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zaklon.plan.kinds import AreaKind, ReferenceKind
from zaklon.plan.states import PaperStatus


class Strategy(models.Model):
    """A strategy of several years; a country has several in time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    title = models.TextField()
    language = models.CharField(max_length=12)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    vision = models.TextField()
    mission = models.TextField()
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    status = models.CharField(max_length=20, choices=PaperStatus, default=PaperStatus.DRAFT)
    adopted_on = models.DateField(null=True)
    adopted_by = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "code",
            "title",
            "language",
            "first_year",
            "last_year",
            "vision",
            "mission",
            "predecessor",
            "status",
            "adopted_on",
            "adopted_by",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="strategy_first_year_before_last", condition=Q(first_year__lte=F("last_year"))),
            models.CheckConstraint(
                name="strategy_adopted_has_its_day",
                condition=~Q(status__in=[PaperStatus.ADOPTED, PaperStatus.CLOSED]) | Q(adopted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Strategy {self.code}"


class Goal(models.Model):
    """An overall goal of a strategy, to be reached by a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    by_year = models.PositiveSmallIntegerField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"strategy", "number", "text", "by_year"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["strategy", "number"], name="goal_number_once")]

    def __str__(self) -> str:
        return f"Goal {self.number}"


class Area(models.Model):
    """A strategic area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="areas")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=AreaKind)
    title = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"strategy", "number", "kind", "title"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["strategy", "number"], name="area_number_once")]

    def __str__(self) -> str:
        return f"Area {self.number}"


class Objective(models.Model):
    """An operational objective inside an area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="objectives")
    area = models.ForeignKey(Area, models.PROTECT, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"strategy", "area", "number", "text"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["strategy", "number"], name="objective_number_once")]

    def __str__(self) -> str:
        return f"Objective {self.number}"


class Reference(models.Model):
    """Something outside the plan that activities answer to: a benchmark, a recommendation, a programme item, a law."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="references")
    kind = models.CharField(max_length=20, choices=ReferenceKind)
    code = models.CharField(max_length=40)
    text = models.TextField()
    source = models.TextField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"strategy", "kind", "code", "text", "source", "valid_from", "valid_until"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "kind", "code", "valid_from"], name="reference_version_once"),
        ]

    def __str__(self) -> str:
        return f"Reference {self.kind} {self.code}"


class Wording(models.Model):
    """The same text in another language: `field` of the record `subject_id`, which belongs to a strategy or a plan."""

    id = models.BigAutoField(primary_key=True)
    owner_id = models.UUIDField()
    subject_id = models.UUIDField()
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    text = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"field", "language", "text"}
        system: ClassVar = {"id", "owner_id", "subject_id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_id", "field", "language"], name="wording_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["owner_id", "language"], name="plan_wording_owner")]

    def __str__(self) -> str:
        return f"Wording {self.pk}"
