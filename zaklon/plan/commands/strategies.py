"""Drafting and moving strategies."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.wordings import put_into_words
from zaklon.plan.models import Area, Goal, IndicatorTarget, Objective, PerformanceIndicator, Reference, Strategy
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
    put_into_words(strategy.pk, strategy.pk, "title", values.wordings)
    Goal.objects.bulk_create(
        Goal(strategy=strategy, number=number, text=text, by_year=year) for number, text, year in values.goals
    )
    Reference.objects.bulk_create(
        Reference(strategy=strategy, kind=each.kind, code=each.code, text=each.text, source=each.source)
        for each in values.references
    )
    for objective in values.objectives:
        _add_objective(strategy, objective)
    record("strategy.drafted", strategy.pk, by=actor, at=now)
    return strategy.pk


def _add_objective(strategy: Strategy, values: ObjectiveValues) -> None:
    area, is_new = Area.objects.get_or_create(
        strategy=strategy,
        number=values.number,
        defaults={"kind": values.area_kind, "title": values.area_title},
    )
    if is_new:
        put_into_words(strategy.pk, area.pk, "title", values.area_wordings)
    objective = Objective.objects.create(strategy=strategy, area=area, number=values.number, text=values.text)
    put_into_words(strategy.pk, objective.pk, "text", values.wordings)
    for position, indicator in enumerate(values.indicators, start=1):
        _add_indicator(objective, position, indicator)


def _add_indicator(objective: Objective, position: int, values: IndicatorValues) -> None:
    indicator = PerformanceIndicator.objects.create(
        strategy_id=objective.strategy_id,
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
    put_into_words(objective.strategy_id, indicator.pk, "text", values.wordings)
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(
            strategy_id=objective.strategy_id,
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
    )


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
        strategy.adopted_on, strategy.adopted_by = adopted_on or now.date(), adopted_by or strategy.adopted_by
    strategy.save(update_fields=["status", "adopted_on", "adopted_by"])
    record(f"strategy.{verb}", strategy.pk, by=actor, at=now, fields=["status"])
