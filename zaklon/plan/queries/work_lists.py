"""What there is to report on, in the shape that whoever reports many activities at once needs."""

from dataclasses import dataclass
from uuid import UUID

from zaklon.plan.kinds import PartRole
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    Confirmation,
    KeyMeasure,
    MoneyLine,
    PerformanceIndicator,
    ProgressReport,
    ReportingPeriod,
    ResultIndicator,
)


@dataclass(frozen=True)
class PlannedMoney:
    """One planned money line with a known amount."""

    line_id: UUID
    amount_minor: int
    currency: str
    payer: str
    payer_body_id: UUID | None


@dataclass(frozen=True)
class ActivityToReport:
    """An activity with the ids that a report on it refers to, in the plan's order."""

    activity_id: UUID
    code: str
    lead_body_id: UUID
    partners: tuple[UUID, ...]
    results: tuple[UUID, ...]
    money: tuple[PlannedMoney, ...]


def activities_to_report(plan_id: UUID) -> list[ActivityToReport]:
    """Every activity of a plan; four queries however many."""
    partners: dict[UUID, list[UUID]] = {}
    for part in ActivityBody.objects.filter(plan_id=plan_id, role=PartRole.PARTNER).order_by("position"):
        partners.setdefault(part.activity_id, []).append(part.body_id)
    results: dict[UUID, list[UUID]] = {}
    for result in ResultIndicator.objects.filter(plan_id=plan_id).order_by("position"):
        results.setdefault(result.activity_id, []).append(result.pk)
    money: dict[UUID, list[PlannedMoney]] = {}
    for line in MoneyLine.objects.filter(plan_id=plan_id, amount_minor__isnull=False).order_by("position"):
        planned = PlannedMoney(line.pk, line.amount_minor or 0, line.currency, line.payer, line.payer_body_id)
        money.setdefault(line.activity_id, []).append(planned)
    return [
        ActivityToReport(
            activity.pk,
            activity.code,
            activity.lead_body_id,
            tuple(partners.get(activity.pk, ())),
            tuple(results.get(activity.pk, ())),
            tuple(money.get(activity.pk, ())),
        )
        for activity in Activity.objects.filter(plan_id=plan_id).order_by("position", "pk")
    ]


def confirmations_of(report_id: UUID) -> list[tuple[UUID, UUID]]:
    """Confirmation and partner body of each part of a report."""
    found = Confirmation.objects.filter(report_id=report_id).order_by("pk")
    return list(found.values_list("pk", "body_id"))


def periods_of(plan_id: UUID) -> list[UUID]:
    """The plan's reporting periods, earliest first."""
    return list(ReportingPeriod.objects.filter(plan_id=plan_id).order_by("end_date").values_list("pk", flat=True))


def activity_ids(plan_id: UUID) -> dict[str, UUID]:
    """Activities of a plan by code."""
    return dict(Activity.objects.filter(plan_id=plan_id).values_list("code", "pk"))


def adopted_report(activity_id: UUID, period_id: UUID) -> UUID:
    """The report in force of an activity for a period. Raises ProgressReport.DoesNotExist."""
    found = ProgressReport.objects.filter(activity_id=activity_id, period_id=period_id, is_adopted=True)
    return found.values_list("pk", flat=True).get()


def indicator_ids(strategy_id: UUID) -> dict[str, UUID]:
    """Performance indicators of a strategy by code."""
    return dict(PerformanceIndicator.objects.filter(strategy_id=strategy_id).values_list("code", "pk"))


def measure_ids(plan_id: UUID) -> list[UUID]:
    """Key measures of a plan in its order."""
    return list(KeyMeasure.objects.filter(plan_id=plan_id).order_by("position", "pk").values_list("pk", flat=True))
