"""From rows to the rule: the status of a report, computed whenever its facts change."""

from zaklon.plan.kinds import Comparator, Periodicity, ResultKind
from zaklon.plan.models import ProgressReport, RegionQuota, RegionValue, ResultIndicator, ResultValue
from zaklon.plan.rules.status import Judgement, Result, Timing, judge


def judged(report: ProgressReport) -> Judgement:
    """Status code and late flag of a report from its stored values."""
    values = {value.result_id: value for value in ResultValue.objects.filter(report=report)}
    quotas: dict[object, list[RegionQuota]] = {}
    for quota in RegionQuota.objects.filter(result__activity_id=report.activity_id):
        quotas.setdefault(quota.result_id, []).append(quota)
    regions: dict[object, list[RegionValue]] = {}
    for region in RegionValue.objects.filter(report=report):
        regions.setdefault(region.value_id, []).append(region)
    results = []
    for indicator in ResultIndicator.objects.filter(activity_id=report.activity_id).order_by("position"):
        value = values.get(indicator.pk)
        results.append(
            Result(
                kind=ResultKind(indicator.kind),
                comparator=Comparator(indicator.comparator),
                target=indicator.target,
                periodicity=Periodicity(indicator.periodicity),
                number=value.number if value else None,
                is_met=value.is_met if value else None,
                quotas=tuple((each.region, each.target) for each in quotas.get(indicator.pk, ())),
                regions=tuple((each.region, each.number) for each in regions.get(value.pk, ())) if value else (),
            )
        )
    return judge(results, timing_of(report))


def timing_of(report: ProgressReport) -> Timing:
    """The activity's time as the report's period sees it."""
    activity, period = report.activity, report.period
    return Timing(
        start_date=activity.start_date,
        due_date=activity.due_date,
        is_continuous=activity.is_continuous,
        as_of=period.end_date,
        completed_on=report.completed_on,
        is_dropped=activity.dropped_on is not None and activity.dropped_on <= period.end_date,
        late_accepted=bool(report.late_accepted_reason),
    )
