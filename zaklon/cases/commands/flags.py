"""Flags: what whoever opens the case must know at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.kinds import EventKind, FlagKind, Level, Part
from zaklon.cases.models import Assignment, Flag
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind


@transaction.atomic
def raise_flag(code: str, kind: FlagKind, *, actor: Actor, now: datetime) -> UUID:
    """Raise a flag and tell who leads the case. Everybody who reads the shell may: an alarm must not wait for a post.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.READ, Part.SHELL)
    entered.must_be_open()
    with acting_as(SYSTEM):
        if Flag.objects.filter(case=entered.case, kind=kind, resolved_at__isnull=True).exists():
            raise NotAllowedNow("flag_raised_already")
        flag = Flag.objects.create(
            case=entered.case, kind=kind, raised_at=now, raised_by_id=actor.user_id, resolution=""
        )
    entered.note(EventKind.FLAG_RAISED, about=kind)
    _tell_lead(entered)
    return flag.pk


@transaction.atomic
def resolve_flag(code: str, flag_id: UUID, words: str, *, actor: Actor, now: datetime) -> None:
    """Say why a flag no longer holds; by whoever writes the shell.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist, Flag.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    if not words.strip():
        raise RuleBroken("flag_resolution_missing", field="words")
    with acting_as(SYSTEM):
        flag = Flag.objects.select_for_update().get(pk=flag_id, case=entered.case)
        if flag.resolved_at is not None:
            raise NotAllowedNow("flag_resolved_already")
        flag.resolved_at, flag.resolved_by_id, flag.resolution = now, actor.user_id, words.strip()
        flag.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    entered.note(EventKind.FLAG_RESOLVED, about=flag.kind)


def _tell_lead(entered: Entered) -> None:
    with acting_as(SYSTEM):
        leads = Assignment.objects.filter(case=entered.case, is_lead=True, ends_at__isnull=True)
        others = [user_id for user_id in leads.values_list("user_id", flat=True) if user_id != entered.actor.user_id]
    if others:
        enqueue(Kind.TASK_WAITING, others, path="/cases/", now=entered.now)
