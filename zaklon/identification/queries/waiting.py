"""What waits for the Team: persons to take up, decide on or look at again; cases to which nobody could be called."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.models import Assignment
from zaklon.cases.models.windows import goes_on
from zaklon.identification.kinds import ItemStatus, SessionStatus
from zaklon.identification.models import AgendaItem, TeamDecision, TeamSession, Vote
from zaklon.identification.rules.functions import TEAM_ROLES
from zaklon.identification.rules.outcomes import WAY, states_for_team
from zaklon.pathway.queries.states import StandingRow, all_standing_in
from zaklon.vocabulary.queries import vocabulary

SHOWN = 100


@dataclass(frozen=True)
class WaitingRow:
    """A person who waits; `item_id` where the person stands on an agenda already."""

    code: str
    position: int
    person_id: UUID
    state: str
    since: datetime
    item_id: UUID | None


@dataclass(frozen=True)
class SessionLine:
    """A session in a list; `items` counts those that the reader sees."""

    session_id: UUID
    kind: str
    status: SessionStatus
    planned_at: datetime
    items: int


@dataclass(frozen=True)
class VoteLine:
    """What the reader voted; the code only of a case that the reader sees."""

    code: str
    choice: str
    cast_at: datetime


@dataclass(frozen=True)
class UntoldRow:
    """A decision of which nobody has recorded yet how it was told."""

    decision_id: UUID
    item_id: UUID
    code: str
    position: int
    state: str
    decided_on: date


def waiting(*, actor: Actor) -> tuple[WaitingRow, ...]:
    """Persons who wait for the Team, in cases that the reader works on, the longest wait first. Three queries."""
    actor.must(Permission.TEAM_READ)
    if not actor.may(Permission.CASE_WORK):
        return ()
    rows = _standings(limit=SHOWN)
    items = AgendaItem.objects.filter(status=ItemStatus.WAITING, person__in=[row.person_id for row in rows])
    on_agenda = dict(items.values_list("person_id", "pk"))
    return tuple(
        WaitingRow(row.code, row.position, row.person_id, row.state, row.since, on_agenda.get(row.person_id))
        for row in rows
    )


def uncalled(*, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Codes of cases that wait for the Team while nobody of it works on them, for the coordinator. Two queries."""
    actor.must(Permission.TEAM_READ)
    if not actor.may(Permission.CASE_OVERSEE):
        return ()
    codes = {row.case_id: row.code for row in _standings()}
    with acting_as(SYSTEM):
        running = Assignment.objects.filter(goes_on(now), case__in=codes)
        called = set(running.filter(role__in=list(TEAM_ROLES)).values_list("case_id", flat=True))
    return tuple(code for case_id, code in codes.items() if case_id not in called)


def _standings(*, limit: int | None = None) -> tuple[StandingRow, ...]:
    return all_standing_in(WAY, states_for_team(vocabulary().steps), limit=limit)


def sessions(*, actor: Actor, only_coming: bool = False, limit: int = SHOWN) -> tuple[SessionLine, ...]:
    """Sessions: those to come by their day, or all, the newest first. Two queries."""
    actor.must(Permission.TEAM_READ)
    found = TeamSession.objects.order_by("-planned_at", "-pk")
    if only_coming:
        running = (SessionStatus.OPEN, SessionStatus.PLANNED)
        found = TeamSession.objects.filter(status__in=running).order_by("planned_at", "pk")
    rows = list(found[:limit])
    seen = list(AgendaItem.objects.filter(session__in=rows).values_list("session_id", flat=True))
    return tuple(
        SessionLine(row.pk, row.kind, SessionStatus(row.status), row.planned_at, seen.count(row.pk)) for row in rows
    )


def my_votes(*, actor: Actor, limit: int = 10) -> tuple[VoteLine, ...]:
    """What the reader voted last. Two queries."""
    actor.must(Permission.TEAM_READ)
    user_id, _body_id = actor.post()
    rows = list(Vote.objects.filter(user_id=user_id).order_by("-cast_at", "-pk")[:limit])
    items = AgendaItem.objects.filter(pk__in=[row.item_id for row in rows])
    codes = dict(items.values_list("pk", "case__code"))
    return tuple(VoteLine(codes.get(row.item_id, ""), row.choice, row.cast_at) for row in rows)


def untold(*, actor: Actor) -> tuple[UntoldRow, ...]:
    """Decisions that the reader sees and that nobody has told yet. One query."""
    actor.must(Permission.TEAM_READ)
    found = TeamDecision.objects.filter(told_on__isnull=True, case__status="open").select_related("case", "person")
    return tuple(
        UntoldRow(row.pk, row.item_id, row.case.code, row.person.position, row.state, row.decided_on)
        for row in found.order_by("decided_at", "pk")[:SHOWN]
    )
