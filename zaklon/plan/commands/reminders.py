"""Reminding bodies before and after the last day for their reports."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.plan.models import Activity, ProgressReport, Reminder, ReportingPeriod
from zaklon.plan.queries.periods import current_periods, owed, reminder_days
from zaklon.plan.states import ReportStatus

_TASKS = "/plan/tasks/"
_WITH_REPORTER = (ReportStatus.DRAFT, ReportStatus.RETURNED)


def send_reminders(*, today: date, now: datetime) -> int:
    """Remind whoever holds a report that has not left its body; returns how many reports a reminder was new for.

    The days come from the country pack. Safe to repeat: each report is reminded once for each of them, and a day that
    passed while the worker stood still is caught up with the latest reminder only.
    """
    sent = 0
    with acting_as(SYSTEM):
        reminding = reminder_days()
        for turn in current_periods(today):
            offset = reminding.latest(turn.due_date, today)
            if offset is not None:
                sent += _remind(turn.period_id, offset, now)
    return sent


@transaction.atomic
def _remind(period_id: UUID, offset: int, now: datetime) -> int:
    # The lock keeps a second worker from sending the same reminders.
    period = ReportingPeriod.objects.select_for_update().get(pk=period_id)
    reminded = Reminder.objects.filter(period=period, days_after_due__gte=offset).values("activity_id")
    with_reporter = _of_reporters(period, reminded)
    with_head = _of_heads(period, reminded)
    waiting = [*with_reporter, *with_head]
    if not waiting:
        return 0
    Reminder.objects.bulk_create(
        Reminder(activity=activity, period=period, days_after_due=offset, sent_at=now) for activity in waiting
    )
    kind = Kind.DEADLINE_PASSED if offset > 0 else Kind.DEADLINE_NEAR
    # One message for all of a person's reports: a body with twenty activities is not sent twenty.
    enqueue(kind, {each.reporter_id for each in with_reporter if each.reporter_id}, path=_TASKS, now=now)
    for body_id in sorted({each.lead_body_id for each in with_reporter if not each.reporter_id}):
        enqueue_for_role(kind, Role.REPORTER, body_id, path=_TASKS, now=now)
    for body_id in sorted({each.lead_body_id for each in with_head}):
        enqueue_for_role(kind, Role.HEAD, body_id, path=_TASKS, now=now)
    record("reminders.sent", period.pk, by=SYSTEM, at=now)
    return len(waiting)


def _of_reporters(period: ReportingPeriod, reminded: QuerySet[Any, Any]) -> list[Activity]:
    """Activities whose report is not begun, or is written or mended."""
    begun = ProgressReport.objects.filter(period=period, revision=1, status__in=_WITH_REPORTER).values("activity_id")
    owing = owed([period.pk]).values("pk")
    waiting = Activity.objects.filter(Q(pk__in=begun) | Q(pk__in=owing)).exclude(pk__in=reminded)
    return list(waiting.order_by("lead_body_id", "pk"))


def _of_heads(period: ReportingPeriod, reminded: QuerySet[Any, Any]) -> list[Activity]:
    """Activities whose report waits for the head of the body."""
    submitted = ProgressReport.objects.filter(period=period, revision=1, status=ReportStatus.SUBMITTED)
    waiting = Activity.objects.filter(pk__in=submitted.values("activity_id")).exclude(pk__in=reminded)
    return list(waiting.order_by("lead_body_id", "pk"))
