"""Which activities of the plan a record serves."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zaklon.registers.models.entries import READ_BY


class Serving(models.Model):
    """That an entry serves an activity; parts of an entry serve what it serves."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey("registers.Entry", models.CASCADE, related_name="servings")
    activity = models.ForeignKey("plan.Activity", models.CASCADE, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    read_by = models.CharField(max_length=10, choices=READ_BY)
    readers = ArrayField(models.UUIDField(), default=list)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"entry", "activity", "body", "read_by"}
        system: ClassVar = {"id", "readers"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "entry"], name="serving_once")]

    def __str__(self) -> str:
        return f"Serving {self.pk}"
