"""Sessions of the Coordination Body as pages and minutes show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count as Number
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.documents.queries import AttachmentRow, of_subjects
from zaklon.partnership.kinds import Choice, Manner, Outcome, SessionStatus, Standing
from zaklon.partnership.models import BoardItem, BoardSession
from zaklon.partnership.queries.members import MemberRow, members
from zaklon.partnership.queries.rolls import roll_of, sitting_of
from zaklon.partnership.queries.shared import quorum_percent
from zaklon.partnership.rules.quorum import Count, Roll, needed
from zaklon.partnership.rules.sitting import why_no_step, why_no_vote
from zaklon.partnership.states import SESSION_STEPS

PAPER_OF_ITEM = "partnership.item"


@dataclass(frozen=True)
class SessionRow:
    """A session in a list."""

    session_id: UUID
    manner: Manner
    status: SessionStatus
    planned_at: datetime
    closes_at: datetime | None
    items: int
    takes_votes: bool


@dataclass(frozen=True)
class VoteRow:
    """A vote by body, known once the item is decided."""

    seat: UUID
    by: str
    choice: Choice | None


@dataclass(frozen=True)
class ItemRow:
    """An item; `count` is None while votes are taken, `may_vote` is the reader's."""

    item_id: UUID
    position: int
    title: str
    proposal: str
    record: str
    is_voted: bool
    outcome: Outcome
    count: Count | None
    votes: tuple[VoteRow, ...]
    papers: tuple[AttachmentRow, ...]
    may_vote: bool
    has_voted: bool
    may_decide: bool


@dataclass(frozen=True)
class SessionPage:
    """A session with everything that its page and its minutes show."""

    session_id: UUID
    manner: Manner
    status: SessionStatus
    planned_at: datetime
    closes_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    place: str
    minutes_adopted_on: date | None
    present: tuple[MemberRow, ...]
    offered: tuple[MemberRow, ...]
    items: tuple[ItemRow, ...]
    verbs: tuple[str, ...]
    seats: int
    there: int
    needed: int

    @property
    def may_change(self) -> bool:
        """Whether who takes part may still change."""
        return self.status in (SessionStatus.PLANNED, SessionStatus.OPEN)

    @property
    def was_held(self) -> bool:
        """Whether there are minutes."""
        return self.status == SessionStatus.CLOSED


def sessions(
    *, actor: Actor, now: datetime, only_coming: bool = False, limit: int | None = None
) -> tuple[SessionRow, ...]:
    """Sessions, the newest first; coming ones the earliest first. One query."""
    actor.must(Permission.BOARD_READ)
    found = BoardSession.objects.annotate(number=Number("items"))
    if only_coming:
        found = found.filter(status__in=[SessionStatus.PLANNED, SessionStatus.OPEN]).order_by("planned_at", "pk")
    else:
        found = found.order_by("-planned_at", "-pk")
    return tuple(
        SessionRow(
            row.pk,
            Manner(row.manner),
            SessionStatus(row.status),
            row.planned_at,
            row.closes_at,
            row.number,
            not why_no_vote(sitting_of(row), now),
        )
        for row in found[:limit]
    )


@dataclass(frozen=True)
class OpenVote:
    """An item on which the reader can vote now."""

    session_id: UUID
    item_id: UUID
    title: str
    closes_at: datetime | None


def open_votes(*, actor: Actor, now: datetime) -> tuple[OpenVote, ...]:
    """Items on which the reader can vote now, by the nearest end."""
    if not actor.may(Permission.BOARD_VOTE):
        return ()
    found: list[OpenVote] = []
    for row in sessions(actor=actor, now=now, only_coming=True):
        if row.takes_votes:
            page = session_page(row.session_id, "en", actor=actor, now=now)
            found += [OpenVote(row.session_id, i.item_id, i.title, row.closes_at) for i in page.items if i.may_vote]
    return tuple(found)


