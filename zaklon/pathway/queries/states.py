"""Who stands where on a way: for the contexts above, which plan their own work by it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.cases.kinds import CaseStatus
from zaklon.pathway.models import Standing


@dataclass(frozen=True)
class StandingRow:
    """Where a person of an open case stands, and since when."""

    case_id: int
    code: str
    person_id: UUID
    position: int
    state: str
    since: datetime


def standing_in(persons: Iterable[UUID], way: str, states: Collection[str]) -> frozenset[UUID]:
    """Those of the persons who stand in one of the states now and whom the reader sees. One query."""
    found = Standing.objects.filter(person_id__in=list(persons), way=way, state__in=list(states))
    return frozenset(found.values_list("person_id", flat=True))


def state_on(person_id: UUID, way: str) -> str | None:
    """Where a person whom the reader sees stands; None before the first step. One query."""
    return Standing.objects.filter(person_id=person_id, way=way).values_list("state", flat=True).first()


def all_standing_in(way: str, states: Collection[str], *, limit: int | None = None) -> tuple[StandingRow, ...]:
    """Persons of open cases whom the reader sees in one of the states, the longest wait first. One query."""
    found = Standing.objects.filter(
        way=way, state__in=list(states), case__status=CaseStatus.OPEN, person__erased_at__isnull=True
    )
    rows = found.select_related("case", "person").order_by("since", "pk")[:limit]
    return tuple(
        StandingRow(row.case_id, row.case.code, row.person_id, row.person.position, row.state, row.since)
        for row in rows
    )
