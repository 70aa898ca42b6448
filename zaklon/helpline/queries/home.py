"""What an operator meets at the beginning of a shift, and while logging."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import names_of
from zaklon.access.rls import acting_as
from zaklon.helpline.models import Call, ShiftNote
from zaklon.helpline.queries.calls import CallRow, row_of
from zaklon.helpline.queries.handed import HandedRow, answered_lately, waiting_answers
from zaklon.helpline.queries.settings import zone_of
from zaklon.vocabulary.queries import vocabulary

_LAST_CALLS, _LAST_NOTES = 7, 3
_NOTES_OF = timedelta(days=2)


@dataclass(frozen=True)
class NoteRow:
    """A note for the next shift, without its words."""

    note_id: UUID
    written_at: datetime
    writer: str
    is_mine: bool


@dataclass(frozen=True)
class Home:
    """The page of a shift."""

    calls_today: int
    mine: tuple[CallRow, ...]
    urgent: tuple[CallRow, ...]
    waiting: tuple[HandedRow, ...]
    answered: tuple[HandedRow, ...]
    notes: tuple[NoteRow, ...]


def home_of(*, actor: Actor, now: datetime) -> Home:
    """What is to be known now. Seven queries."""
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    today = now.astimezone(zone_of(vocabulary())).date()
    mine = Call.objects.filter(user_id=user_id, body_id=body_id).order_by("-logged_at", "-pk")[:_LAST_CALLS]
    since = now - _NOTES_OF
    urgent = Call.objects.filter(body_id=body_id, urgency="immediate", started_at__gte=since)
    return Home(
        calls_today=calls_on(today, body_id),
        mine=tuple(row_of(call) for call in mine),
        urgent=tuple(row_of(call) for call in urgent.order_by("-started_at", "-pk")[:_LAST_CALLS]),
        waiting=waiting_answers(actor=actor),
        answered=answered_lately(actor=actor, since=since),
        notes=_notes(user_id, body_id, since),
    )


def calls_on(day: date, body_id: UUID) -> int:
    """Calls of a line that began on a day. One query."""
    return Call.objects.filter(body_id=body_id, day=day).count()


def _notes(user_id: UUID, body_id: UUID, since: datetime) -> tuple[NoteRow, ...]:
    found = list(
        ShiftNote.objects.filter(body_id=body_id, written_at__gte=since, words__isnull=False).order_by(
            "-written_at", "pk"
        )[:_LAST_NOTES]
    )
    with acting_as(SYSTEM):
        names = names_of({row.user_id for row in found})
    return tuple(NoteRow(row.pk, row.written_at, names.get(row.user_id, ""), row.user_id == user_id) for row in found)
