"""Everything that the half-year report for Chapter 24 says, over all half-years of a strategy up to the chosen one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import PeriodKind
from zaklon.plan.models import Activity, RegionQuota, ReportingPeriod, ResultIndicator
from zaklon.plan.queries.outputs import PUBLISHED, Asked, begun, frame_of, period_row
from zaklon.plan.queries.outputs_names import Names
from zaklon.plan.queries.outputs_plan import result_row
from zaklon.plan.queries.outputs_progress import counted_reports
from zaklon.plan.queries.outputs_rows import (
    ActivityRow,
    Chapter24Rows,
    PeriodRow,
    PlanRow,
    PromiseRow,
    ReportRow,
    ResultRow,
    ToldRow,
)
from zaklon.plan.queries.texts import wordings


def chapter24(period_id: UUID, asked: Asked, *, actor: Actor) -> Chapter24Rows:
    """Everything that the report says, in a constant number of queries.

    It is for those who sign in. Raises NotPermitted (also for the draft without sight of every body's progress),
    ReportingPeriod.DoesNotExist (also for a period that is no half-year).
    """
    actor.must(Permission.PLAN_READ)
    period, plan, names = begun(period_id, asked, actor, kinds=(PeriodKind.HALF_YEAR,))
    periods = _periods(plan, period)
    chain = _chain(plan)
    reports = counted_reports(list(chain), [each.period_id for each in periods], version=asked.version, names=names)
    return Chapter24Rows(
        frame=frame_of(asked, names.makers("R14"), plan, period, reports),
        plan=plan,
        period=period,
        periods=periods,
        told=_told(plan, periods, reports, chain, names),
    )


def _periods(plan: PlanRow, chosen: PeriodRow) -> tuple[PeriodRow, ...]:
    found = ReportingPeriod.objects.filter(
        plan__strategy_id=plan.strategy.strategy_id,
        plan__status__in=PUBLISHED,
        kind=PeriodKind.HALF_YEAR,
        end_date__lte=chosen.end_date,
    )
    rows = tuple(period_row(each) for each in found.order_by("end_date", "number", "pk"))
    return rows if chosen in rows else (*rows, chosen)


def _chain(plan: PlanRow) -> Mapping[UUID, list[UUID]]:
    """Activities by those whose reports belong to them: themselves, and the ones of former plans that they continue."""
    former = dict(
        Activity.objects.filter(plan__strategy_id=plan.strategy.strategy_id, carried_from__isnull=False)
        .order_by("pk")
        .values_list("pk", "carried_from_id")
    )
    chain: dict[UUID, list[UUID]] = defaultdict(list)
    for activity in plan.activities:
        current: UUID | None = activity.activity_id
        while current is not None and activity.activity_id not in chain[current]:
            chain[current].append(activity.activity_id)
            current = former.get(current)
    return chain


def _told(
    plan: PlanRow,
    periods: Iterable[PeriodRow],
    reports: Iterable[ReportRow],
    chain: Mapping[UUID, list[UUID]],
    names: Names,
) -> Mapping[UUID, tuple[ToldRow, ...]]:
    promises = {activity.activity_id: _own_promise(activity) for activity in plan.activities}
    promises |= _former_promises(set(chain) - set(promises), names)
    order = {period.period_id: place for place, period in enumerate(periods)}
    by_id = {period.period_id: period for period in periods}
    told: dict[UUID, list[ToldRow]] = defaultdict(list)
    for report in sorted(reports, key=lambda each: (order[each.period_id], each.report_id)):
        row = ToldRow(by_id[report.period_id], promises[report.activity_id], report)
        for activity_id in chain[report.activity_id]:
            told[activity_id].append(row)
    return {activity_id: tuple(rows) for activity_id, rows in told.items()}


def _own_promise(activity: ActivityRow) -> PromiseRow:
    return PromiseRow(activity.start_date, activity.due_date, activity.is_continuous, activity.results)


def _former_promises(activity_ids: set[UUID], names: Names) -> dict[UUID, PromiseRow]:
    """What activities of former plans promised, in six queries."""
    activities = list(Activity.objects.filter(pk__in=activity_ids).order_by("pk"))
    results = list(ResultIndicator.objects.filter(activity_id__in=activity_ids).order_by("position", "pk"))
    quotas: dict[UUID, list[RegionQuota]] = defaultdict(list)
    for quota in RegionQuota.objects.filter(result__activity_id__in=activity_ids).order_by("region", "pk"):
        quotas[quota.result_id].append(quota)
    plan_ids = {activity.plan_id for activity in activities}
    texts = wordings(plan_ids, names.language, only=[result.pk for result in results])
    rows: dict[UUID, list[ResultRow]] = defaultdict(list)
    for result in results:
        row = result_row(result, quotas[result.pk], texts, names)
        rows[result.activity_id].append(row)
    return {
        each.pk: PromiseRow(each.start_date, each.due_date, each.is_continuous, tuple(rows[each.pk]))
        for each in activities
    }
