"""The safety plan of a call, its note, and notes from one shift to the next."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import disclosed, record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.helpline.commands.words import find_words, opened, write_words
from zaklon.helpline.kinds import WordsKind
from zaklon.helpline.models import Call, SafetyPlan, ShiftNote
from zaklon.vocabulary.queries import vocabulary

SAFETY_STEPS = "safety_step"


@transaction.atomic
def agree_plan(number: int, steps: Iterable[str], *, actor: Actor, now: datetime) -> None:
    """Record which steps of the safety plan were agreed. Raises Call.DoesNotExist, NotPermitted, NotAllowedNow,
    RuleBroken.
    """
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    chosen = set(steps)
    ordered = [code for (listed, code) in vocabulary().terms if listed == SAFETY_STEPS and code in chosen]
    if not ordered or len(ordered) != len(chosen):
        raise RuleBroken("call_steps_unknown", field="steps")
    call = Call.objects.select_for_update(of=("self",)).get(pk=number, body_id=body_id)
    if SafetyPlan.objects.filter(call=call).exists():
        raise NotAllowedNow("call_plan_made")
    SafetyPlan.objects.create(call=call, body_id=body_id, user_id=user_id, steps=ordered, agreed_at=now)
    record("call.plan_agreed", call.pk, by=actor, at=now)


@transaction.atomic
def read_note(number: int, *, actor: Actor, now: datetime) -> str:
    """The sealed note of a call of the own line. Raises Call.DoesNotExist, NotPermitted, NotAllowedNow."""
    actor.must(Permission.CALL_LOG)
    _user_id, body_id = actor.post()
    call = Call.objects.get(pk=number, body_id=body_id)
    words = find_words(call.note_id)
    with disclosed("call.note_read", call.pk, by=actor, at=now):
        return opened(words)


@transaction.atomic
def write_shift_note(text: str, *, actor: Actor, now: datetime) -> UUID:
    """Leave a note for the next shift. Raises NotPermitted, RuleBroken."""
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    words = write_words(WordsKind.SHIFT, text, actor=actor, now=now)
    if words is None:
        raise RuleBroken("shift_note_empty", field="note")
    note = ShiftNote.objects.create(body_id=body_id, user_id=user_id, words=words, written_at=now)
    record("shift.note_written", note.pk, by=actor, at=now)
    return note.pk


@transaction.atomic
def read_shift_note(note_id: UUID, *, actor: Actor, now: datetime) -> str:
    """The note of a shift of the own line. Raises ShiftNote.DoesNotExist, NotPermitted, NotAllowedNow."""
    actor.must(Permission.CALL_LOG)
    _user_id, body_id = actor.post()
    note = ShiftNote.objects.get(pk=note_id, body_id=body_id)
    words = find_words(note.words_id)
    with disclosed("shift.note_read", note.pk, by=actor, at=now):
        return opened(words)
