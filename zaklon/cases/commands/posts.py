"""Who works on a case: taking on, handing over, relieving; conflicts of interest beat all of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import holds_post
from zaklon.access.queries.posts import holder_with_address
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.kinship import notice_same_name
from zaklon.cases.commands.orphans import ask_to_take_over, at_work, taken_over
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import EventKind, Level, Part, Stance
from zaklon.cases.models import Assignment, Conflict
from zaklon.cases.rules.decide import Tie, decide
from zaklon.cases.rules.matrix import MATRIX
from zaklon.cases.values import NewAssignment
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind


@transaction.atomic
def assign(code: str, new: NewAssignment, *, actor: Actor, now: datetime) -> UUID:
    """Let a post work on the case; gives the assignment's key.

    By whoever writes the case's shell, or the supervisor for the own body. Raises NotPermitted, NotAllowedNow for a
    person with a conflict of interest or already at work, RuleBroken for somebody who does not hold the post.
    """
    entered = _enter_to_staff(code, new.body_id, actor=actor, now=now)
    return admit(entered, new)


def admit(entered: Entered, new: NewAssignment) -> UUID:
    """The same for a post whose right to join was decided elsewhere: the staff of a place that took somebody in.

    Under the lock of the case. Raises as assign.
    """
    entered.must_be_open()
    _refuse_unfit(entered, new)
    with acting_as(SYSTEM):
        assignment = Assignment.objects.create(
            case=entered.case,
            user_id=new.user_id,
            body_id=new.body_id,
            role=new.role,
            starts_at=entered.now,
            ends_at=new.ends_at,
            is_sealed=entered.case.is_sealed,
        )
    keep_walls(entered.case.pk, now=entered.now)
    entered.note(EventKind.ASSIGNED, about=new.role)
    notice_same_name(entered.case, new.user_id, new.body_id, now=entered.now)
    enqueue(Kind.TASK_WAITING, [new.user_id], path="/cases/", now=entered.now)
    return assignment.pk


@transaction.atomic
def assign_by_address(code: str, address: str, body_id: UUID, role: Role, *, actor: Actor, now: datetime) -> UUID:
    """Let somebody of another body work on the case, known by the work e-mail address: names of its staff stay hidden.

    Raises as assign; an address that is nobody's and one whose holder has another post are refused alike.
    """
    with acting_as(SYSTEM):
        user_id = holder_with_address(address, body_id, role, today=timezone.localdate(now))
    entered = _enter_to_staff(code, body_id, actor=actor, now=now)
    entered.must_be_open()
    if user_id is None:
        raise RuleBroken("not_in_post", field="address")
    return assign(code, NewAssignment(user_id, body_id, role), actor=actor, now=now)


@transaction.atomic
def relieve(code: str, assignment_id: UUID, *, actor: Actor, now: datetime) -> None:
    """End an assignment now: access ends with it. The lead is handed over, not relieved.

    Raises NotPermitted, NotAllowedNow, Case.DoesNotExist, Assignment.DoesNotExist.
    """
    with acting_as(SYSTEM):
        assignment = Assignment.objects.get(pk=assignment_id, case__code=code)
    entered = _enter_to_staff(code, assignment.body_id, actor=actor, now=now)
    if assignment.ends_at is not None and assignment.ends_at <= now:
        raise NotAllowedNow("assignment_ended")
    if assignment.is_lead:
        raise NotAllowedNow("lead_is_handed_over")
    entered.note(EventKind.RELIEVED, about=assignment.role)
    _end(assignment, now)
    keep_walls(entered.case.pk, now=now)


@transaction.atomic
def hand_over(code: str, user_id: UUID, body_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Make somebody else the lead of the case; the former lead's access ends.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Case.DoesNotExist.
    """
    with acting_as(SYSTEM):
        lead = Assignment.objects.filter(case__code=code, is_lead=True, ends_at__isnull=True).first()
    entered = _enter_to_staff(code, lead.body_id if lead else body_id, actor=actor, now=now)
    role = Role(lead.role) if lead else Role.CASE_MANAGER
    if lead and lead.user_id == user_id:
        raise NotAllowedNow("is_lead_already")
    _refuse_unfit(entered, NewAssignment(user_id, body_id, role), may_work_already=True)
    entered.note(EventKind.HANDED_OVER, about=role)
    with acting_as(SYSTEM):
        if lead:
            _end(lead, now)
        Assignment.objects.update_or_create(
            case=entered.case,
            user_id=user_id,
            body_id=body_id,
            role=role,
            ends_at=None,
            defaults={"is_lead": True, "is_sealed": entered.case.is_sealed},
            create_defaults={"is_lead": True, "is_sealed": entered.case.is_sealed, "starts_at": now},
        )
    keep_walls(entered.case.pk, now=now)
    with acting_as(SYSTEM):
        taken_over(entered.case, actor=actor, now=now)
    notice_same_name(entered.case, user_id, body_id, now=now)
    enqueue(Kind.WORK_HANDED_OVER, [user_id], path="/cases/", now=now)


