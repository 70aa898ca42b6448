"""Shapes of strategies, yearly plans, activities and indicators."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from zaklon.api.shapes.shared import Row
from zaklon.plan.kinds import ActivityCode, Direction, Origin, ValueKind
from zaklon.plan.states import PaperStatus, ReportStatus


def _number(value: Any) -> Any:
    """Numbers as they were entered, in text, so that no program rounds them."""
    return format(value, "f") if isinstance(value, Decimal) else value


Number = Annotated[str, BeforeValidator(_number)]


class PaperOut(Row):
    """A yearly plan in a list."""

    plan_id: UUID
    strategy_id: UUID
    year: int
    title: str
    status: PaperStatus
    revision: int
    adopted_on: date | None


class StrategyOut(Row):
    """A strategy, with its yearly plans."""

    strategy_id: UUID
    code: str
    title: str
    first_year: int
    last_year: int
    status: PaperStatus
    adopted_on: date | None
    plans: list[PaperOut]


class StandingOut(Row):
    """How an activity stands in the period that is reported on."""

    code: str
    is_late: bool
    is_adopted: bool


class ActivityLine(Row):
    """An activity in a plan; `standing` is empty while no period is open."""

    activity_id: UUID
    code: str
    title: str
    lead_body_id: UUID
    partner_ids: list[UUID]
    start_date: date
    due_date: date
    is_continuous: bool
    dropped_on: date | None
    standing: StandingOut | None


class PlanOut(Row):
    """A yearly plan, with its activities in the order of the paper."""

    plan_id: UUID
    strategy_id: UUID
    year: int
    title: str
    status: PaperStatus
    revision: int
    adopted_on: date | None
    activities: list[ActivityLine]


class ResultOut(Row):
    """What an activity is to bring about."""

    result_id: UUID
    text: str
    target: Number | None
    unit: str


class ValueOut(Row):
    """What a report says of a result; empty is not known."""

    result_id: UUID
    number: Number | None
    is_met: bool | None
    text: str


class ReportOut(Row):
    """A report, as far as the post may see it."""

    period: str
    status: ReportStatus
    code: ActivityCode
    is_late: bool
    values: list[ValueOut]


class ActivityOut(Row):
    """An activity, with the report that was adopted last and the one in hand."""

    activity_id: UUID
    plan_id: UUID
    code: str
    title: str
    objective: str
    measure: str
    lead: str
    partners: list[str]
    start_date: date
    due_date: date
    is_continuous: bool
    dropped_on: date | None
    results: list[ResultOut]
    adopted: ReportOut | None
    in_hand: ReportOut | None


class MeasuredOut(Row):
    """A value of an indicator in force."""

    period_start: date
    period_end: date
    is_measured: bool
    number: Number | None
    category: str
    text: str
    origin: Origin
    recorded_at: datetime


class TargetOut(Row):
    """Where an indicator is to be on a day."""

    due_date: date
    text: str
    number: Number | None
    category: str


class IndicatorOut(Row):
    """A performance indicator with its baseline, targets and values."""

    indicator_id: UUID
    strategy_id: UUID
    objective_number: int
    code: str
    text: str
    kind: ValueKind
    direction: Direction
    unit: str
    baseline: str = Field(validation_alias="baseline_text")
    targets: list[TargetOut]
    values: list[MeasuredOut]
