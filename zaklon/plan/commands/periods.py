"""Opening and freezing reporting periods."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow
from zaklon.plan.models import ReportingPeriod, YearlyPlan
from zaklon.plan.rules.periods import half_years
from zaklon.plan.states import PERIOD_STEPS, PaperStatus


@transaction.atomic
def open_periods(plan_id: UUID, *, days_to_report: int, actor: Actor, now: datetime) -> list[UUID]:
    """Open the two half-years of an adopted plan's year, numbered on from the last ones; repeating changes nothing.

    Raises NotPermitted, NotAllowedNow when the plan is not adopted.
    """
    actor.must(Permission.PERIOD_MANAGE)
    plan = YearlyPlan.objects.select_for_update().get(pk=plan_id)
    if plan.status != PaperStatus.ADOPTED:
        raise NotAllowedNow("plan_not_adopted")
    existing = list(ReportingPeriod.objects.filter(plan=plan).order_by("end_date").values_list("pk", flat=True))
    if existing:
        return existing
    last = ReportingPeriod.objects.order_by("-number").values_list("number", flat=True).first() or 0
    periods = [
        ReportingPeriod(
            plan=plan,
            kind=dates.kind,
            number=last + offset,
            start_date=dates.start_date,
            end_date=dates.end_date,
            due_date=dates.due_date,
        )
        for offset, dates in enumerate(half_years(plan.year, days_to_report=days_to_report), start=1)
    ]
    ReportingPeriod.objects.bulk_create(periods)
    record("period.opened", plan.pk, by=actor, at=now)
    return [period.pk for period in periods]


@transaction.atomic
def freeze_period(period_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Freeze a period: its reports change by correction only. Raises NotPermitted, NotAllowedNow."""
    period = ReportingPeriod.objects.select_for_update().get(pk=period_id)
    take_step(PERIOD_STEPS, period, actor, "freeze")
    period.frozen_at = now
    period.save(update_fields=["status", "frozen_at"])
    record("period.frozen", period.pk, by=actor, at=now)
