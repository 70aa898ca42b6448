"""Cases in which nobody works or leads: they stay on their body's list, and somebody is asked to take over."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.kinds import AlertKind, CaseStatus, TaskKind, Verdict
from zaklon.cases.models import Alert, Assignment, Case, Task
from zaklon.cases.models.windows import goes_on
from zaklon.notify.commands import enqueue_for_role
from zaklon.notify.kinds import Kind

_WITHIN = timedelta(days=1)


def at_work(case: Case, now: datetime) -> QuerySet[Assignment]:
    """Who works on the case now."""
    return Assignment.objects.filter(goes_on(now), case=case, starts_at__lte=now)


def ask_to_take_over(case: Case, *, left: UUID, body_id: UUID, now: datetime) -> None:
    """After somebody left: a task for the owning body while nobody leads, and an alert when nobody works there at all.

    As the system, after the walls were kept. Nothing happens for a case that is not open or that somebody leads.
    """
    working = at_work(case, now)
    if case.status != CaseStatus.OPEN or working.filter(is_lead=True).exists():
        return
    _, is_new = Task.objects.get_or_create(
        case=case,
        kind=TaskKind.TAKE_OVER,
        user=None,
        done_at=None,
        defaults={
            "body_id": case.owner_body_id,
            "due_at": now + _WITHIN,
            "made_at": now,
            "is_sealed": case.is_sealed,
        },
    )
    if is_new:
        for role, body in ((Role.CASE_SUPERVISOR, case.owner_body_id), (Role.COORDINATOR, None)):
            enqueue_for_role(Kind.TASK_WAITING, role, body, path="/cases/?list=unled", now=now)
    if not working.exists():
        _alert(case, left, body_id, now)


def _alert(case: Case, left: UUID, body_id: UUID, now: datetime) -> None:
    _, is_new = Alert.objects.get_or_create(
        kind=AlertKind.NOBODY_AT_WORK,
        verdict=Verdict.NOTED,
        user_id=left,
        case=case,
        day=timezone.localdate(now),
        defaults={"body_id": body_id, "count": 1, "noted_at": now, "review_words": ""},
    )
    if is_new:
        record("alert.noted", left, by=SYSTEM, at=now, fields=[AlertKind.NOBODY_AT_WORK, Verdict.NOTED])
        enqueue_for_role(Kind.TASK_WAITING, Role.DATA_PROTECTION_OFFICER, None, path="/cases/review/", now=now)


def taken_over(case: Case, *, actor: Actor, now: datetime) -> None:
    """Somebody leads the case again: the task that asked for it is done. As the system."""
    Task.objects.filter(case=case, kind=TaskKind.TAKE_OVER, user=None, done_at__isnull=True).update(
        done_at=now, done_by_id=actor.user_id
    )
