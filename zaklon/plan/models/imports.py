"""A plan file on its way into a plan: nothing of it is kept before a person confirms."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from zaklon.plan.models.activities import YearlyPlan
from zaklon.plan.models.frame import Strategy
from zaklon.plan.states import ImportStatus


class PlanImport(models.Model):
    """One uploaded file with what was read from it; the file itself lies sealed among the attachments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, related_name="imports")
    plan = models.ForeignKey(YearlyPlan, models.PROTECT, null=True, related_name="imports")
    status = models.CharField(max_length=20, choices=ImportStatus, default=ImportStatus.READ)
    file_name = models.CharField(max_length=200)
    attachment_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=12)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"read_by"}
        coded: ClassVar = {"strategy", "plan", "status", "file_name", "year", "language", "read_at", "settled_at"}
        system: ClassVar = {"id", "attachment_id", "fingerprint"}

    def __str__(self) -> str:
        return f"PlanImport {self.pk}"


class ImportAnswer(models.Model):
    """How a person settled one question about one field of one row."""

    id = models.BigAutoField(primary_key=True)
    plan_import = models.ForeignKey(PlanImport, models.CASCADE, related_name="answers")
    row = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    answer = models.TextField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar = {"answered_by"}
        coded: ClassVar = {"plan_import", "row", "field", "answer", "answered_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan_import", "row", "field"], name="import_answer_once"),
        ]

    def __str__(self) -> str:
        return f"ImportAnswer {self.pk}"
