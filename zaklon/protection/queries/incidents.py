"""Complaints that wait for those who license, in codes: whom they are about stays in the file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.queries.bodies import names_in
from zaklon.access.rls import acting_as
from zaklon.protection.models import Incident
from zaklon.protection.queries.law import must_supervise
from zaklon.vocabulary.queries import vocabulary

FORM = "f16_complaint"
_SHOWN = 100


@dataclass(frozen=True)
class IncidentRow:
    """A complaint or incident in codes."""

    incident_id: UUID
    provider: str
    severity: str
    kinds: tuple[str, ...]
    reported_on: date
    filed_by: str
    stops: bool
    outcome: str


def has_form(on: date) -> bool:
    """Whether the country has a form for complaints about a person's case; another may hear them otherwise."""
    pack = vocabulary()
    return pack.pack is not None and any(form.code == FORM for form in pack.forms_in_use(on))


def incidents(*, actor: Actor, language: str, is_settled: bool = False) -> tuple[IncidentRow, ...]:
    """Those that wait, or those that were settled last; those that stop placements first. Raises NotPermitted."""
    must_supervise(actor)
    with acting_as(SYSTEM):
        found = Incident.objects.filter(settled_at__isnull=not is_settled).select_related("provider")
        rows = list(found.order_by("-stops", "-filed_at", "pk")[:_SHOWN])
    names = names_in(language)
    return tuple(
        IncidentRow(
            row.pk,
            row.provider.code,
            row.severity,
            tuple(row.kinds),
            row.reported_on,
            names.get(row.body_id, "") if row.body_id else "",
            row.stops,
            row.outcome,
        )
        for row in rows
    )


def incident_row(incident_id: UUID, *, actor: Actor, language: str) -> IncidentRow:
    """One that waits. Raises NotPermitted, Incident.DoesNotExist."""
    found = [row for row in incidents(actor=actor, language=language) if row.incident_id == incident_id]
    if not found:
        raise Incident.DoesNotExist
    return found[0]
