"""What else happens with steps of support: somebody is missing, is found, comes back after being trafficked again."""

from datetime import timedelta

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import EventKind, FlagKind, TaskKind
from zaklon.cases.models import Assignment, Flag, Person
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind
from zaklon.pathway.commands.effects import Taken, effect
from zaklon.pathway.queries.states import standing_in
from zaklon.protection.commands.replanning import end_task, give_task

_TIME_TO_LOOK = timedelta(hours=24)


@effect("raise_missing")
def raise_missing(taken: Taken) -> None:
    """Everybody who opens the case learns that the person is missing; of the police only who works on the case already.

    Whoever leads the case gets the task to look, and lets others of the police join as consent or duty allows.
    """
    _raise(taken, FlagKind.MISSING)
    entered = taken.entered
    give_task(entered.case, TaskKind.LOOK_FOR, actor=entered.actor, now=entered.now, due_at=entered.now + _TIME_TO_LOOK)
    with acting_as(SYSTEM):
        at_work = Assignment.objects.filter(
            case=entered.case, role=Role.POLICE_INVESTIGATOR, ends_at__isnull=True, starts_at__lte=entered.now
        )
        police = list(at_work.values_list("user_id", flat=True))
    enqueue(Kind.TASK_WAITING, police, path="/cases/", now=entered.now)


@effect("end_missing")
def end_missing(taken: Taken) -> None:
    """The flag is taken down once nobody else of the case is missing."""
    entered = taken.entered
    with acting_as(SYSTEM):
        others = Person.objects.filter(case=entered.case, erased_at__isnull=True).exclude(pk=taken.person.pk)
        if standing_in(others.values_list("pk", flat=True), taken.step.way, taken.step.sources):
            return
        flags = Flag.objects.filter(case=entered.case, kind=FlagKind.MISSING, resolved_at__isnull=True)
        count = flags.update(resolved_at=entered.now, resolved_by_id=entered.actor.user_id, resolution=taken.step.verb)
    if count:
        entered.note(EventKind.FLAG_RESOLVED, about=FlagKind.MISSING)
    end_task(entered.case, TaskKind.LOOK_FOR, actor=entered.actor, now=entered.now)


@effect("flag_re_trafficked")
def flag_re_trafficked(taken: Taken) -> None:
    """Everybody who opens the case learns that the person was trafficked again."""
    _raise(taken, FlagKind.RE_TRAFFICKED)


def _raise(taken: Taken, kind: FlagKind) -> None:
    entered = taken.entered
    with acting_as(SYSTEM):
        _flag, is_new = Flag.objects.get_or_create(
            case=entered.case,
            kind=kind,
            resolved_at=None,
            defaults={"raised_at": entered.now, "raised_by_id": entered.actor.user_id, "resolution": ""},
        )
    if is_new:
        entered.note(EventKind.FLAG_RAISED, about=kind)