def session_page(session_id: UUID, language: str, *, actor: Actor, now: datetime) -> SessionPage:
    """A session. Nine queries, however many items. Raises NotPermitted, BoardSession.DoesNotExist."""
    actor.must(Permission.BOARD_READ)
    session = BoardSession.objects.get(pk=session_id)
    rows, roll = members(language, actor=actor), roll_of(session, now)
    present = set(session.attendances.values_list("member_id", flat=True))
    day = max(timezone.localdate(now), timezone.localdate(session.planned_at))
    seats = len(roll.seats) if session.seats is None else session.seats
    items = _items(session, rows, roll, actor, now)
    there = _there(session, roll, items)
    return SessionPage(
        session_id=session.pk,
        manner=Manner(session.manner),
        status=SessionStatus(session.status),
        planned_at=session.planned_at,
        closes_at=session.closes_at,
        opened_at=session.opened_at,
        ended_at=session.ended_at,
        place=session.place,
        minutes_adopted_on=session.minutes_adopted_on,
        present=tuple(row for row in rows if row.member_id in present),
        offered=tuple(row for row in rows if row.runs_on(day)),
        items=items,
        verbs=_verbs(session, actor, now),
        seats=seats,
        there=there,
        needed=needed(seats, quorum_percent()),
    )


def _there(session: BoardSession, roll: Roll, items: tuple[ItemRow, ...]) -> int:
    """Seats that take part: in the room, or, where nobody is in one, with a vote."""
    if session.took_part is not None:
        return session.took_part
    if session.manner == Manner.ELECTRONIC:
        return len({vote.seat for item in items for vote in item.votes})
    return len(roll.taking_part)


def _verbs(session: BoardSession, actor: Actor, now: datetime) -> tuple[str, ...]:
    sitting = sitting_of(session)
    offered = workflow.open_steps(SESSION_STEPS, session, actor)
    is_over = session.closes_at is not None and now >= session.closes_at
    if is_over and session.status == SessionStatus.PLANNED and actor.may(Permission.BOARD_MANAGE):
        # Nobody has opened the page while it ran: it can be closed at once.
        offered = ["close_session"]
    return tuple(verb for verb in offered if not why_no_step(sitting, verb, now))


def _items(
    session: BoardSession, rows: tuple[MemberRow, ...], roll: Roll, actor: Actor, now: datetime
) -> tuple[ItemRow, ...]:
    found = list(session.items.prefetch_related("votes").order_by("position"))
    papers = of_subjects(PAPER_OF_ITEM, [item.pk for item in found])
    is_taking = not why_no_vote(sitting_of(session), now)
    today = timezone.localdate(now)
    mine = next((r for r in rows if r.user_id and r.user_id == actor.user_id and r.seat and r.runs_on(today)), None)
    speaks = mine is not None and mine.seat is not None and roll.speaks(mine.seat, Standing(mine.standing))
    seat = mine.seat if mine is not None else None
    return tuple(
        _item(
            item,
            rows,
            papers[item.pk],
            _Reader(seat, is_taking and speaks and actor.may(Permission.BOARD_VOTE)),
            may_decide=is_taking and session.manner == Manner.IN_PERSON and actor.may(Permission.BOARD_MANAGE),
        )
        for item in found
    )


@dataclass(frozen=True)
class _Reader:
    """The reader's seat, and whether somebody may vote for it now."""

    seat: UUID | None
    may_vote: bool


def _item(
    item: BoardItem, rows: tuple[MemberRow, ...], papers: list[AttachmentRow], reader: _Reader, *, may_decide: bool
) -> ItemRow:
    is_waiting = item.outcome == Outcome.WAITING
    cast = list(item.votes.all())
    has_voted = any(vote.seat_id == reader.seat for vote in cast)
    by = {row.member_id: row for row in rows}
    # While votes are taken one sees who has voted, but not what: nobody follows somebody else.
    votes = tuple(
        VoteRow(vote.seat_id, by[vote.member_id].line, None if is_waiting else Choice(vote.choice))
        for vote in sorted(cast, key=lambda vote: by[vote.member_id].line)
        if vote.member_id in by
    )
    return ItemRow(
        item_id=item.pk,
        position=item.position,
        title=item.title,
        proposal=item.proposal,
        record=item.record,
        is_voted=item.is_voted,
        outcome=Outcome(item.outcome),
        count=None if is_waiting else Count(item.votes_for, item.votes_against, item.votes_abstained),
        votes=votes,
        papers=tuple(paper for paper in papers if not paper.is_removed),
        may_vote=reader.may_vote and item.is_voted and is_waiting and not has_voted,
        has_voted=has_voted,
        may_decide=may_decide and item.is_voted and is_waiting and bool(cast),
    )
