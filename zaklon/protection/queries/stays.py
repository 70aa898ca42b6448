"""Stays: of a case, for who reads the part for placement; of a provider, for its own staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.models import Case, Person
from zaklon.common.errors import NotPermitted
from zaklon.protection.kinds import CURRENT, HOLDS_PLACE, Profile, StayState
from zaklon.protection.models import Placement


@dataclass(frozen=True)
class StayRow:
    """A stay in codes. `code` is empty for who does not work on the case; `position` is the person's in it."""

    placement_id: UUID
    code: str
    person_id: UUID
    position: int
    provider: str
    service: str
    profile: Profile
    state: StayState
    asked_at: datetime
    wanted_from: date
    entered_on: date | None
    planned_until: date | None
    left_on: date | None
    must_replan: bool

    @property
    def is_current(self) -> bool:
        """Whether it concerns the provider now."""
        return self.state in CURRENT


def stays_of(persons: Iterable[UUID]) -> dict[UUID, tuple[StayRow, ...]]:
    """By person: stays that the reader sees, the newest first. One query."""
    rows: dict[UUID, tuple[StayRow, ...]] = {}
    for row in _rows(Placement.objects.filter(person_id__in=list(persons)).order_by("-asked_at", "pk")):
        rows[row.person_id] = (*rows.get(row.person_id, ()), row)
    return rows


def stays_at_body(*, actor: Actor) -> tuple[StayRow, ...]:
    """Current stays with the providers of the actor's body: those who stay, those who come, those who wait.

    Raises NotPermitted. Three queries.
    """
    actor.must(Permission.CASE_WORK)
    if Role.SHELTER_STAFF not in actor.roles:
        raise NotPermitted("stay_of_another_provider")
    _user_id, body_id = actor.post()
    found = Placement.objects.filter(host_id=body_id, state__in=CURRENT)
    return tuple(_rows(found.order_by("asked_at", "pk")))


def to_plan_anew(*, actor: Actor) -> tuple[StayRow, ...]:
    """Stays in cases on which the reader works that must be planned anew, the longest wait first. Three queries.

    Raises NotPermitted.
    """
    actor.must(Permission.CASE_WORK)
    found = Placement.objects.filter(replan_since__isnull=False, state__in=HOLDS_PLACE)
    return tuple(row for row in _rows(found.order_by("replan_since", "pk")) if row.code)


def stay(placement_id: UUID) -> StayRow:
    """One stay that the reader sees. Raises Placement.DoesNotExist."""
    found = _rows(Placement.objects.filter(pk=placement_id))
    if not found:
        raise Placement.DoesNotExist
    return found[0]


def stays_to_replan(provider: str) -> int:
    """How many stays with a provider wait for a plan; as the system."""
    return Placement.objects.filter(provider__code=provider, replan_since__isnull=False, state__in=HOLDS_PLACE).count()


def _rows(found: QuerySet[Placement]) -> list[StayRow]:
    rows = list(found.select_related("provider"))
    # Under the reader's own policies: the code of a case that the reader does not see stays empty.
    codes = dict(Case.objects.filter(pk__in={row.case_id for row in rows}).values_list("pk", "code"))
    positions = _positions(rows)
    return [
        StayRow(
            placement_id=row.pk,
            code=codes.get(row.case_id, ""),
            person_id=row.person_id,
            position=positions.get(row.person_id, 0),
            provider=row.provider.code,
            service=row.service,
            profile=Profile(row.profile),
            state=StayState(row.state),
            asked_at=row.asked_at,
            wanted_from=row.wanted_from,
            entered_on=row.entered_on,
            planned_until=row.planned_until,
            left_on=row.left_on,
            must_replan=row.replan_since is not None,
        )
        for row in rows
    ]


def _positions(rows: Iterable[Placement]) -> dict[UUID, int]:
    return dict(Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "position"))
