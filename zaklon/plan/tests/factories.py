"""Smallest valid strategies and plans, plainly invented, reached by walking real commands."""

from datetime import date
from decimal import Decimal

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_body
from zaklon.common.dates import Quarter
from zaklon.plan.commands.periods import open_periods
from zaklon.plan.commands.plans import draft_plan, move_plan
from zaklon.plan.commands.strategies import draft_strategy, move_strategy
from zaklon.plan.kinds import (
    AreaKind,
    BaseRule,
    Comparator,
    Direction,
    FundingState,
    Milestone,
    Payer,
    ResultKind,
    TargetForm,
    ValueKind,
)
from zaklon.plan.models import Activity, ReportingPeriod, Strategy, YearlyPlan
from zaklon.plan.values import (
    ActivityValues,
    IndicatorValues,
    MeasureValues,
    MoneyValues,
    ObjectiveValues,
    PartValues,
    PlanValues,
    ResultValues,
    StrategyValues,
    TargetValues,
)


def strategy_values(code="INV-2019", **changes):
    """One objective with one counted indicator."""
    indicator = IndicatorValues(
        code="PI-1",
        text="Invented calls",
        kind=ValueKind.NUMBER,
        direction=Direction.UP,
        unit="calls",
        baseline_text="2815 calls in seven invented years",
        baseline_value=Decimal(2815),
        baseline_first_year=2012,
        baseline_last_year=2018,
        base_rule=BaseRule.YEARLY_MEAN,
        targets=(
            TargetValues(Milestone.MID, date(2021, 12, 31), "+5 %", TargetForm.CHANGE_PERCENT, "calls", Decimal(5)),
            TargetValues(Milestone.FINAL, date(2024, 12, 31), "+10 %", TargetForm.CHANGE_PERCENT, "calls", Decimal(10)),
        ),
    )
    values = {
        "code": code,
        "title": "Invented strategy",
        "language": "en",
        "first_year": 2019,
        "last_year": 2024,
        "objectives": (ObjectiveValues(1, "Invented objective", AreaKind.PREVENTION, "Prevention", (indicator,)),),
    }
    return StrategyValues(**{**values, **changes})


def activity_values(code="1.1.1", *, lead, partners=(), **changes):
    """One activity of the second quarter that promises four trainings."""
    values = {
        "code": code,
        "title": f"Invented activity {code}",
        "parts": tuple(PartValues(body) for body in (lead, *partners)),
        "start": Quarter(2020, 2),
        "end": Quarter(2020, 2),
        "results": (ResultValues("Four trainings", ResultKind.NUMBER, Comparator.AT_LEAST, Decimal(4), "trainings"),),
        "funding": FundingState.FUNDED,
        "money": (MoneyValues(600_000, "EUR", Payer.BUDGET, lead),),
    }
    return ActivityValues(**{**values, **changes})


def plan_values(*activities, year=2020, **changes):
    """One measure with the activities."""
    values = {
        "year": year,
        "title": f"Invented plan {year}",
        "language": "en",
        "currency": "EUR",
        "measures": (MeasureValues(1, "1", "1.1", "Invented measure", tuple(activities)),),
    }
    return PlanValues(**{**values, **changes})


def make_strategy(**changes):
    """An adopted strategy."""
    with acting_as(SYSTEM):
        strategy_id = draft_strategy(strategy_values(**changes), actor=SYSTEM, now=NOON)
        move_strategy(strategy_id, "submit", actor=SYSTEM, now=NOON)
        move_strategy(strategy_id, "adopt", actor=SYSTEM, now=NOON)
        return Strategy.objects.get(pk=strategy_id)


def make_plan(*activities, strategy=None, adopted=True, **changes):
    """A yearly plan; with its two half-years open when adopted."""
    strategy = strategy or make_strategy()
    with acting_as(SYSTEM):
        plan_id = draft_plan(strategy.pk, plan_values(*activities, **changes), actor=SYSTEM, now=NOON)
        if adopted:
            move_plan(plan_id, "submit", actor=SYSTEM, now=NOON)
            move_plan(plan_id, "adopt", actor=SYSTEM, now=NOON, adopted_by="Invented Government")
            open_periods(plan_id, days_to_report=15, actor=SYSTEM, now=NOON)
        return YearlyPlan.objects.get(pk=plan_id)


def make_activity(*, lead=None, partners=(), **changes):
    """One activity of an adopted plan with its first half-year."""
    lead = lead or make_body()
    plan = make_plan(activity_values(lead=lead.code, partners=[body.code for body in partners], **changes))
    with acting_as(SYSTEM):
        return Activity.objects.get(plan=plan), ReportingPeriod.objects.filter(plan=plan).order_by("end_date").first()
