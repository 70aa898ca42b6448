"""Who can vote in a session, as the pure rules take it."""

from datetime import datetime

from django.utils import timezone

from zaklon.partnership.kinds import Standing
from zaklon.partnership.models import BoardItem, BoardMember, BoardSession
from zaklon.partnership.rules.quorum import Count, Roll
from zaklon.partnership.rules.sitting import Sitting


def sitting_of(session: BoardSession) -> Sitting:
    """What decides whether votes are taken."""
    return Sitting(session.manner, session.status, session.planned_at, session.closes_at)


def roll_of(session: BoardSession, now: datetime) -> Roll:
    """Seats with a mandate that runs today, and those that take part. One query."""
    day = timezone.localdate(session.ended_at or now)
    present = set(session.attendances.values_list("member_id", flat=True))
    found = BoardMember.objects.of_seats().with_mandate_on(day)
    rows = list(found.values_list("pk", "body_id", "standing"))
    return Roll(
        seats=frozenset(body for _pk, body, _standing in rows if body),
        members=frozenset(b for pk, b, standing in rows if b and pk in present and standing == Standing.MEMBER),
        deputies=frozenset(b for pk, b, standing in rows if b and pk in present and standing == Standing.DEPUTY),
    )


def count_of(item: BoardItem) -> Count:
    """Votes on an item. One query."""
    return Count.of(item.votes.values_list("choice", flat=True))
