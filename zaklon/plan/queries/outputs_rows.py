"""Frozen rows from which the reports of a plan are described; every text is already in the report's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.plan.kinds import (
    ActivityCode,
    AreaKind,
    Comparator,
    Direction,
    FundingState,
    Milestone,
    Payer,
    Periodicity,
    PeriodKind,
    ReferenceKind,
    ResultKind,
    ValueKind,
)
from zaklon.plan.rules.change import ChangeTo
from zaklon.plan.rules.indicators import Baseline
from zaklon.plan.states import PaperStatus, PeriodStatus, ReportStatus


class Version(StrEnum):
    """Which reports count: adopted ones alone, or also those that have left their body (the office's draft)."""

    ADOPTED = "adopted"
    DRAFT = "draft"


@dataclass(frozen=True)
class RegionPart:
    """What falls to one region."""

    code: str
    name: str
    number: Decimal


@dataclass(frozen=True)
class ResultRow:
    """One promised result of an activity."""

    result_id: UUID
    text: str
    kind: ResultKind
    comparator: Comparator
    target: Decimal | None
    unit: str
    periodicity: Periodicity
    quotas: tuple[RegionPart, ...]


@dataclass(frozen=True)
class MoneyRow:
    """Money of one source; `amount` None means that the plan is unclear. `body` is the payer's name or empty."""

    amount: Money | None
    payer: Payer
    body: str

    @property
    def clear(self) -> Money | None:
        """The amount when it can be added up: one without a currency cannot."""
        return self.amount if self.amount is not None and self.amount.currency else None


@dataclass(frozen=True)
class ReferenceRow:
    """A benchmark, recommendation, programme item or law that activities answer to."""

    reference_id: UUID
    kind: ReferenceKind
    code: str
    text: str
    source: str


@dataclass(frozen=True)
class CarriedRow:
    """An activity in another yearly plan that this one continues, or that continues this one."""

    activity_id: UUID
    year: int
    code: str


@dataclass(frozen=True)
class ActivityRow:
    """One activity as the plan has it."""

    activity_id: UUID
    code: str
    title: str
    lead_id: UUID
    lead: str
    partners: tuple[str, ...]
    start_date: date
    due_date: date
    is_continuous: bool
    funding: FundingState
    money: tuple[MoneyRow, ...]
    results: tuple[ResultRow, ...]
    reference_ids: tuple[UUID, ...]
    carried_from: CarriedRow | None
    dropped_on: date | None
    dropped_reason: str

    @property
    def start(self) -> Quarter:
        return Quarter.of(self.start_date)

    @property
    def end(self) -> Quarter:
        return Quarter.of(self.due_date)


@dataclass(frozen=True)
class MeasureRow:
    """A key measure with its activities."""

    label: str
    text: str
    activities: tuple[ActivityRow, ...]


@dataclass(frozen=True)
class TargetRow:
    """What is to be reached at a milestone; `number` is the number that the words come to, where they come to one.

    `own_unit` is set where the target has another unit than the indicator.
    """

    milestone: Milestone
    due_date: date
    text: str
    own_unit: str
    number: Decimal | None
    category: str


@dataclass(frozen=True)
class IndicatorValueRow:
    """A value in force for a period."""

    first_day: date
    last_day: date
    is_measured: bool
    number: Decimal | None
    category: str
    text: str
    note: str
    recorded_at: datetime


@dataclass(frozen=True)
class IndicatorRow:
    """A performance indicator; `categories` maps codes of its ordered list (best first) to words.

    `values` are those known for the days up to the end of the report's period, oldest first. `changes` tell what the
    latest is as a change from the baseline, against each target that it can be held against.
    """

    code: str
    text: str
    kind: ValueKind
    direction: Direction
    unit: str
    baseline_text: str
    baseline_category: str
    baseline: Baseline
    base_number: Decimal | None
    base_note: str
    tolerance: Decimal
    targets: tuple[TargetRow, ...]
    values: tuple[IndicatorValueRow, ...]
    categories: Mapping[str, str]
    changes: tuple[ChangeTo, ...] = ()

    @property
    def latest(self) -> IndicatorValueRow | None:
        return self.values[-1] if self.values else None


@dataclass(frozen=True)
class ObjectiveRow:
    """An operational objective with its area, indicators and the plan's measures under it."""

    number: int
    text: str
    area_number: int
    area_kind: AreaKind
    area: str
    indicators: tuple[IndicatorRow, ...]
    measures: tuple[MeasureRow, ...]

    @property
    def activities(self) -> tuple[ActivityRow, ...]:
        return tuple(activity for measure in self.measures for activity in measure.activities)


@dataclass(frozen=True)
class StrategyRow:
    """What a report says of the strategy."""

    strategy_id: UUID
    code: str
    title: str
    first_year: int
    last_year: int
    vision: str
    mission: str
    goals: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True)
