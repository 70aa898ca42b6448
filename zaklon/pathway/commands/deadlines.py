"""Deadlines: begun and ended by steps; paused, resumed and extended by people, with a reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import enter
from zaklon.cases.kinds import Part
from zaklon.cases.models import Case, Person
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.pathway.kinds import ChangeKind, Outcome
from zaklon.pathway.models import Deadline, DeadlineChange
from zaklon.pathway.queries.law import calendar_of
from zaklon.pathway.rules.reckoning import Calendar, due_after_pause, due_at, due_of, next_warning
from zaklon.pathway.rules.steps import roles_that_end
from zaklon.vocabulary.pack import Clock, Step
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary

_LEAST_REASON = 10


def start_clocks(person: Person, case: Case, step: Step, words: Vocabulary, *, now: datetime) -> None:
    """Start the clocks of a step, as the system. One that runs goes on; one of unknown length does not start."""
    on, part = calendar_of(words), Part[words.ways[step.way].part.upper()]
    for code in step.starts:
        clock = words.clocks[code]
        due = due_of(clock, now, on)
        if due is None or Deadline.objects.filter(person=person, clock=code, ended_at__isnull=True).exists():
            continue
        Deadline.objects.create(
            case=case,
            person=person,
            way=step.way,
            part=part,
            clock=code,
            started_at=now,
            due_at=due,
            tell_at=next_warning(clock, now, due, now, on),
            outcome=Outcome.RUNNING,
            circle=case.circle,
            is_sealed=case.is_sealed,
        )


def end_clocks(person: Person, codes: Iterable[str], *, now: datetime) -> None:
    """End clocks that run, as the system: kept when their time had not passed."""
    for deadline in Deadline.objects.filter(person=person, clock__in=list(codes), ended_at__isnull=True):
        in_time = now <= deadline.due_at or deadline.paused_at is not None
        deadline.ended_at, deadline.tell_at = now, None
        deadline.outcome = Outcome.KEPT if in_time else Outcome.LATE
        deadline.save(update_fields=["ended_at", "tell_at", "outcome"])


@transaction.atomic
def pause(code: str, deadline_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Let a deadline stand still. Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist."""
    deadline, clock = _entered(code, deadline_id, reason, actor=actor, now=now)
    if not clock.pauses:
        raise NotAllowedNow("clock_never_pauses")
    if deadline.paused_at is not None:
        raise NotAllowedNow("clock_paused_already")
    deadline.paused_at, deadline.tell_at = now, None
    _change(deadline, ChangeKind.PAUSED, deadline.due_at, reason, actor, now)


@transaction.atomic
def resume(code: str, deadline_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Let a deadline run again, with what was left of it. Raises as pause."""
    deadline, clock = _entered(code, deadline_id, reason, actor=actor, now=now)
    if deadline.paused_at is None:
        raise NotAllowedNow("clock_not_paused")
    on = calendar_of(vocabulary())
    due = due_after_pause(str(clock.unit), deadline.due_at, deadline.paused_at, now, on)
    deadline.paused_at = None
    deadline.tell_at = next_warning(clock, deadline.started_at, due, now, on)
    _change(deadline, ChangeKind.RESUMED, due, reason, actor, now)


@transaction.atomic
def extend(code: str, deadline_id: UUID, amount: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lengthen a deadline by some of its clock's units, at most as many as the pack allows at once. Raises as pause."""
    deadline, clock = _entered(code, deadline_id, reason, actor=actor, now=now)
    if clock.extend_by is None:
        raise NotAllowedNow("clock_never_extended")
    if not 1 <= amount <= clock.extend_by:
        raise RuleBroken("clock_extension_unfit", field="amount", facts={"most": clock.extend_by})
    if deadline.paused_at is not None:
        raise NotAllowedNow("clock_paused_already")
    on = calendar_of(vocabulary())
    # From the last moment of its last day, so that a day more is a day more.
    due = _lengthened(deadline.due_at, amount, str(clock.unit), on)
    deadline.tell_at = next_warning(clock, deadline.started_at, due, now, on)
    _change(deadline, ChangeKind.EXTENDED, due, reason, actor, now)


def _lengthened(due: datetime, amount: int, unit: str, on: Calendar) -> datetime:
    if unit == "hour":
        return due_at(due, amount, unit, on)
    return due_at(due - timedelta(seconds=1), amount, unit, on)


def _entered(code: str, deadline_id: UUID, reason: str, *, actor: Actor, now: datetime) -> tuple[Deadline, Clock]:
    """A running deadline under its lock, for somebody who may take a step that ends it."""
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must_be_open()
    words = vocabulary()
    with acting_as(SYSTEM):
        deadline = Deadline.objects.select_for_update().filter(case=entered.case, pk=deadline_id).first()
    if deadline is None:
        raise RuleBroken("clock_unknown", field="deadline")
    if not entered.tie.assigned & roles_that_end(words.steps, deadline.clock):
        raise NotPermitted("step_of_others")
    if deadline.ended_at is not None:
        raise NotAllowedNow("clock_ended_already")
    if len(reason.strip()) < _LEAST_REASON:
        raise RuleBroken("clock_reason_short", field="reason", facts={"least": _LEAST_REASON})
    return deadline, words.clocks[deadline.clock]


def _change(deadline: Deadline, kind: ChangeKind, due: datetime, reason: str, actor: Actor, now: datetime) -> None:
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        DeadlineChange.objects.create(
            deadline=deadline,
            case_id=deadline.case_id,
            person_id=deadline.person_id,
            part=deadline.part,
            kind=kind,
            changed_at=now,
            user_id=user_id,
            body_id=body_id,
            due_before=deadline.due_at,
            due_after=due,
            reason=reason.strip(),
        )
        deadline.due_at = due
        deadline.save(update_fields=["due_at", "tell_at", "paused_at"])
        code = deadline.case.code
    record(f"deadline.{kind}", code, by=actor, at=now, fields=[deadline.clock])
