"""A session with its agenda, and one item as a member meets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.models import Assignment
from zaklon.cases.models.windows import goes_on
from zaklon.identification.kinds import Function, ItemStatus, Purpose, SessionStatus
from zaklon.identification.models import AgendaItem, Attendance, Declaration, Opinion, TeamDecision, TeamSession, Vote
from zaklon.identification.queries.people import MemberRow, members
from zaklon.identification.queries.rolls import quorum_percent, roll_of, state_of, votes_of
from zaklon.identification.rules.outcomes import outcomes, taking_up
from zaklon.identification.rules.quorum import ABSTAIN, Roll, needed, tally
from zaklon.identification.states import SESSION_STEPS
from zaklon.pathway.rules.steps import may_take
from zaklon.vocabulary.queries import vocabulary

_RUNNING = (SessionStatus.PLANNED, SessionStatus.OPEN)


@dataclass(frozen=True)
class ItemLine:
    """An item on the agenda, by the code of its case."""

    item_id: UUID
    code: str
    position: int
    purpose: Purpose
    status: ItemStatus


@dataclass(frozen=True)
class SessionPage:
    """A session; `offered` are members who could be present, `verbs` the steps that the reader may take."""

    session_id: UUID
    kind: str
    status: SessionStatus
    planned_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    present: tuple[MemberRow, ...]
    offered: tuple[MemberRow, ...]
    items: tuple[ItemLine, ...]
    verbs: tuple[str, ...]

    @property
    def may_change(self) -> bool:
        """Whether who is present and what is on the agenda may still change."""
        return self.status in _RUNNING


@dataclass(frozen=True)
class MemberLine:
    """A member at an item: declared or not (None), with or without an opinion, the vote once the item is over."""

    row: MemberRow
    is_free: bool | None
    has_opinion: bool
    has_voted: bool
    choice: str


@dataclass(frozen=True)
class Count:
    """Votes as they stand: how many could vote, how many are needed, how many chose what."""

    there: int
    needed: int
    choices: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StepLine:
    """A step of the law to which the item can lead: its verb, by its own page."""

    verb: str
    code: str


@dataclass(frozen=True)
class DecisionLine:
    """What was decided."""

    decision_id: UUID
    state: str
    decided_on: date
    told: tuple[str, ...]
    told_on: date | None


@dataclass(frozen=True)
class ItemPage:
    """An item; `choices` is empty unless the reader may vote now, `steps` unless the reader may take one."""

    item_id: UUID
    session_id: UUID
    code: str
    person_id: UUID
    position: int
    purpose: Purpose
    status: ItemStatus
    state: str
    people: tuple[MemberLine, ...]
    count: Count | None
    may_declare: bool
    may_step_aside: bool
    may_give_opinion: bool
    choices: tuple[str, ...]
    steps: tuple[StepLine, ...]
    decision: DecisionLine | None


def session_page(session_id: UUID, *, actor: Actor, now: datetime) -> SessionPage:
    """A session, with the items whose cases the reader sees. Five queries. Raises TeamSession.DoesNotExist."""
    actor.must(Permission.TEAM_READ)
    session = TeamSession.objects.get(pk=session_id)
    rows, present = members(actor=actor), _present(session)
    day = max(timezone.localdate(now), timezone.localdate(session.planned_at))
    found = AgendaItem.objects.filter(session=session).select_related("case", "person").order_by("put_at", "pk")
    return SessionPage(
        session_id=session.pk,
        kind=session.kind,
        status=SessionStatus(session.status),
        planned_at=session.planned_at,
        opened_at=session.opened_at,
        ended_at=session.ended_at,
        present=tuple(row for row in rows if row.member_id in present),
        offered=tuple(row for row in rows if row.runs_on(day)),
        items=tuple(_line(item) for item in found),
        verbs=tuple(workflow.open_steps(SESSION_STEPS, session, actor)),
    )


def _present(session: TeamSession) -> set[UUID]:
    return set(Attendance.objects.filter(session=session).values_list("member_id", flat=True))


def _line(item: AgendaItem) -> ItemLine:
    return ItemLine(item.pk, item.case.code, item.person.position, Purpose(item.purpose), ItemStatus(item.status))


def item_page(item_id: UUID, *, actor: Actor, now: datetime) -> ItemPage:
    """An item for who reads the screening of its case. Raises NotPermitted, AgendaItem.DoesNotExist."""
    actor.must(Permission.TEAM_READ)
    item = AgendaItem.objects.select_related("case", "person", "session").get(pk=item_id)
    present = _present(item.session)
    rows = [row for row in members(actor=actor) if row.member_id in present]
    people = _people(item, rows)
    mine = next((each for each in people if each.row.user_id == actor.user_id), None)
    is_waiting, state = item.status == ItemStatus.WAITING, state_of(item.person_id)
    roll = roll_of(item, today=timezone.localdate(now))
    return ItemPage(
        item_id=item.pk,
        session_id=item.session_id,
        code=item.case.code,
        person_id=item.person_id,
        position=item.person.position,
        purpose=Purpose(item.purpose),
        status=ItemStatus(item.status),
        state=state,
        people=people,
        count=_count(item, roll) if is_waiting else None,
        may_declare=is_waiting and mine is not None and mine.is_free is None,
        may_step_aside=is_waiting and mine is not None,
        may_give_opinion=is_waiting and mine is not None and mine.is_free is True,
        choices=_choices(item, mine, roll, state),
        steps=_steps(item, state, actor, now) if is_waiting else (),
        decision=_decision(item),
    )


def _people(item: AgendaItem, rows: Iterable[MemberRow]) -> tuple[MemberLine, ...]:
    declared = dict(Declaration.objects.filter(item=item).values_list("member_id", "is_free"))
    opinions = set(Opinion.objects.filter(item=item).values_list("member_id", flat=True))
    votes = dict(Vote.objects.filter(item=item).values_list("member_id", "choice"))
    # While an item waits, a member sees who has voted but not what: nobody follows somebody else.
    is_over = item.status != ItemStatus.WAITING
    return tuple(
        MemberLine(
            row,
            declared.get(row.member_id),
            row.member_id in opinions,
            row.member_id in votes,
            votes.get(row.member_id, "") if is_over else "",
        )
        for row in rows
    )


def _count(item: AgendaItem, roll: Roll) -> Count:
    counted = tally(votes_of(item), roll)
    is_full = sum(counted.values()) == len(roll.voters)
    shown = tuple(sorted(counted.items())) if is_full else ()
    return Count(len(roll.voters), needed(roll, quorum_percent()), shown)


def _choices(item: AgendaItem, mine: MemberLine | None, roll: Roll, state: str) -> tuple[str, ...]:
    is_open = item.status == ItemStatus.WAITING and item.session.status == SessionStatus.OPEN
    if mine is None or mine.has_voted or not is_open or mine.row.member_id not in roll.voters:
        return ()
    if mine.row.function is Function.SECRETARY:
        return ()
    offered = tuple(step.verb for step in outcomes(vocabulary().steps, state))
    return (*offered, ABSTAIN) if offered else ()


def _steps(item: AgendaItem, state: str, actor: Actor, now: datetime) -> tuple[StepLine, ...]:
    """Steps of the law from here, for whoever may take them; their own page asks for what they need."""
    steps, (user_id, body_id) = vocabulary().steps, actor.post()
    running = Assignment.objects.filter(
        goes_on(now),
        case_id=item.case_id,
        user_id=user_id,
        body_id=body_id,
        starts_at__lte=now,
    )
    roles = {Role(role) for role in running.values_list("role", flat=True)}
    taking = taking_up(steps, state)
    found = (*((taking,) if taking else ()), *outcomes(steps, state))
    return tuple(StepLine(step.verb, step.code) for step in found if may_take(step, roles))


def _decision(item: AgendaItem) -> DecisionLine | None:
    found = TeamDecision.objects.filter(item=item).first()
    if found is None:
        return None
    return DecisionLine(found.pk, found.state, found.decided_on, tuple(found.told), found.told_on)
