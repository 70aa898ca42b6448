"""A whole yearly plan read back as the plain values that it was drafted from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from zaklon.access.queries.bodies import codes_by_id
from zaklon.common.dates import Quarter
from zaklon.plan.kinds import Comparator, FundingState, Payer, Periodicity, ReferenceKind, ResultKind
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    ActivityReference,
    KeyMeasure,
    MoneyLine,
    RegionQuota,
    ResultIndicator,
    Wording,
    YearlyPlan,
)
from zaklon.plan.values import (
    ActivityValues,
    MeasureValues,
    MoneyValues,
    PartValues,
    PlanValues,
    ResultValues,
)

Row = TypeVar("Row")


def contents_of(plan_id: UUID, *, with_dropped: bool = False) -> PlanValues:
    """The plan as values, each activity naming the row that it was read from (`copied_from`).

    Dropped activities are history and no part of a next version; only carrying over asks for them too. A constant
    number of queries however long the plan is. Raises YearlyPlan.DoesNotExist.
    """
    plan = YearlyPlan.objects.get(pk=plan_id)
    reader = _Reader(plan, with_dropped=with_dropped)
    measures = tuple(
        MeasureValues(
            objective=measure.objective.number,
            label=measure.label,
            number=measure.number,
            text=measure.text,
            activities=tuple(reader.activity(each) for each in reader.activities[measure.pk]),
            wordings=reader.words[(measure.pk, "text")],
        )
        for measure in KeyMeasure.objects.filter(plan=plan).select_related("objective").order_by("position", "pk")
        if reader.activities[measure.pk] or measure.pk not in reader.emptied
    )
    return PlanValues(
        year=plan.year,
        title=plan.title,
        language=plan.language,
        currency=plan.currency,
        measures=measures,
        fingerprint=plan.source_fingerprint,
        wordings=reader.words[(plan.pk, "title")],
    )


def contents_as_copied(amendment_id: UUID) -> PlanValues:
    """The same for an amendment, each activity naming the row of the plan that it was copied from."""
    origins = dict(Activity.objects.filter(plan_id=amendment_id).values_list("pk", "copied_from_id"))
    values = contents_of(amendment_id)
    measures = tuple(
        replace(
            measure,
            activities=tuple(
                replace(each, copied_from=origins[each.copied_from] if each.copied_from else None)
                for each in measure.activities
            ),
        )
        for measure in values.measures
    )
    return replace(values, measures=measures)


class _Reader:
    """Rows of one plan, fetched once and grouped by what they belong to."""

    def __init__(self, plan: YearlyPlan, *, with_dropped: bool) -> None:
        activities = list(Activity.objects.filter(plan=plan).order_by("position", "pk"))
        # Measures that lost an activity; one that lost all of them is history too.
        self.emptied = {each.measure_id for each in activities if each.dropped_on is not None}
        if not with_dropped:
            activities = [each for each in activities if each.dropped_on is None]
        parts = list(ActivityBody.objects.filter(plan=plan).order_by("position"))
        money = list(MoneyLine.objects.filter(plan=plan).order_by("position"))
        self.activities = _grouped(activities, "measure_id")
        self.parts = _grouped(parts, "activity_id")
        self.results = _grouped(ResultIndicator.objects.filter(plan=plan).order_by("position"), "activity_id")
        self.quotas = _grouped(RegionQuota.objects.filter(plan=plan).order_by("region"), "result_id")
        self.money = _grouped(money, "activity_id")
        references = ActivityReference.objects.filter(plan=plan).select_related("reference").order_by("pk")
        self.references = _grouped(references, "activity_id")
        self.words: dict[tuple[UUID, str], dict[str, str]] = defaultdict(dict)
        for word in Wording.objects.filter(owner_id=plan.pk):
            self.words[(word.subject_id, word.field)][word.language] = word.text
        payers = {line.payer_body_id for line in money if line.payer_body_id is not None}
        self.codes = codes_by_id({part.body_id for part in parts} | payers)

    def activity(self, row: Activity) -> ActivityValues:
        return ActivityValues(
            code=row.code,
            title=row.title,
            parts=tuple(PartValues(self.codes[part.body_id], part.as_written) for part in self.parts[row.pk]),
            start=Quarter.of(row.start_date),
            end=Quarter.of(row.due_date),
            results=tuple(self._result(each) for each in self.results[row.pk]),
            funding=FundingState(row.funding),
            money=tuple(self._money(each) for each in self.money[row.pk]),
            is_continuous=row.is_continuous,
            references=tuple(
                (ReferenceKind(each.reference.kind), each.reference.code) for each in self.references[row.pk]
            ),
            carried_from=row.carried_from_id,
            copied_from=row.pk,
            wordings=self.words[(row.pk, "title")],
        )

    def _result(self, row: ResultIndicator) -> ResultValues:
        return ResultValues(
            text=row.text,
            kind=ResultKind(row.kind),
            comparator=Comparator(row.comparator),
            target=row.target,
            unit=row.unit,
            periodicity=Periodicity(row.periodicity),
            quotas={quota.region: quota.target for quota in self.quotas[row.pk]},
            measure_name=row.measure_name,
            wordings=self.words[(row.pk, "text")],
        )

    def _money(self, row: MoneyLine) -> MoneyValues:
        return MoneyValues(
            amount_minor=row.amount_minor,
            currency=row.currency,
            payer=Payer(row.payer),
            payer_body=self.codes[row.payer_body_id] if row.payer_body_id else "",
            as_written=row.as_written,
        )


def _grouped(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
