"""Complaints and incidents: the coded line that stops placements, and its tie to the file of whom it is about."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models.keyed import key_of
from zaklon.protection.models.provider import Provider

USER = settings.AUTH_USER_MODEL


class Incident(models.Model):
    """A complaint or incident about a provider, in codes. It names nobody whom it is about.

    While it `stops`, nobody is placed with the provider; until somebody who licenses has settled it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="incidents")
    severity = models.CharField(max_length=40)
    kinds = ArrayField(models.CharField(max_length=40))
    reported_on = models.DateField()
    filed_at = models.DateTimeField()
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    stops = models.BooleanField()
    outcome = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "provider", "severity", "kinds", "reported_on", "filed_at", "user", "body", "stops", "outcome",
            "settled_at", "settled_by",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="incident_settled_with_outcome",
                condition=Q(settled_at__isnull=True, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider"], name="incident_that_stops", condition=Q(stops=True, settled_at=None))
        ]

    def __str__(self) -> str:
        return f"Incident {self.pk}"


class CaseIncident(models.Model):
    """Whose file an incident stands in, and the sealed form there. Read by whoever reads that part of the file."""

    id = models.BigAutoField(primary_key=True)
    incident = models.OneToOneField(Incident, models.PROTECT, related_name="of_case")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.Person", models.PROTECT, related_name="+")
    record = models.ForeignKey("cases.Record", models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    read_key = key_of("part", Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"incident", "case", "person", "record", "part"}
        system: ClassVar = {"id", "read_key"}

    def __str__(self) -> str:
        return f"CaseIncident {self.pk}"
