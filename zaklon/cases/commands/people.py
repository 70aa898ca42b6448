"""Somebody leaves: their work on cases goes to a successor, or back to the body, and no case is left alone unseen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.people import holds_post
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.gate import Entered
from zaklon.cases.commands.orphans import ask_to_take_over, at_work
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import CaseStatus, EventKind
from zaklon.cases.models import Assignment, Case, Conflict
from zaklon.cases.models.windows import goes_on
from zaklon.cases.rules.decide import Tie
from zaklon.common.errors import RuleBroken
from zaklon.notify.commands import enqueue
from zaklon.notify.kinds import Kind


@dataclass(frozen=True)
class OpenWork:
    """How much somebody works on now. Numbers only: an administrator learns of no case."""

    cases: int
    led: int


def open_work(user_id: UUID, *, actor: Actor, now: datetime) -> OpenWork:
    """What has to be handed over when somebody leaves. Raises NotPermitted."""
    actor.must(Permission.PEOPLE_MANAGE)
    with acting_as(SYSTEM):
        work = _work_of(user_id, now).filter(case__status=CaseStatus.OPEN)
        return OpenWork(
            work.values("case_id").distinct().count(), work.filter(is_lead=True).values("case_id").distinct().count()
        )


@transaction.atomic
def hand_over_all(user_id: UUID, successor_id: UUID | None, *, actor: Actor, now: datetime) -> int:
    """End all work of a leaver on cases; gives how many cases the successor got.

    The successor gets those for whose body they hold the same role today and which they need not step aside from. A
    sealed case is seen by nobody but those who work on it, so its last worker leaves only with a successor for it.
    Needs the reach `system`. Raises NotPermitted, RuleBroken.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    handed = set()
    for work in list(_work_of(user_id, now).select_related("case").order_by("case_id", "pk")):
        case = Case.objects.select_for_update().get(pk=work.case_id)
        is_fit = successor_id is not None and _is_fit(work, successor_id, now)
        _end(work, now)
        if is_fit and successor_id is not None:
            _give(case, work, successor_id, now)
            handed.add(case.pk)
        elif case.is_sealed and case.status == CaseStatus.OPEN and not at_work(case, now).exists():
            raise RuleBroken("sealed_case_needs_successor", field="successor")
        keep_walls(case.pk, now=now)
        case.refresh_from_db()
        kind = EventKind.HANDED_OVER if is_fit else EventKind.RELIEVED
        Entered(case, Tie(), actor, now).note(kind, about=work.role)
        ask_to_take_over(case, left=user_id, body_id=work.body_id, now=now)
    if handed and successor_id is not None:
        enqueue(Kind.WORK_HANDED_OVER, [successor_id], path="/cases/", now=now)
    return len(handed)


def _work_of(user_id: UUID, now: datetime) -> QuerySet[Assignment]:
    return Assignment.objects.filter(goes_on(now), user_id=user_id)


def _is_fit(work: Assignment, successor_id: UUID, now: datetime) -> bool:
    steps_aside = Conflict.objects.filter(case_id=work.case_id, user_id=successor_id, lifted_at__isnull=True)
    return not steps_aside.exists() and holds_post(
        successor_id, work.body_id, Role(work.role), today=timezone.localdate(now)
    )


def _end(work: Assignment, now: datetime) -> None:
    was_lead = work.is_lead
    Assignment.objects.filter(pk=work.pk).update(ends_at=max(now, work.starts_at), is_lead=False)
    # Kept on the row in memory: whoever follows leads as well.
    work.is_lead = was_lead


def _give(case: Case, work: Assignment, successor_id: UUID, now: datetime) -> None:
    same = {"case": case, "user_id": successor_id, "body_id": work.body_id, "role": work.role, "ends_at": None}
    new, is_new = Assignment.objects.get_or_create(
        **same, defaults={"starts_at": now, "is_lead": work.is_lead, "is_sealed": case.is_sealed}
    )
    if not is_new and work.is_lead:
        new.is_lead = True
        new.save(update_fields=["is_lead"])
