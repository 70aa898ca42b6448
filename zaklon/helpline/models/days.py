"""Frozen counts of each day, so that no analysis reads calls; and the analyses that were made of them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

BODY = "access.Body"


class DayReport(models.Model):
    """The daily report of one helpline. A late or corrected call makes a further revision; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    revision = models.PositiveSmallIntegerField()
    is_current = models.BooleanField()
    calls = models.PositiveIntegerField()
    seconds = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"body", "day", "revision", "is_current", "calls", "seconds", "made_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "body", "revision"], name="day_report_revision_once"),
            models.UniqueConstraint(
                fields=["day", "body"], name="day_report_one_current", condition=Q(is_current=True)
            ),
        ]

    def __str__(self) -> str:
        return f"DayReport {self.pk}"


class DayCount(models.Model):
    """One count of a daily report: calls of a structure (empty for all) in the row `value` of a table.

    `day`, `body` and `is_current` repeat the report's, so that an analysis reads this table alone.
    """

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(DayReport, models.PROTECT, related_name="counts")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    is_current = models.BooleanField()
    table = models.CharField(max_length=20)
    structure = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    calls = models.PositiveIntegerField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"report", "body", "day", "is_current", "table", "structure", "value", "calls"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "table", "structure", "value"], name="day_count_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["day", "body"],
                name="day_count_current",
                include=["table", "structure", "value", "calls"],
                condition=Q(is_current=True),
            ),
        ]

    def __str__(self) -> str:
        return f"DayCount {self.pk}"


class Analysis(models.Model):
    """That the half-year analysis was made, over all helplines; made again when its sum has changed since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    calls = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"year", "half", "revision", "calls", "made_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "half", "revision"], name="analysis_revision_once"),
            models.CheckConstraint(name="analysis_of_a_half", condition=Q(half__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"Analysis {self.pk}"
