"""A yearly plan as one frozen tree, in a constant number of queries however large it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from zaklon.common.money import Money
from zaklon.plan.kinds import (
    AreaKind,
    Comparator,
    FundingState,
    Payer,
    Periodicity,
    ReferenceKind,
    ResultKind,
)
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    ActivityReference,
    Goal,
    KeyMeasure,
    MoneyLine,
    Objective,
    Reference,
    RegionQuota,
    ResultIndicator,
    YearlyPlan,
)
from zaklon.plan.queries.outputs_indicators import indicators_of
from zaklon.plan.queries.outputs_names import Names
from zaklon.plan.queries.outputs_rows import (
    ActivityRow,
    CarriedRow,
    MeasureRow,
    MoneyRow,
    ObjectiveRow,
    PlanRow,
    ReferenceRow,
    RegionPart,
    ResultRow,
    StrategyRow,
)
from zaklon.plan.queries.texts import Wordings
from zaklon.plan.states import PaperStatus

_Row = TypeVar("_Row", bound=Model)


def plan_tree(plan: YearlyPlan, *, until: date, texts: Wordings, names: Names) -> PlanRow:
    """The plan with everything that it promises; `plan.strategy` comes loaded.

    `until` is the day up to which indicator values and references are taken.
    """
    return _Tree(plan, until, texts, names).plan_row()


@dataclass(frozen=True)
class _Parts:
    """Children of all activities, by activity (quotas: by result)."""

    bodies: Mapping[UUID, list[ActivityBody]]
    results: Mapping[UUID, list[ResultIndicator]]
    quotas: Mapping[UUID, list[RegionQuota]]
    money: Mapping[UUID, list[MoneyLine]]
    references: Mapping[UUID, list[ActivityReference]]

    @classmethod
    def of(cls, plan: YearlyPlan) -> "_Parts":
        return cls(
            _by("activity_id", ActivityBody.objects.filter(plan=plan).order_by("position", "pk")),
            _by("activity_id", ResultIndicator.objects.filter(plan=plan).order_by("position", "pk")),
            _by("result_id", RegionQuota.objects.filter(plan=plan).order_by("region", "pk")),
            _by("activity_id", MoneyLine.objects.filter(plan=plan).order_by("position", "pk")),
            _by("activity_id", ActivityReference.objects.filter(plan=plan).order_by("pk")),
        )


class _Tree:
    """One pass over a plan."""

    def __init__(self, plan: YearlyPlan, until: date, texts: Wordings, names: Names) -> None:
        self.plan = plan
        self.until = until
        self.texts = texts
        self.names = names
        self.parts = _Parts.of(plan)

    def plan_row(self) -> PlanRow:
        plan = self.plan
        return PlanRow(
            plan_id=plan.pk,
            strategy=self._strategy(),
            year=plan.year,
            title=self._text(plan.pk, "title", plan.title),
            revision=plan.revision,
            currency=plan.currency,
            status=PaperStatus(plan.status),
            adopted_on=plan.adopted_on,
            adopted_by=plan.adopted_by,
            objectives=tuple(self._objectives()),
            references=tuple(self._references()),
        )

    def _text(self, subject_id: UUID, field: str, written: str) -> str:
        return self.texts.say(self.plan.pk, subject_id, field, written)

    def _strategy_text(self, subject_id: UUID, field: str, written: str) -> str:
        return self.texts.say(self.plan.strategy_id, subject_id, field, written)

    def _strategy(self) -> StrategyRow:
        strategy = self.plan.strategy
        goals = Goal.objects.filter(strategy=strategy).order_by("number", "pk")
        return StrategyRow(
            strategy_id=strategy.pk,
            code=strategy.code,
            title=self._strategy_text(strategy.pk, "title", strategy.title),
            first_year=strategy.first_year,
            last_year=strategy.last_year,
            vision=self._strategy_text(strategy.pk, "vision", strategy.vision),
            mission=self._strategy_text(strategy.pk, "mission", strategy.mission),
            goals=tuple((goal.number, self._strategy_text(goal.pk, "text", goal.text), goal.by_year) for goal in goals),
        )

    def _objectives(self) -> Iterable[ObjectiveRow]:
        strategy = self.plan.strategy
        indicators = indicators_of(strategy, until=self.until, texts=self.texts, names=self.names)
        measures = self._measures()
        objectives = Objective.objects.filter(strategy=strategy).select_related("area").order_by("number", "pk")
        for objective in objectives:
            yield ObjectiveRow(
                number=objective.number,
                text=self._strategy_text(objective.pk, "text", objective.text),
                area_number=objective.area.number,
                area_kind=AreaKind(objective.area.kind),
                area=self._strategy_text(objective.area_id, "title", objective.area.title),
                indicators=indicators.get(objective.pk, ()),
                measures=tuple(measures.get(objective.pk, ())),
            )

    def _measures(self) -> Mapping[UUID, list[MeasureRow]]:
        activities: dict[UUID, list[ActivityRow]] = defaultdict(list)
        rows = Activity.objects.filter(plan=self.plan).select_related("carried_from__plan")
        for activity in rows.order_by("position", "pk"):
            activities[activity.measure_id].append(self._activity(activity))
        measures: dict[UUID, list[MeasureRow]] = defaultdict(list)
        for measure in KeyMeasure.objects.filter(plan=self.plan).order_by("position", "pk"):
            text = self._text(measure.pk, "text", measure.text)
            measures[measure.objective_id].append(MeasureRow(measure.label, text, tuple(activities[measure.pk])))
        return measures

    def _activity(self, activity: Activity) -> ActivityRow:
        bodies = [self.names.body(part.body_id) for part in self.parts.bodies.get(activity.pk, ())]
        return ActivityRow(
            activity_id=activity.pk,
            code=activity.code,
            title=self._text(activity.pk, "title", activity.title),
            lead_id=activity.lead_body_id,
            lead=self.names.body(activity.lead_body_id),
            partners=tuple(bodies[1:]),
            start_date=activity.start_date,
            due_date=activity.due_date,
            is_continuous=activity.is_continuous,
            funding=FundingState(activity.funding),
            money=tuple(self._money(line) for line in self.parts.money.get(activity.pk, ())),
            results=tuple(self._results(activity)),
            reference_ids=tuple(each.reference_id for each in self.parts.references.get(activity.pk, ())),
            carried_from=carried(activity.carried_from) if activity.carried_from else None,
            dropped_on=activity.dropped_on,
            dropped_reason=activity.dropped_reason,
        )

    def _results(self, activity: Activity) -> Iterable[ResultRow]:
        for result in self.parts.results.get(activity.pk, ()):
            quotas = self.parts.quotas.get(result.pk, ())
            yield result_row(result, quotas, self.texts, self.names)

    def _money(self, line: MoneyLine) -> MoneyRow:
        amount = None if line.amount_minor is None else Money(line.currency, line.amount_minor)
        return MoneyRow(amount, Payer(line.payer), self.names.body(line.payer_body_id))

    def _references(self) -> Iterable[ReferenceRow]:
        """References that activities of the plan name, or that are valid on the day."""
        named = {each.reference_id for links in self.parts.references.values() for each in links}
        found = Reference.objects.filter(strategy_id=self.plan.strategy_id).order_by("kind", "code", "valid_from", "pk")
        for each in found:
            has_begun = each.valid_from is None or each.valid_from <= self.until
            if each.pk in named or (has_begun and (each.valid_until is None or each.valid_until >= self.until)):
                text = self._strategy_text(each.pk, "text", each.text)
                yield ReferenceRow(each.pk, ReferenceKind(each.kind), each.code, text, each.source)


def carried(activity: Activity) -> CarriedRow:
    """An activity of another plan, by its year and number; `activity.plan` comes loaded."""
    return CarriedRow(activity.pk, activity.plan.year, activity.code)


def result_row(result: ResultIndicator, quotas: Iterable[RegionQuota], texts: Wordings, names: Names) -> ResultRow:
    """One promised result with its quotas."""
    return ResultRow(
        result_id=result.pk,
        text=texts.say(result.plan_id, result.pk, "text", result.text),
        kind=ResultKind(result.kind),
        comparator=Comparator(result.comparator),
        target=result.target,
        unit=texts.say(result.plan_id, result.pk, "unit", result.unit),
        periodicity=Periodicity(result.periodicity),
        quotas=tuple(RegionPart(each.region, names.region(each.region), each.target) for each in quotas),
    )


def _by(field: str, rows: Iterable[_Row]) -> dict[UUID, list[_Row]]:
    grouped: dict[UUID, list[_Row]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, field)].append(row)
    return grouped
