"""Logging calls: once for each form however often it is sent, and a late one counted at once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.common.errors import RuleBroken
from zaklon.helpline.commands.days import hold_day, recount
from zaklon.helpline.commands.words import write_words
from zaklon.helpline.kinds import WordsKind
from zaklon.helpline.models import Call
from zaklon.helpline.queries.choices import codes_in_use
from zaklon.helpline.queries.settings import zone_of
from zaklon.helpline.rules.checking import check_codes, check_times
from zaklon.helpline.values import NewCall
from zaklon.vocabulary.queries import vocabulary

# A form that is sent twice at once waits here for its twin, and then finds what that one has made.
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7317))"


@transaction.atomic
def log_call(new: NewCall, *, actor: Actor, now: datetime) -> int:
    """Log a call and give its number; the same form, however often it is sent, is one call.

    Raises NotPermitted, NotAllowedNow before a pack is loaded, RuleBroken with the field that is wrong.
    """
    actor.must(Permission.CALL_LOG)
    user_id, body_id = actor.post()
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [f"{user_id} {new.request_key}"])
    known = Call.objects.filter(user_id=user_id, request_key=new.request_key).values_list("pk", flat=True).first()
    if known is not None:
        return known
    call = _call_of(new, actor, now)
    hold_day(body_id, call.day, now=now)
    call.note = write_words(WordsKind.NOTE, new.note, actor=actor, now=now)
    call.save(force_insert=True)
    recount(body_id, [call.day], actor=actor, now=now)
    record("call.logged", call.pk, by=actor, at=now)
    return call.pk


@transaction.atomic
def log_sheet(calls: Iterable[NewCall], *, actor: Actor, now: datetime) -> int:
    """Log many calls that were noted on a sheet, all or none; gives how many. Notes of theirs are not taken.

    Raises as `log_call`.
    """
    actor.must(Permission.CALL_LOG)
    _user_id, body_id = actor.post()
    known = codes_in_use(vocabulary(), timezone.localdate(now))
    rows = [_call_of(new, actor, now, known) for new in calls]
    for day in sorted({row.day for row in rows}):
        hold_day(body_id, day, now=now)
    Call.objects.bulk_create(rows, batch_size=1000)
    recount(body_id, {row.day for row in rows}, actor=actor, now=now)
    record("call.logged", len(rows), by=actor, at=now, fields=["sheet"])
    return len(rows)


def _call_of(new: NewCall, actor: Actor, now: datetime, known: dict[str, frozenset[str]] | None = None) -> Call:
    words = vocabulary()
    here = new.started_at.astimezone(zone_of(words))
    codes = check_codes(new.codes, known or codes_in_use(words, timezone.localdate(now)))
    check_times(new.started_at, new.seconds, now)
    user_id, body_id = actor.post()
    return Call(
        body_id=body_id,
        user_id=user_id,
        started_at=new.started_at,
        day=here.date(),
        hour=here.hour,
        seconds=new.seconds,
        earlier_id=earlier_of(new.earlier, new.started_at, body_id),
        logged_at=now,
        request_key=new.request_key,
        **codes,
    )


def earlier_of(number: int | None, began: datetime, body_id: UUID) -> int | None:
    """The earlier call of the same line with this number. Raises RuleBroken."""
    if number is None:
        return None
    started = Call.objects.filter(pk=number, body_id=body_id).values_list("started_at", flat=True).first()
    if started is None:
        raise RuleBroken("call_earlier_unknown", field="earlier")
    if started > began:
        raise RuleBroken("call_earlier_later", field="earlier")
    return number
