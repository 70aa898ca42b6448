"""Instruments of screening as the tables hold them. A version that answers were given to is never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Instrument(models.Model):
    """One version of an instrument; its term carries the name, `lead` the term with what is read before it."""

    term = models.OneToOneField("vocabulary.Term", models.PROTECT, primary_key=True, related_name="instrument")
    lead = models.OneToOneField("vocabulary.Term", models.PROTECT, related_name="+")
    code = models.CharField(max_length=18)
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=5)
    is_on = models.BooleanField()
    off_reason = models.TextField()
    rule = models.CharField(max_length=12)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "lead", "code", "version", "subject", "is_on", "off_reason", "rule"}
        system: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="instrument_version_once"),
            models.CheckConstraint(name="instrument_off_for_a_reason", condition=Q(is_on=True) | ~Q(off_reason="")),
        ]

    def __str__(self) -> str:
        return f"Instrument {self.code} {self.version}"


class Indicator(models.Model):
    """One indicator of a version of an instrument, worded by its term; `topic` is what one question settles."""

    term = models.OneToOneField("vocabulary.Term", models.PROTECT, primary_key=True, related_name="indicator")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=16)
    dimension = models.CharField(max_length=40)
    strength = models.CharField(max_length=6, null=True)
    topic = models.CharField(max_length=40, null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "instrument", "code", "dimension", "strength", "topic"}
        system: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "code"], name="indicator_once_in_its_instrument"),
        ]

    def __str__(self) -> str:
        return f"Indicator {self.pk}"
