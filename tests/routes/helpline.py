"""A call of a line in the body of the cases, handed over to another body, with a reported day."""

import uuid
from datetime import date, timedelta

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.helpline.kinds import HandOverStatus
from zaklon.helpline.models import Call, DayCount, DayReport, HandOver, ShiftNote

_DAY = date(2026, 5, 1)


def make_line(colleague, body, receiver, now):
    """The ids of everything about it. Straight into the tables: the invented country's pack has no lists for calls."""
    own = {"body": body, "user_id": colleague.pk}
    with acting_as(SYSTEM):
        call = Call.objects.create(
            **own,
            started_at=now - timedelta(days=1),
            day=(now - timedelta(days=1)).date(),
            hour=12,
            seconds=60,
            channel="phone",
            structure="suspicion",
            logged_at=now,
            request_key=uuid.uuid4(),
        )
        handed = HandOver.objects.create(
            **own,
            call=call,
            receiver=receiver,
            status=HandOverStatus.SENT,
            ground="consent",
            urgency="immediate",
            told_at=now,
            outcome="",
            request_key=uuid.uuid4(),
        )
        note = ShiftNote.objects.create(**own, written_at=now)
        report = DayReport.objects.create(
            body=body, day=_DAY, revision=1, is_current=True, calls=1, seconds=60, made_at=now
        )
        DayCount.objects.create(report=report, body=body, day=_DAY, is_current=True, table="total", calls=1)
    return {
        "number": [1, call.pk],
        "handed_id": [handed.pk],
        "note_id": [note.pk],
        "day": [_DAY.isoformat()],
    }
