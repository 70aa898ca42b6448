"""Votes on items of the agenda, and the decision that they make."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.partnership.commands.sessions import locked, open_when_due
from zaklon.partnership.commands.settling import decided, keep
from zaklon.partnership.kinds import Choice, Manner, Outcome, Standing
from zaklon.partnership.models import BoardItem, BoardMember, BoardSession, BoardVote
from zaklon.partnership.queries.rolls import count_of, roll_of, sitting_of
from zaklon.partnership.queries.shared import quorum_percent
from zaklon.partnership.rules.quorum import has_quorum, needed
from zaklon.partnership.rules.sitting import why_no_vote


@transaction.atomic
def vote(item_id: UUID, choice: str, *, actor: Actor, now: datetime) -> None:
    """Vote for one's seat. Cast once, never changed.

    Raises NotPermitted, NotAllowedNow (no mandate, a deputy beside the member, too early, closed, twice), RuleBroken.
    """
    actor.must(Permission.BOARD_VOTE)
    user_id, _body_id = actor.post()
    if choice not in Choice.values:
        raise RuleBroken("board_vote_unknown", field="choice")
    item = BoardItem.objects.get(pk=item_id)
    session = locked(item.session_id)
    with acting_as(SYSTEM):
        item = BoardItem.objects.select_for_update().get(pk=item_id)
        _must_take_votes(session, item, now)
        open_when_due(session, now)
        member, seat = _speaker(session, user_id, now)
        if item.votes.filter(seat_id=seat).exists():
            raise NotAllowedNow("board_voted_already")
        BoardVote.objects.create(item=item, seat_id=seat, member=member, choice=choice, cast_at=now)
    record("board.voted", item_id, by=actor, at=now)


def _must_take_votes(session: BoardSession, item: BoardItem, now: datetime) -> None:
    if code := why_no_vote(sitting_of(session), now):
        raise NotAllowedNow(code)
    if not item.is_voted:
        raise NotAllowedNow("board_nothing_to_vote")
    if item.outcome != Outcome.WAITING:
        raise NotAllowedNow("board_item_decided")


def _speaker(session: BoardSession, user_id: UUID, now: datetime) -> tuple[BoardMember, UUID]:
    """The mandate by which the person votes, and its seat. Raises NotAllowedNow."""
    running = BoardMember.objects.of_seats().with_mandate_on(timezone.localdate(now))
    member = running.filter(user_id=user_id).first()
    if member is None or member.body_id is None:
        raise NotAllowedNow("board_no_mandate")
    roll = roll_of(session, now)
    standing = Standing(member.standing)
    if roll.speaks(member.body_id, standing):
        return member, member.body_id
    if standing is Standing.DEPUTY and member.body_id in roll.members:
        raise NotAllowedNow("board_member_is_there")
    raise NotAllowedNow("board_not_on_list")


@transaction.atomic
def decide_item(item_id: UUID, *, actor: Actor, now: datetime) -> Outcome:
    """Record what the votes in the room led to; gives it. An electronic session is decided when it closes.

    Raises NotPermitted, NotAllowedNow without a quorum, before anybody voted, or in another state.
    """
    actor.must(Permission.BOARD_MANAGE)
    item = BoardItem.objects.get(pk=item_id)
    session = locked(item.session_id)
    if session.manner == Manner.ELECTRONIC:
        raise NotAllowedNow("board_decided_by_clock")
    with acting_as(SYSTEM):
        item = BoardItem.objects.select_for_update().get(pk=item_id)
        _must_take_votes(session, item, now)
        roll, count = roll_of(session, now), count_of(item)
        there, seats = len(roll.taking_part), len(roll.seats)
        if not has_quorum(there, seats, quorum_percent()):
            raise NotAllowedNow("board_no_quorum", facts={"there": there, "needed": needed(seats, quorum_percent())})
        if not count.cast:
            raise NotAllowedNow("board_nobody_voted")
        found = decided(session, item, now)
        keep(item, found, count, now)
    record("board.decided", item_id, by=actor, at=now, fields=[found])
    return found
