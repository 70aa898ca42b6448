"""Drafting and moving strategies."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.wordings import worded
from zaklon.plan.models import (
    Area,
    Goal,
    IndicatorTarget,
    Objective,
    PerformanceIndicator,
    Reference,
    Strategy,
    Wording,
)
from zaklon.plan.states import PAPER_STEPS
from zaklon.plan.values import IndicatorValues, ObjectiveValues, StrategyValues


@transaction.atomic
def draft_strategy(values: StrategyValues, *, actor: Actor, now: datetime) -> UUID:
    """Write a whole strategy as a draft; returns its id. Raises NotPermitted, RuleBroken when the code is taken."""
    actor.must(Permission.PLAN_EDIT)
    if Strategy.objects.filter(code=values.code).exists():
        raise RuleBroken("strategy_code_taken", field="code", facts={"code": values.code})
    strategy = Strategy.objects.create(
        code=values.code,
        title=values.title,
        language=values.language,
        first_year=values.first_year,
        last_year=values.last_year,
        vision=values.vision,
        mission=values.mission,
        adopted_by="",
    )
    Goal.objects.bulk_create(
        Goal(strategy=strategy, number=number, text=text, by_year=year) for number, text, year in values.goals
    )
    Reference.objects.bulk_create(
        Reference(strategy=strategy, kind=each.kind, code=each.code, text=each.text, source=each.source)
        for each in values.references
    )
    rows = _Rows(strategy)
    rows.words += worded(strategy.pk, strategy.pk, "title", values.wordings)
    for objective in values.objectives:
        rows.add_objective(objective)
    rows.save()
    record("strategy.drafted", strategy.pk, by=actor, at=now)
    return strategy.pk


class _Rows:
    """Rows of a whole strategy, gathered first and written together, in a constant number of statements."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        self.areas: dict[int, Area] = {}
        self.objectives: list[Objective] = []
        self.indicators: list[PerformanceIndicator] = []
        self.targets: list[IndicatorTarget] = []
        self.words: list[Wording] = []

    def add_objective(self, values: ObjectiveValues) -> None:
        area = self._area(values)
        objective = Objective(strategy=self.strategy, area=area, number=values.number, text=values.text)
        self.objectives.append(objective)
        self.words += worded(self.strategy.pk, objective.pk, "text", values.wordings)
        for position, indicator in enumerate(values.indicators, start=1):
            self._add_indicator(objective, position, indicator)

    def _area(self, values: ObjectiveValues) -> Area:
        """Objectives of one number share the area that the first of them names."""
        if values.number not in self.areas:
            area = Area(strategy=self.strategy, number=values.number, kind=values.area_kind, title=values.area_title)
            self.areas[values.number] = area
            self.words += worded(self.strategy.pk, area.pk, "title", values.area_wordings)
        return self.areas[values.number]

    def _add_indicator(self, objective: Objective, position: int, values: IndicatorValues) -> None:
        indicator = PerformanceIndicator(
            strategy=self.strategy,
            objective=objective,
            position=position,
            code=values.code,
            text=values.text,
            kind=values.kind,
            direction=values.direction,
            unit=values.unit,
            category_list=values.category_list,
            baseline_text=values.baseline_text,
            baseline_value=values.baseline_value,
            baseline_category=values.baseline_category,
            baseline_first_year=values.baseline_first_year,
            baseline_last_year=values.baseline_last_year,
            base_rule=values.base_rule,
            base_note=values.base_note,
            tolerance=values.tolerance,
            measure_name=values.measure_name,
        )
        self.indicators.append(indicator)
        self.words += worded(self.strategy.pk, indicator.pk, "text", values.wordings)
        self.targets += [
            IndicatorTarget(
                strategy=self.strategy,
                indicator=indicator,
                milestone=target.milestone,
                due_date=target.due_date,
                text=target.text,
                form=target.form,
                unit=target.unit,
                number=target.number,
                category=target.category,
            )
            for target in values.targets
        ]

    def save(self) -> None:
        Area.objects.bulk_create(self.areas.values())
        Objective.objects.bulk_create(self.objectives)
        PerformanceIndicator.objects.bulk_create(self.indicators)
        IndicatorTarget.objects.bulk_create(self.targets)
        Wording.objects.bulk_create(self.words)


@transaction.atomic
def move_strategy(
    strategy_id: UUID,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    adopted_on: date | None = None,
    adopted_by: str = "",
) -> None:
    """Take one step of PAPER_STEPS with a strategy. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    strategy = Strategy.objects.select_for_update().get(pk=strategy_id)
    take_step(PAPER_STEPS, strategy, actor, verb)
    if verb == "adopt":
        strategy.adopted_on, strategy.adopted_by = (
            adopted_on or timezone.localdate(now),
            adopted_by or strategy.adopted_by,
        )
    strategy.save(update_fields=["status", "adopted_on", "adopted_by"])
    record(f"strategy.{verb}", strategy.pk, by=actor, at=now, fields=["status"])
