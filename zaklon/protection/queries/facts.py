"""Coded facts of protection for statistics: nobody is named, and small numbers are the reader's to hide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zaklon.protection.models import ContactPlan, Incident, Placement


@dataclass(frozen=True)
class StayFact:
    """One stay or request, at the grain of the person and the provider's code."""

    sex: str
    age_group: str
    citizenship: str
    provider: str
    service: str
    profile: str
    state: str
    asked_on: date
    entered_on: date | None
    left_on: date | None
    left_reason: str


@dataclass(frozen=True)
class IncidentFact:
    """One complaint or incident."""

    provider: str
    severity: str
    kinds: tuple[str, ...]
    reported_on: date
    stops: bool
    outcome: str


def stay_facts() -> Iterator[StayFact]:
    """Every stay and request, as the system."""
    found = Placement.objects.select_related("person", "provider").order_by("asked_at", "pk")
    for row in found.iterator():
        yield StayFact(
            row.person.sex,
            row.person.age_group,
            row.person.citizenship,
            row.provider.code,
            row.service,
            row.profile,
            row.state,
            timezone.localdate(row.asked_at),
            row.entered_on,
            row.left_on,
            row.left_reason,
        )


def incident_facts() -> Iterator[IncidentFact]:
    """Every complaint and incident, as the system."""
    for row in Incident.objects.select_related("provider").order_by("filed_at", "pk").iterator():
        yield IncidentFact(row.provider.code, row.severity, tuple(row.kinds), row.reported_on, row.stops, row.outcome)


def persons_with_limits() -> int:
    """For how many persons it is on record how they may be reached; as the system."""
    return ContactPlan.objects.filter(replaced_at__isnull=True, person__erased_at__isnull=True).count()
