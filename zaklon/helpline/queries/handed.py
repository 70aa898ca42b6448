"""What the helpline handed over: for the line that waits for an answer, and for the body that gives it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.workflow import open_steps
from zaklon.helpline.kinds import HandOverStatus
from zaklon.helpline.models import HandOver
from zaklon.helpline.states import HAND_OVER_STEPS, OF_RECEIVER

SHOWN = 50
WAITING = (HandOverStatus.SENT, HandOverStatus.ACCEPTED)


@dataclass(frozen=True)
class HandedRow:
    """A hand-over, without the words that were told."""

    handed_id: UUID
    number: int
    sender_id: UUID
    receiver_id: UUID
    status: HandOverStatus
    ground: str
    urgency: str
    age_group: str
    municipality: str
    form: str
    outcome: str
    told_at: datetime
    answered_at: datetime | None
    has_words: bool

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self.status in WAITING


def waiting_answers(*, actor: Actor) -> tuple[HandedRow, ...]:
    """What the own line has handed over and has no answer to yet, the oldest first. One query."""
    actor.must(Permission.CALL_READ)
    _user_id, body_id = actor.post()
    found = HandOver.objects.filter(body_id=body_id, status__in=WAITING).order_by("told_at", "pk")
    return rows_of(found[:SHOWN])


def answered_lately(*, actor: Actor, since: datetime) -> tuple[HandedRow, ...]:
    """Answers that came since a moment, the newest first. One query."""
    actor.must(Permission.CALL_READ)
    _user_id, body_id = actor.post()
    found = HandOver.objects.filter(body_id=body_id, answered_at__gte=since, status__in=("declined", "ended"))
    return rows_of(found.order_by("-answered_at", "pk")[:SHOWN])


def received(*, actor: Actor) -> tuple[HandedRow, ...]:
    """What was handed to the own body: what waits first, then the newest. One query."""
    actor.must(Permission.CALL_ANSWER)
    _user_id, body_id = actor.post()
    found = HandOver.objects.filter(receiver_id=body_id).exclude(status=HandOverStatus.WITHDRAWN)
    rows = rows_of(found.order_by("-told_at", "pk")[:SHOWN])
    return tuple(sorted(rows, key=lambda row: not row.is_waiting))


def handed_of(handed_id: UUID, *, actor: Actor) -> HandedRow:
    """One hand-over of the own line, or to the own body. Raises NotPermitted, HandOver.DoesNotExist."""
    _user_id, body_id = actor.post()
    row = HandOver.objects.get(pk=handed_id)
    actor.must(Permission.CALL_ANSWER if row.receiver_id == body_id else Permission.CALL_READ)
    return _row(row)


def open_verbs(row: HandedRow, *, actor: Actor) -> tuple[str, ...]:
    """Steps that this person may take for the side on which the own body stands."""
    verbs = open_steps(HAND_OVER_STEPS, HandOver(status=row.status), actor)
    side = OF_RECEIVER if row.receiver_id == actor.body_id else frozenset(verbs) - OF_RECEIVER
    return tuple(verb for verb in verbs if verb in side and actor.body_id in (row.receiver_id, row.sender_id))


def rows_of(found: QuerySet[HandOver]) -> tuple[HandedRow, ...]:
    """Hand-overs as rows."""
    return tuple(_row(row) for row in found)


def _row(row: HandOver) -> HandedRow:
    return HandedRow(
        handed_id=row.pk,
        number=row.call_id,
        sender_id=row.body_id,
        receiver_id=row.receiver_id,
        status=HandOverStatus(row.status),
        ground=row.ground,
        urgency=row.urgency,
        age_group=row.age_group,
        municipality=row.municipality,
        form=row.form,
        outcome=row.outcome,
        told_at=row.told_at,
        answered_at=row.answered_at,
        has_words=row.words_id is not None,
    )