class PlanRow:
    """A yearly plan, whole."""

    plan_id: UUID
    strategy: StrategyRow
    year: int
    title: str
    revision: int
    currency: str
    status: PaperStatus
    adopted_on: date | None
    adopted_by: str
    objectives: tuple[ObjectiveRow, ...]
    references: tuple[ReferenceRow, ...]

    @property
    def activities(self) -> tuple[ActivityRow, ...]:
        return tuple(activity for objective in self.objectives for activity in objective.activities)


@dataclass(frozen=True)
class PeriodRow:
    """A reporting period; `number` is the running number of the half-year report."""

    period_id: UUID
    plan_id: UUID
    kind: PeriodKind
    number: int
    start_date: date
    end_date: date
    due_date: date
    status: PeriodStatus
    frozen_at: datetime | None

    @property
    def is_frozen(self) -> bool:
        return self.status is PeriodStatus.FROZEN

    @property
    def is_whole_year(self) -> bool:
        return (self.start_date.month, self.start_date.day, self.end_date.month, self.end_date.day) == (1, 1, 12, 31)

    @property
    def mark(self) -> str:
        """The period in references and file names: 2020-H2, 2020-Q3."""
        if self.kind is PeriodKind.YEAR:
            return str(self.end_date.year)
        part = f"Q{Quarter.of(self.end_date).number}"
        if self.kind is PeriodKind.HALF_YEAR:
            part = "H1" if self.end_date.month <= 6 else "H2"
        return f"{self.end_date.year}-{part}"


@dataclass(frozen=True)
class ValueRow:
    """The reported value of one result; None is not known."""

    number: Decimal | None
    is_met: bool | None
    text: str
    regions: tuple[RegionPart, ...]
    is_computed: bool = False


@dataclass(frozen=True)
class ReportRow:
    """What the lead body reported of one activity for one period; `values` by result, `evidence` counts files."""

    report_id: UUID
    activity_id: UUID
    period_id: UUID
    status: ReportStatus
    revision: int
    correction_reason: str
    code: ActivityCode
    is_late: bool
    late_accepted_reason: str
    done_text: str
    obstacles_text: str
    next_step_text: str
    completed_on: date | None
    adopted_at: datetime | None
    values: Mapping[UUID, ValueRow] = field(default_factory=dict)
    spent: tuple[MoneyRow, ...] = ()
    confirmed: int = 0
    asked: int = 0
    evidence: int = 0


@dataclass(frozen=True)
class Frame:
    """What stands on every cover: body, revision, moment, version."""

    made_by: str
    made_at: datetime
    revision: int
    version: Version


@dataclass(frozen=True)
class ImplementationRows:
    """Everything that the implementation report of a period says.

    `reports` holds the latest counted report of each activity, of this period or an earlier one of the year.
    `held_back` says, in the draft alone, where reports are that do not count yet. `carried_on` is by the activity that
    is continued.
    """

    frame: Frame
    plan: PlanRow
    period: PeriodRow
    reports: Mapping[UUID, ReportRow]
    held_back: Mapping[UUID, ReportStatus]
    carried_on: Mapping[UUID, CarriedRow]


@dataclass(frozen=True)
class PromiseRow:
    """When an activity runs and what it promises; also of a former plan, whose other texts no report needs."""

    start_date: date
    due_date: date
    is_continuous: bool
    results: tuple[ResultRow, ...]


@dataclass(frozen=True)
class ToldRow:
    """What was reported for one period of an activity, or of the one in a former plan that it continues."""

    period: PeriodRow
    promise: PromiseRow
    report: ReportRow


@dataclass(frozen=True)
class Chapter24Rows:
    """Everything that the half-year report for Chapter 24 says.

    `periods` are those of the strategy up to the chosen one, oldest first; `told` is by activity of the plan, in the
    same order.
    """

    frame: Frame
    plan: PlanRow
    period: PeriodRow
    periods: tuple[PeriodRow, ...]
    told: Mapping[UUID, tuple[ToldRow, ...]]


@dataclass(frozen=True)
class PaperRows:
    """The plan itself, to be printed."""

    frame: Frame
    plan: PlanRow
