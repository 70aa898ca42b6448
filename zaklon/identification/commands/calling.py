"""Calling the Team to a case: whoever is on call, else its president; and its secretary. Nothing is lost."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.posts import call_in
from zaklon.cases.models import Assignment
from zaklon.cases.models.windows import goes_on
from zaklon.cases.values import NewAssignment
from zaklon.common.errors import NotAllowedNow
from zaklon.identification.kinds import Function
from zaklon.identification.models import OnCallShift, TeamMember
from zaklon.identification.queries.rolls import former_voters
from zaklon.identification.rules.functions import ROLE_OF, TEAM_ROLES
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.pathway.commands.effects import Taken, effect

_HOME = "/team/"


@effect("call_team")
def call_team(taken: Taken) -> None:
    """The member of the Team on call, else its president, and its secretary work on the case; never with a conflict."""
    _call(taken.entered, former_voters(taken.person.pk))


@transaction.atomic
def call_again(code: str, *, actor: Actor, now: datetime) -> bool:
    """Call the Team to a case on which nobody of it works; gives whether somebody does now.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist.
    """
    actor.must(Permission.TEAM_READ)
    entered = enter(code, needs=Permission.CASE_OVERSEE, actor=actor, now=now)
    entered.must_be_open()
    if is_at_work(entered, TEAM_ROLES):
        raise NotAllowedNow("team_works_already")
    return _call(entered, frozenset())


def is_at_work(entered: Entered, roles: Iterable[Role]) -> bool:
    """Whether somebody works on the case in one of the roles."""
    with acting_as(SYSTEM):
        now = entered.now
        running = Assignment.objects.filter(goes_on(now), case=entered.case)
        return running.filter(role__in=list(roles), starts_at__lte=now).exists()


def call_members(entered: Entered, members: Iterable[TeamMember]) -> tuple[UUID, ...]:
    """Let these members work on the case; gives the users who do, without those who have a conflict of interest."""
    return tuple(member.user_id for member in members if call_in(entered, _post(member)))


def _call(entered: Entered, former: frozenset[UUID]) -> bool:
    """The first fit of those on call and the presidents, and the first fit secretary. Gives whether there is any."""
    with acting_as(SYSTEM):
        candidates = [member for member in _to_call(entered.now) if member.user_id not in former]
        secretaries = _in_function(Function.SECRETARY, entered.now)
    called = [*_first(entered, candidates), *_first(entered, secretaries)]
    if called:
        enqueue(Kind.TASK_WAITING, called, path=_HOME, now=entered.now)
        return True
    record("team.nobody_called", entered.case.code, by=entered.actor, at=entered.now)
    enqueue_for_role(Kind.TASK_WAITING, Role.COORDINATOR, None, path=_HOME, now=entered.now)
    return False


def _first(entered: Entered, members: Iterable[TeamMember]) -> tuple[UUID, ...]:
    return next(((member.user_id,) for member in members if call_in(entered, _post(member))), ())


def _post(member: TeamMember) -> NewAssignment:
    return NewAssignment(member.user_id, member.body_id, ROLE_OF[Function(member.function)])


def _to_call(now: datetime) -> list[TeamMember]:
    today = timezone.localdate(now)
    shifts = OnCallShift.objects.at(now).filter(member__in=TeamMember.objects.with_mandate_on(today))
    on_call = [shift.member for shift in shifts.select_related("member").order_by("starts_at", "pk")]
    return [*on_call, *_in_function(Function.PRESIDENT, now)]


def _in_function(function: Function, now: datetime) -> list[TeamMember]:
    found = TeamMember.objects.with_mandate_on(timezone.localdate(now)).filter(function=function)
    return list(found.order_by("is_deputy", "starts_on", "pk"))
