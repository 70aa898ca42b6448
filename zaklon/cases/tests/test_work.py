"""Flags and tasks: who may, what is refused, and that each leaves its line on timeline and trail."""

from datetime import timedelta

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.queries import entries
from zaklon.cases.commands import flags, tasks
from zaklon.cases.kinds import FlagKind, TaskKind
from zaklon.cases.models import Event, Task
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewTask
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    circle = Circle()
    circle.assign(circle.worker)
    return circle


def as_(actor, command, circle, *values):
    with acting_as(actor):
        return command(circle.code, *values, actor=actor, now=now())


def traces(circle, *kinds):
    with acting_as(SYSTEM):
        events = set(Event.objects.filter(case__code=circle.code).values_list("kind", flat=True))
        actions = {entry.action for entry in entries(subject=circle.code)}
    return set(kinds) <= events and {f"case.{kind}" for kind in kinds} <= actions


def test_whoever_reads_the_shell_raises_an_alarm_but_only_a_writer_takes_it_down(circle):
    flag = as_(circle.worker, flags.raise_flag, circle, FlagKind.MISSING)
    with pytest.raises(NotAllowedNow, match="flag_raised_already"):
        as_(circle.manager, flags.raise_flag, circle, FlagKind.MISSING)
    with pytest.raises(NotPermitted, match="part_withheld"):
        as_(circle.worker, flags.resolve_flag, circle, flag, "Found")
    with pytest.raises(RuleBroken, match="flag_resolution_missing"):
        as_(circle.manager, flags.resolve_flag, circle, flag, "  ")
    as_(circle.manager, flags.resolve_flag, circle, flag, "Invented: found at school.")
    with pytest.raises(NotAllowedNow, match="flag_resolved_already"):
        as_(circle.manager, flags.resolve_flag, circle, flag, "again")
    assert traces(circle, "flag_raised", "flag_resolved")


def new_task(actor, **changes):
    facts = {"kind": TaskKind.FOLLOW_UP, "user_id": actor.user_id, "body_id": actor.body_id}
    return NewTask(**{**facts, "due_at": now() + timedelta(days=1), **changes})


def test_a_task_is_for_somebody_who_works_on_the_case(circle):
    with pytest.raises(RuleBroken, match="task_for_stranger"):
        as_(circle.manager, tasks.add_task, circle, new_task(circle.investigator))
    with pytest.raises(RuleBroken, match="task_due_in_past"):
        as_(circle.manager, tasks.add_task, circle, new_task(circle.worker, due_at=now()))
    with pytest.raises(RuleBroken, match="task_comes_by_itself"):
        as_(circle.manager, tasks.add_task, circle, new_task(circle.worker, kind=TaskKind.RETENTION))
    with pytest.raises(NotPermitted, match="part_withheld"):
        as_(circle.worker, tasks.add_task, circle, new_task(circle.worker))
    task = as_(circle.manager, tasks.add_task, circle, new_task(circle.manager))
    with pytest.raises(NotPermitted, match="task_of_another"):
        as_(circle.worker, tasks.finish_task, circle, task)
    as_(circle.manager, tasks.finish_task, circle, task)
    with pytest.raises(NotAllowedNow, match="task_done_already"):
        as_(circle.manager, tasks.finish_task, circle, task)
    assert traces(circle, "task_added", "task_done")


def test_a_review_is_not_ticked_off_by_hand(circle):
    with acting_as(SYSTEM):
        task = Task.objects.create(
            case_id=circle.person.case_id,
            kind=TaskKind.REVIEW_BREAK_GLASS,
            body_id=circle.manager.body_id,
            due_at=now() + timedelta(days=1),
            made_at=now(),
            is_sealed=False,
        )
    with pytest.raises(NotAllowedNow, match="task_ends_by_itself"):
        as_(circle.manager, tasks.finish_task, circle, task.pk)
