"""What votes led to: one item decided while a session goes on, or all of them when it ends."""

from datetime import datetime

from zaklon.partnership.kinds import Manner, Outcome, SessionStatus
from zaklon.partnership.models import BoardItem, BoardSession
from zaklon.partnership.queries.rolls import count_of, roll_of
from zaklon.partnership.queries.shared import quorum_percent
from zaklon.partnership.rules.quorum import Count, outcome


def decided(session: BoardSession, item: BoardItem, now: datetime) -> Outcome:
    """The outcome of an item's votes; nothing is saved."""
    roll, count = roll_of(session, now), count_of(item)
    there = count.cast if session.manner == Manner.ELECTRONIC else len(roll.taking_part)
    return outcome(count, there, len(roll.seats), quorum_percent())


def keep(item: BoardItem, found: Outcome, count: Count, now: datetime) -> None:
    """Save the outcome with its numbers."""
    item.outcome, item.decided_at = found, now
    item.votes_for, item.votes_against, item.votes_abstained = count.votes_for, count.votes_against, count.abstained
    item.save(update_fields=["outcome", "decided_at", "votes_for", "votes_against", "votes_abstained"])


def settle_all(session: BoardSession, now: datetime) -> None:
    """Give every item that waits its outcome, and note how many seats took part; the session is saved by the caller.

    In person an item without a decision is postponed: nobody counted its votes in the room.
    """
    is_held = session.status == SessionStatus.CLOSED
    roll = roll_of(session, now)
    voted: set[object] = set()
    for item in session.items.filter(outcome=Outcome.WAITING).order_by("position"):
        keep(item, _final(session, item, now) if is_held else Outcome.POSTPONED, count_of(item), now)
    for item in session.items.all():
        voted |= set(item.votes.values_list("seat_id", flat=True))
    if is_held:
        session.seats = len(roll.seats)
        session.took_part = len(voted) if session.manner == Manner.ELECTRONIC else len(roll.taking_part)


def _final(session: BoardSession, item: BoardItem, now: datetime) -> Outcome:
    if not item.is_voted:
        return Outcome.NOTED
    return decided(session, item, now) if session.manner == Manner.ELECTRONIC else Outcome.POSTPONED
