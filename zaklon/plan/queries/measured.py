"""What of the plan follows the registers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from zaklon.plan.models import PerformanceIndicator, ProgressReport, ResultIndicator, ResultValue
from zaklon.plan.queries.choosing import IN_FORCE
from zaklon.plan.queries.texts import wordings
from zaklon.plan.states import OPEN_TO_CHANGE, PeriodStatus, ReportStatus


def open_reports() -> list[UUID]:
    """Reports that are with their reporter, of open periods, whose activity has a result that names a measure."""
    named = ResultIndicator.objects.exclude(measure_name="").values("activity_id")
    found = ProgressReport.objects.filter(
        status__in=OPEN_TO_CHANGE, period__status=PeriodStatus.OPEN, activity_id__in=named
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def indicator_years(today: date) -> list[tuple[str, int]]:
    """The measures that performance indicators of strategies in force name, with each year that has begun."""
    found = PerformanceIndicator.objects.filter(strategy__status__in=IN_FORCE).exclude(measure_name="")
    years = {
        (each.measure_name, year)
        for each in found.select_related("strategy")
        for year in range(each.strategy.first_year, min(each.strategy.last_year, today.year) + 1)
    }
    return sorted(years)


@dataclass(frozen=True)
class ResultShown:
    """A result indicator with what the adopted or open report of the period says; `kept` is None before any does."""

    activity_id: UUID
    code: str
    text: str
    year: int
    measure: str
    kept: Decimal | None
    is_frozen: bool


def result_shown(result_id: UUID, until: date, language: str) -> ResultShown:
    """A result of a plan that the reader sees. Raises ResultIndicator.DoesNotExist."""
    result = ResultIndicator.objects.select_related("activity__plan").get(pk=result_id)
    words = wordings({result.plan_id}, language)
    said = (
        ResultValue.objects.filter(result=result, report__period__end_date=until)
        .exclude(report__status=ReportStatus.SUPERSEDED)
        .select_related("report__period")
        .order_by("-report__is_adopted", "-report__revision")
        .first()
    )
    return ResultShown(
        result.activity_id,
        result.activity.code,
        words.say(result.plan_id, result.pk, "text", result.text),
        result.activity.plan.year,
        result.measure_name,
        said.number if said else None,
        said is not None and said.report.period.status == PeriodStatus.FROZEN,
    )


def named_measures() -> dict[str, tuple[str, ...]]:
    """For each measure the indicators of plans and strategies in force that name it: activity and indicator codes."""
    found: dict[str, list[str]] = {}
    results = ResultIndicator.objects.exclude(measure_name="").filter(
        plan__status__in=IN_FORCE, activity__dropped_on=None
    )
    for name, code, year in results.order_by("plan__year", "activity__code").values_list(
        "measure_name", "activity__code", "plan__year"
    ):
        found.setdefault(name, []).append(f"{code} ({year})")
    for name, code in (
        PerformanceIndicator.objects.exclude(measure_name="")
        .filter(strategy__status__in=IN_FORCE)
        .order_by("position")
        .values_list("measure_name", "code")
    ):
        found.setdefault(name, []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}
