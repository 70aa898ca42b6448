"""Planning stays anew after a complaint or a suspension: a task for whoever leads each case."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.kinds import EventKind, Level, Part, TaskKind
from zaklon.cases.models import Assignment, Case, Task
from zaklon.common.errors import NotAllowedNow
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.protection.kinds import HOLDS_PLACE
from zaklon.protection.models import Placement, Provider

_TIME_TO_REPLAN = timedelta(days=1)


def replan(provider: Provider, service: str | None, *, actor: Actor, now: datetime) -> int:
    """Mark current stays with the provider (of one service, or all) and give each lead a task; gives how many stays."""
    with acting_as(SYSTEM):
        found = Placement.objects.filter(provider=provider, state__in=HOLDS_PLACE).select_related("case")
        stays = list(found.filter(service=service) if service else found)
        Placement.objects.filter(pk__in=[stay.pk for stay in stays], replan_since__isnull=True).update(replan_since=now)
    for case in {stay.case_id: stay.case for stay in stays}.values():
        give_task(case, TaskKind.REPLAN, actor=actor, now=now, due_at=now + _TIME_TO_REPLAN)
    return len(stays)


def give_task(case: Case, kind: TaskKind, *, actor: Actor, now: datetime, due_at: datetime) -> None:
    """A task for whoever leads the case, or for the body that owns it; once while it is open."""
    with acting_as(SYSTEM):
        if Task.objects.filter(case=case, kind=kind, done_at__isnull=True).exists():
            return
        lead = Assignment.objects.filter(case=case, is_lead=True, ends_at__isnull=True).first()
        Task.objects.create(
            case=case,
            kind=kind,
            body_id=lead.body_id if lead else case.owner_body_id,
            user_id=lead.user_id if lead else None,
            due_at=due_at,
            made_at=now,
            is_sealed=case.is_sealed,
        )
    if lead and lead.user_id != actor.user_id:
        enqueue(Kind.TASK_WAITING, [lead.user_id], path="/cases/", now=now)


def end_task(case: Case, kind: TaskKind, *, actor: Actor, now: datetime) -> None:
    """End the open task of this kind, because what it asks for has been done."""
    with acting_as(SYSTEM):
        Task.objects.filter(case=case, kind=kind, done_at__isnull=True).update(done_at=now, done_by_id=actor.user_id)


@transaction.atomic
def keep_stay(code: str, placement_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Record that the stay was planned anew and goes on for now. Raises NotPermitted, NotAllowedNow, DoesNotExist."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.PLACEMENT)
    entered.must(Level.WRITE, Part.SHELL)
    with acting_as(SYSTEM):
        stay = Placement.objects.select_for_update().get(pk=placement_id, case=entered.case)
        if stay.replan_since is None:
            raise NotAllowedNow("stay_not_to_replan")
        stay.replan_since = None
        stay.save(update_fields=["replan_since"])
    entered.note(EventKind.STATE_CHANGED, part=Part.PLACEMENT, about="stay_replanned")
    end_when_replanned(entered)


def end_when_replanned(entered: Entered) -> None:
    """End the task once no stay of the case waits for a plan."""
    with acting_as(SYSTEM):
        waiting = Placement.objects.filter(case=entered.case, replan_since__isnull=False, state__in=HOLDS_PLACE)
        is_done = not waiting.exists()
    if is_done:
        end_task(entered.case, TaskKind.REPLAN, actor=entered.actor, now=entered.now)
