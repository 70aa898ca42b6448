"""The annual work plan of the Coordination Body."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.partnership.commands.shared import must_have_come, must_say
from zaklon.partnership.models import BoardSession, WorkPlan, WorkPlanTask
from zaklon.partnership.values import NewTask

_FIRST, _LAST = 2000, 2199


@transaction.atomic
def draft_work_plan(year: int, *, actor: Actor, now: datetime) -> UUID:
    """Begin the work plan of a year; gives its key. Raises NotPermitted, NotAllowedNow for a second one, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    if not _FIRST <= year <= _LAST:
        raise RuleBroken("work_plan_year_unfit", field="year")
    with acting_as(SYSTEM):
        plan, is_new = WorkPlan.objects.get_or_create(year=year)
    if not is_new:
        raise NotAllowedNow("work_plan_exists")
    record("board.plan_drafted", plan.pk, by=actor, at=now)
    return plan.pk


@transaction.atomic
def add_task(plan_id: UUID, new: NewTask, *, actor: Actor, now: datetime) -> UUID:
    """Put an item into a plan that is not adopted; gives its key. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    with acting_as(SYSTEM):
        plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
        if plan.adopted_on is not None:
            raise NotAllowedNow("work_plan_adopted")
        last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
        task = WorkPlanTask.objects.create(
            plan=plan,
            position=last + 1,
            text=must_say(new.text, "work_plan_task_without_text", "text"),
            owner_id=new.owner_id,
            due_on=new.due_on,
            word="",
        )
    record("board.plan_task_added", task.pk, by=actor, at=now)
    return task.pk


@transaction.atomic
def adopt_work_plan(plan_id: UUID, on: date, *, actor: Actor, now: datetime, session_id: UUID | None = None) -> None:
    """Say on which day, and in which session, the plan was adopted. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.BOARD_MANAGE)
    must_have_come(on, now, "on")
    with acting_as(SYSTEM):
        plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
        if plan.adopted_on is not None:
            raise NotAllowedNow("work_plan_adopted")
        if not plan.tasks.exists():
            raise NotAllowedNow("work_plan_empty")
        if session_id is not None and not BoardSession.objects.filter(pk=session_id).exists():
            raise RuleBroken("work_plan_session_unknown", field="session")
        plan.adopted_on, plan.session_id = on, session_id
        plan.save(update_fields=["adopted_on", "session"])
    record("board.plan_adopted", plan_id, by=actor, at=now, fields=["adopted_on"])


@transaction.atomic
def implement_task(task_id: UUID, on: date, word: str, *, actor: Actor, now: datetime) -> None:
    """Say that an item was implemented, on a day. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    must_have_come(on, now, "on")
    task = _open_task(task_id, actor)
    with acting_as(SYSTEM):
        task.implemented_on, task.word = on, word.strip()
        task.save(update_fields=["implemented_on", "word"])
    record("board.plan_task_done", task_id, by=actor, at=now, fields=["implemented_on"])


@transaction.atomic
def drop_task(task_id: UUID, on: date, reason: str, *, actor: Actor, now: datetime) -> None:
    """Say that an item will not be done, and why. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    must_have_come(on, now, "on")
    task = _open_task(task_id, actor)
    with acting_as(SYSTEM):
        task.dropped_on, task.word = on, must_say(reason, "work_plan_drop_without_reason", "word")
        task.save(update_fields=["dropped_on", "word"])
    record("board.plan_task_dropped", task_id, by=actor, at=now, fields=["dropped_on"])


def _open_task(task_id: UUID, actor: Actor) -> WorkPlanTask:
    actor.must(Permission.BOARD_MANAGE)
    with acting_as(SYSTEM):
        task = WorkPlanTask.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task_id)
    if task.plan.adopted_on is None:
        raise NotAllowedNow("work_plan_not_adopted")
    if task.implemented_on is not None or task.dropped_on is not None:
        raise NotAllowedNow("work_plan_task_ended")
    return task


@transaction.atomic
def say_implemented(plan_id: UUID, on: date, *, actor: Actor, now: datetime) -> None:
    """Say that the whole plan was implemented: no item is open, and at least one was done.

    Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    actor.must(Permission.BOARD_MANAGE)
    must_have_come(on, now, "on")
    with acting_as(SYSTEM):
        plan = WorkPlan.objects.select_for_update().get(pk=plan_id)
        if plan.adopted_on is None:
            raise NotAllowedNow("work_plan_not_adopted")
        if plan.implemented_on is not None:
            raise NotAllowedNow("work_plan_implemented")
        waiting = plan.tasks.filter(implemented_on__isnull=True, dropped_on__isnull=True).count()
        if waiting:
            raise NotAllowedNow("work_plan_tasks_open", facts={"waiting": waiting})
        done = list(plan.tasks.filter(implemented_on__isnull=False).values_list("implemented_on", flat=True))
        if not done or on < max(day for day in done if day) or on < plan.adopted_on:
            raise RuleBroken("work_plan_implemented_too_early", field="on")
        plan.implemented_on = on
        plan.save(update_fields=["implemented_on"])
    record("board.plan_implemented", plan_id, by=actor, at=now, fields=["implemented_on"])
