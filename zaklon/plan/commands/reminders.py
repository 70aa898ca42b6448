"""Reminding bodies before and after the reporting deadline."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.notify.commands import enqueue, enqueue_for_role
from zaklon.notify.kinds import Kind
from zaklon.plan.models import Activity, ProgressReport, Reminder, ReportingPeriod
from zaklon.plan.rules.periods import reminders_due
from zaklon.plan.states import PaperStatus, PeriodStatus, ReportStatus


def send_reminders(*, offsets: Sequence[int], now: datetime) -> int:
    """Remind the lead body of each activity whose report has not left it; returns how many reminders were new.

    `offsets` are days after the due date (negative: before), from the country pack's clocks.
    """
    sent = 0
    with acting_as(SYSTEM):
        periods = ReportingPeriod.objects.filter(status=PeriodStatus.OPEN, plan__status=PaperStatus.ADOPTED)
        for period in periods.order_by("due_date", "pk"):
            due = reminders_due(period.due_date, now.date(), offsets)
            if due:
                sent += _remind(period, due[-1], now)
    return sent


@transaction.atomic
def _remind(period: ReportingPeriod, offset: int, now: datetime) -> int:
    left = ProgressReport.objects.filter(period=period).exclude(status__in=[ReportStatus.DRAFT, ReportStatus.RETURNED])
    waiting = (
        Activity.objects.filter(plan_id=period.plan_id, dropped_on__isnull=True, start_date__lte=period.end_date)
        .exclude(pk__in=left.values("activity_id"))
        .exclude(pk__in=Reminder.objects.filter(period=period, days_after_due__gte=offset).values("activity_id"))
    )
    kind = Kind.DEADLINE_PASSED if offset > 0 else Kind.DEADLINE_NEAR
    bodies: set[UUID] = set()
    reminded = 0
    for activity in waiting.order_by("pk"):
        reminded += 1
        Reminder.objects.create(activity=activity, period=period, days_after_due=offset, sent_at=now)
        if activity.reporter_id:
            enqueue(kind, [activity.reporter_id], path=f"/plan/activities/{activity.pk}/", now=now)
        else:
            bodies.add(activity.lead_body_id)
    for body_id in sorted(bodies):
        enqueue_for_role(kind, Role.REPORTER, body_id, path="/plan/tasks/", now=now)
    record("reminders.sent", period.pk, by=SYSTEM, at=now)
    return reminded