@transaction.atomic
def hand_over_by_address(code: str, address: str, body_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Make somebody of another body the lead, known by the work e-mail address. Raises as hand_over."""
    with acting_as(SYSTEM):
        lead = Assignment.objects.filter(case__code=code, is_lead=True, ends_at__isnull=True).first()
        role = Role(lead.role) if lead else Role.CASE_MANAGER
        user_id = holder_with_address(address, body_id, role, today=timezone.localdate(now))
    _enter_to_staff(code, lead.body_id if lead else body_id, actor=actor, now=now)
    if user_id is None:
        raise RuleBroken("not_in_post", field="address")
    hand_over(code, user_id, body_id, actor=actor, now=now)


def call_in(entered: Entered, new: NewAssignment) -> bool:
    """Let a post work on an entered case because the law of the country calls it, whoever took the step.

    Gives whether it works on the case now: not for who does not hold the post or has a conflict of interest. What a
    shared family name closes counts as a conflict.
    """
    try:
        _refuse_unfit(entered, new, may_work_already=True)
    except (NotAllowedNow, RuleBroken):
        return False
    with acting_as(SYSTEM):
        assignment, is_new = Assignment.objects.get_or_create(
            case=entered.case,
            user_id=new.user_id,
            body_id=new.body_id,
            role=new.role,
            ends_at=None,
            defaults={"starts_at": entered.now, "is_sealed": entered.case.is_sealed},
        )
    if not is_new:
        return True
    keep_walls(entered.case.pk, now=entered.now)
    entered.note(EventKind.ASSIGNED, about=new.role)
    notice_same_name(entered.case, new.user_id, new.body_id, now=entered.now)
    with acting_as(SYSTEM):
        assignment.refresh_from_db(fields=["ends_at"])
        entered.case.refresh_from_db(fields=["circle"])
    return assignment.ends_at is None


def send_home(entered: Entered, role: Role) -> None:
    """End the work of everybody who works on an entered case in this role, because the law has no more of it for them.

    The lead stays: a lead is handed over.
    """
    with acting_as(SYSTEM):
        found = list(
            Assignment.objects.filter(case=entered.case, role=role, ends_at__isnull=True, is_lead=False).order_by("pk")
        )
    for assignment in found:
        entered.note(EventKind.RELIEVED, about=role)
        _end(assignment, entered.now)
    if found:
        keep_walls(entered.case.pk, now=entered.now)


def pass_on_lead(entered: Entered) -> None:
    """When nothing of a case is left to its lead, a case manager who works on it leads; else its body is asked.

    Alarms and tasks go to the lead, who must be able to see the case.
    """
    case, now = entered.case, entered.now
    with acting_as(SYSTEM):
        lead = at_work(case, now).filter(is_lead=True).first()
        tied = Tie(assigned=frozenset({Role(lead.role)} if lead else ()), is_referred=case.is_referred)
        if lead is None or decide(tied, Level.READ, Part.SHELL).allow:
            return
        heir = at_work(case, now).filter(role=Role.CASE_MANAGER).order_by("starts_at", "pk").first()
        Assignment.objects.filter(pk=lead.pk).update(is_lead=False)
        if heir is not None:
            Assignment.objects.filter(pk=heir.pk).update(is_lead=True)
    keep_walls(case.pk, now=now)
    if heir is not None:
        entered.note(EventKind.HANDED_OVER, about=heir.role)
        enqueue(Kind.WORK_HANDED_OVER, [heir.user_id], path="/cases/", now=now)
        return
    with acting_as(SYSTEM):
        ask_to_take_over(case, left=lead.user_id, body_id=lead.body_id, now=now)


@transaction.atomic
def declare_conflict(code: str, stance: Stance, *, actor: Actor, now: datetime) -> None:
    """Step aside from a case: nothing of it is shown from now on. Raises NotPermitted, Case.DoesNotExist.

    Nobody declares the conflict of somebody else here; commands.kinship is the rule that finds one.
    """
    # Who only oversees cases steps aside too: a conflict beats oversight.
    needs = Permission.CASE_WORK if actor.may(Permission.CASE_WORK) else Permission.CASE_OVERSEE
    entered = enter(code, needs=needs, actor=actor, now=now)
    user_id, _body_id = actor.post()
    entered.note(EventKind.RELIEVED, about=f"conflict_{stance}")
    _conflict(entered, user_id, stance, is_declared=True)


def _conflict(entered: Entered, user_id: UUID, stance: Stance, *, is_declared: bool) -> None:
    with acting_as(SYSTEM):
        Conflict.objects.get_or_create(
            case=entered.case,
            user_id=user_id,
            lifted_at=None,
            defaults={"stance": stance, "is_declared": is_declared, "noted_at": entered.now},
        )
        for assignment in Assignment.objects.filter(case=entered.case, user_id=user_id, ends_at__isnull=True):
            _end(assignment, entered.now)
    keep_walls(entered.case.pk, now=entered.now)
    _user_id, body_id = entered.actor.post()
    with acting_as(SYSTEM):
        entered.case.refresh_from_db()
        ask_to_take_over(entered.case, left=user_id, body_id=body_id, now=entered.now)


@transaction.atomic
def lift_conflict(conflict_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The data-protection officer finds that there is no conflict; the person may be assigned again.

    Raises NotPermitted, NotAllowedNow, Conflict.DoesNotExist.
    """
    actor.must(Permission.PRIVACY_REVIEW)
    with acting_as(SYSTEM):
        conflict = Conflict.objects.select_for_update().select_related("case").get(pk=conflict_id)
        if conflict.lifted_at is not None:
            raise NotAllowedNow("conflict_lifted_already")
        if conflict.user_id == actor.user_id:
            raise NotPermitted("own_conflict")
        conflict.lifted_at, conflict.lifted_by_id = now, actor.user_id
        conflict.save(update_fields=["lifted_at", "lifted_by"])
    keep_walls(conflict.case_id, now=now)
    record("case.conflict_lifted", conflict.case.code, by=actor, at=now)


def _enter_to_staff(code: str, body_id: UUID, *, actor: Actor, now: datetime) -> Entered:
    """For who decides on the staff of a case: whoever writes its shell, or the supervisor of the body.

    A case that nobody leads may have nobody left who could: that one the coordinator gives away too.
    """
    needs = Permission.CASE_OVERSEE if actor.may(Permission.CASE_OVERSEE) else Permission.CASE_WORK
    entered = enter(code, needs=needs, actor=actor, now=now)
    is_supervisor = Role.CASE_SUPERVISOR in entered.tie.oversees and actor.body_id == body_id
    is_rescue = Role.COORDINATOR in entered.tie.oversees and not entered.case.is_led
    if not (is_supervisor or is_rescue):
        entered.must(Level.WRITE, Part.SHELL)
    return entered


def _refuse_unfit(entered: Entered, new: NewAssignment, *, may_work_already: bool = False) -> None:
    with acting_as(SYSTEM):
        if new.role not in MATRIX or not holds_post(
            new.user_id, new.body_id, new.role, today=timezone.localdate(entered.now)
        ):
            raise RuleBroken("not_in_post", field="user")
        if Conflict.objects.filter(case=entered.case, user_id=new.user_id, lifted_at__isnull=True).exists():
            raise NotAllowedNow("person_steps_aside")
        at_work = Assignment.objects.filter(
            case=entered.case, user_id=new.user_id, body_id=new.body_id, role=new.role, ends_at__isnull=True
        )
        if at_work.exists() and not may_work_already:
            raise NotAllowedNow("works_on_case_already")


def _end(assignment: Assignment, now: datetime) -> None:
    assignment.ends_at, assignment.is_lead = max(now, assignment.starts_at), False
    with acting_as(SYSTEM):
        assignment.save(update_fields=["ends_at", "is_lead"])
