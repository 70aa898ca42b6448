"""Correcting a logged call: its operator within the shift, a supervisor later with a reason. What it was, is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.helpline.commands.days import hold_day, recount
from zaklon.helpline.commands.logging import earlier_of
from zaklon.helpline.models import Call, CallChange
from zaklon.helpline.queries.choices import codes_in_use
from zaklon.helpline.queries.settings import shift_minutes, zone_of
from zaklon.helpline.rules.checking import check_codes, check_times
from zaklon.helpline.rules.codes import LISTS
from zaklon.helpline.rules.shifts import is_same_shift
from zaklon.helpline.values import Corrected
from zaklon.vocabulary.queries import vocabulary

REASONS = "call_correction"


@dataclass(frozen=True)
class ToCorrect:
    """A call as it stands, for whoever may correct it."""

    codes: Mapping[str, str]
    started_at: datetime
    seconds: int | None
    earlier: int | None
    needs_reason: bool


def to_correct(number: int, *, actor: Actor, now: datetime) -> ToCorrect:
    """The call that is to be corrected. Raises Call.DoesNotExist, NotPermitted."""
    actor.must(Permission.CALL_LOG)
    _user_id, body_id = actor.post()
    call = Call.objects.get(pk=number, body_id=body_id)
    return ToCorrect(
        codes={field: getattr(call, field) for field in LISTS},
        started_at=call.started_at,
        seconds=call.seconds,
        earlier=call.earlier_id,
        needs_reason=needs_reason(call, actor=actor, now=now),
    )


def needs_reason(call: Call, *, actor: Actor, now: datetime) -> bool:
    """Whether this person has to say why: yes, unless it is the own call of the same shift. Raises NotPermitted."""
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    is_own = call.user_id == user_id and is_same_shift(call.logged_at, now, minutes=shift_minutes(vocabulary()))
    if not is_own and not (actor.may(Permission.CALL_CORRECT) and call.body_id == body_id):
        raise NotPermitted("call_correction_not_yours")
    return not is_own


@transaction.atomic
def correct_call(number: int, corrected: Corrected, *, actor: Actor, now: datetime) -> None:
    """Correct a call, and count its days again where they were reported.

    Raises Call.DoesNotExist, NotPermitted, RuleBroken with the field that is wrong.
    """
    actor.must(Permission.CALL_LOG)
    _user_id, body_id = actor.post()
    call = Call.objects.select_for_update(of=("self",)).get(pk=number, body_id=body_id)
    _check_reason(call, corrected, actor, now)
    former_day = call.day
    changes = _changes(call, _values(call, corrected, now))
    if not changes:
        raise RuleBroken("call_same_as_before")
    for day in sorted({former_day, call.day}):
        hold_day(body_id, day, now=now)
    call.corrected_at = now
    call.save(update_fields=[*changes, "corrected_at"])
    _keep(call, changes, corrected.reason, actor, now)
    recount(body_id, [former_day, call.day], actor=actor, now=now)
    record("call.corrected", call.pk, by=actor, at=now, fields=changes)


def _check_reason(call: Call, corrected: Corrected, actor: Actor, now: datetime) -> None:
    is_needed = needs_reason(call, actor=actor, now=now)
    if (is_needed or corrected.reason) and (REASONS, corrected.reason) not in vocabulary().terms:
        raise RuleBroken("call_reason_missing", field="reason")


def _values(call: Call, corrected: Corrected, now: datetime) -> dict[str, object]:
    words = vocabulary()
    # Values that were in use when the call was logged stay allowed for it.
    known = {
        field: codes | {getattr(call, field)}
        for field, codes in codes_in_use(words, timezone.localdate(call.logged_at)).items()
    }
    codes = check_codes(corrected.codes, known)
    check_times(corrected.started_at, corrected.seconds, now)
    here = corrected.started_at.astimezone(zone_of(words))
    return {
        **codes,
        "started_at": corrected.started_at,
        "day": here.date(),
        "hour": here.hour,
        "seconds": corrected.seconds,
        "earlier_id": earlier_of(corrected.earlier, corrected.started_at, call.body_id),
    }


def _changes(call: Call, values: dict[str, object]) -> dict[str, tuple[str, str]]:
    """What each changed field was and is, as texts; the call gets the new values."""
    found: dict[str, tuple[str, str]] = {}
    for name, value in values.items():
        before = getattr(call, name)
        if before != value:
            found[name.removesuffix("_id")] = (_as_text(before), _as_text(value))
            setattr(call, name, value)
    return found


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "" if value is None else str(value)


def _keep(call: Call, changes: dict[str, tuple[str, str]], reason: str, actor: Actor, now: datetime) -> None:
    user_id, body_id = actor.post()
    CallChange.objects.bulk_create(
        CallChange(
            call=call,
            body_id=body_id,
            user_id=user_id,
            changed_at=now,
            reason=reason,
            field=field,
            before=before,
            after=after,
        )
        for field, (before, after) in changes.items()
    )
