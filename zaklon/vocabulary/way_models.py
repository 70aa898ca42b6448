"""Tables of the ways on which a person moves, of their steps, and of holidays. `vocabulary.models` offers them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Way(models.Model):
    """Something about a person that moves from state to state, beginning at `start`."""

    term = models.OneToOneField("vocabulary.Term", models.PROTECT, primary_key=True, related_name="way")
    part = models.CharField(max_length=20)
    start = models.CharField(max_length=40)
    # Pairs such as `granted=victim`.
    counts_as = ArrayField(models.CharField(max_length=81), default=list)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "part", "start", "counts_as"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Way {self.pk}"


class Step(models.Model):
    """Who may move a person on a way, and what it needs; `pack.records.Step` says how the fields are read."""

    term = models.OneToOneField("vocabulary.Term", models.PROTECT, primary_key=True, related_name="step")
    way = models.CharField(max_length=40)
    verb = models.CharField(max_length=30)
    sources = ArrayField(models.CharField(max_length=40))
    target = models.CharField(max_length=40)
    roles = ArrayField(models.CharField(max_length=40))
    needs = ArrayField(models.CharField(max_length=40))
    form = models.CharField(max_length=40)
    is_complete = models.BooleanField()
    starts = ArrayField(models.CharField(max_length=40))
    stops = ArrayField(models.CharField(max_length=40))
    does = ArrayField(models.CharField(max_length=40))

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "term", "way", "verb", "sources", "target", "roles", "needs", "form", "is_complete", "starts", "stops",
            "does",
        }  # fmt: skip
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Step {self.pk}"


class Holiday(models.Model):
    """Days on which offices are closed."""

    term = models.OneToOneField("vocabulary.Term", models.PROTECT, primary_key=True, related_name="holiday")
    on_date = models.CharField(max_length=10)
    days = models.PositiveSmallIntegerField()
    shifts = models.BooleanField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "on_date", "days", "shifts"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Holiday {self.pk}"
