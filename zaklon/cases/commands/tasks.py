"""Tasks of a case: what a post has to do by a day, in codes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.kinds import EventKind, Level, Part, TaskKind
from zaklon.cases.models import Assignment, Task
from zaklon.cases.models.windows import goes_on
from zaklon.cases.rules.decide import decide
from zaklon.cases.values import NewTask
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind

# What a person may set by hand; the others come from what happens in a case, and end with it.
BY_HAND = (TaskKind.FOLLOW_UP, TaskKind.TELL_PERSON, TaskKind.TAKE_OVER)


@transaction.atomic
def add_task(code: str, new: NewTask, *, actor: Actor, now: datetime) -> UUID:
    """Give a task to somebody who works on the case.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must(Level.WRITE, Part.SHELL)
    entered.must_be_open()
    if new.kind not in BY_HAND:
        raise RuleBroken("task_comes_by_itself", field="kind")
    if new.due_at <= now:
        raise RuleBroken("task_due_in_past", field="due")
    with acting_as(SYSTEM):
        at_work = Assignment.objects.filter(goes_on(now), case=entered.case, user_id=new.user_id, body_id=new.body_id)
        if not at_work.exists():
            raise RuleBroken("task_for_stranger", field="post")
        task = Task.objects.create(
            case=entered.case,
            kind=new.kind,
            body_id=new.body_id,
            user_id=new.user_id,
            due_at=new.due_at,
            made_at=now,
            is_sealed=entered.case.is_sealed,
        )
    entered.note(EventKind.TASK_ADDED, about=new.kind)
    if new.user_id != actor.user_id:
        enqueue(Kind.TASK_WAITING, [new.user_id], path="/cases/", now=now)
    return task.pk


@transaction.atomic
def finish_task(code: str, task_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Mark a task as done: by whom it is for, or by whoever writes the shell.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Task.DoesNotExist.
    """
    needs = Permission.CASE_WORK if actor.may(Permission.CASE_WORK) else Permission.CASE_OVERSEE
    entered = enter(code, needs=needs, actor=actor, now=now)
    with acting_as(SYSTEM):
        task = Task.objects.select_for_update().get(pk=task_id, case=entered.case)
    if not _is_for(task, entered):
        raise NotPermitted("task_of_another")
    if task.done_at is not None:
        raise NotAllowedNow("task_done_already")
    if task.kind not in BY_HAND:
        raise NotAllowedNow("task_ends_by_itself")
    with acting_as(SYSTEM):
        task.done_at, task.done_by_id = now, actor.user_id
        task.save(update_fields=["done_at", "done_by"])
    entered.note(EventKind.TASK_DONE, about=task.kind)


def _is_for(task: Task, entered: Entered) -> bool:
    if task.user_id is not None and task.user_id == entered.actor.user_id:
        return True
    if task.user_id is None and task.body_id == entered.actor.body_id:
        return True
    return decide(entered.tie, Level.WRITE, Part.SHELL).allow
