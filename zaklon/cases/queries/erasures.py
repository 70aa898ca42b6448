"""Erasures for the data-protection officer: what waits for a second person, what was done. Never content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.kinds import CaseStatus, ErasureBasis
from zaklon.cases.models import Case, Erasure, Person
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page_rows import Who

_SHOWN = 200


@dataclass(frozen=True)
class ErasureRow:
    """One erasure; `entries` is how many there were, or are."""

    erasure_id: UUID
    code: str
    position: int
    basis: ErasureBasis
    words: str
    entries: int
    asked_at: datetime
    asked_by: Who
    agreed_by: Who
    done_at: datetime | None
    is_own: bool


@dataclass(frozen=True)
class CaseToErase:
    """A case as the officer meets it: no content, only whose data are still there."""

    code: str
    is_on_hold: bool
    status: CaseStatus
    positions: tuple[int, ...]


def erasures(*, actor: Actor, language: str) -> tuple[ErasureRow, ...]:
    """Those that wait first, then the newest. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        found = list(Erasure.objects.select_related("case", "person").order_by("-asked_at", "pk")[:_SHOWN])
    names = names_for([who for row in found for who in (row.asked_by_id, row.agreed_by_id)], language)
    rows = [
        ErasureRow(
            row.pk,
            row.case.code,
            row.person.position,
            ErasureBasis(row.basis),
            row.words,
            row.entries,
            row.asked_at,
            names.who(row.asked_by_id, None),
            names.who(row.agreed_by_id, None),
            row.done_at,
            row.asked_by_id == actor.user_id,
        )
        for row in found
    ]
    return tuple(sorted(rows, key=lambda row: row.done_at is not None))


def case_to_erase(code: str, *, actor: Actor) -> CaseToErase:
    """Raises NotPermitted, Case.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        case = Case.objects.get(code=code)
        people = Person.objects.filter(case=case, erased_at__isnull=True).order_by("position")
        positions = tuple(people.values_list("position", flat=True))
    return CaseToErase(code, case.is_on_hold, CaseStatus(case.status), positions)
