"""Plain values of a strategy and a yearly plan: what an import reads, a seed writes and an amendment compares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from zaklon.common.dates import Quarter
from zaklon.plan.kinds import (
    AreaKind,
    BaseRule,
    Comparator,
    Direction,
    FundingState,
    Milestone,
    Payer,
    Periodicity,
    ReferenceKind,
    ResultKind,
    TargetForm,
    ValueKind,
)

# language -> text; the language of the paper itself is never in it
Translations = Mapping[str, str]


@dataclass(frozen=True)
class TargetValues:
    """The target of one milestone."""

    milestone: Milestone
    due_date: date
    text: str
    form: TargetForm
    unit: str = ""
    number: Decimal | None = None
    category: str = ""


@dataclass(frozen=True)
class IndicatorValues:
    """A performance indicator with its targets."""

    code: str
    text: str
    kind: ValueKind
    direction: Direction
    unit: str
    baseline_text: str
    base_rule: BaseRule
    targets: tuple[TargetValues, ...]
    baseline_value: Decimal | None = None
    baseline_category: str = ""
    baseline_first_year: int | None = None
    baseline_last_year: int | None = None
    base_note: str = ""
    category_list: str = ""
    tolerance: Decimal = Decimal(0)
    measure_name: str = ""
    wordings: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class ObjectiveValues:
    """An operational objective with its area and indicators; `number` is unique in the strategy."""

    number: int
    text: str
    area_kind: AreaKind
    area_title: str
    indicators: tuple[IndicatorValues, ...] = ()
    wordings: Translations = field(default_factory=dict)
    area_wordings: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class ReferenceValues:
    """A benchmark, recommendation, programme item or law."""

    kind: ReferenceKind
    code: str
    text: str
    source: str


@dataclass(frozen=True)
class StrategyValues:
    """A strategy as drafted."""

    code: str
    title: str
    language: str
    first_year: int
    last_year: int
    objectives: tuple[ObjectiveValues, ...]
    vision: str = ""
    mission: str = ""
    goals: tuple[tuple[int, str, int], ...] = ()  # number, text, year
    references: tuple[ReferenceValues, ...] = ()
    wordings: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class ResultValues:
    """One result indicator; `quotas` are targets per region code."""

    text: str
    kind: ResultKind
    comparator: Comparator = Comparator.NONE
    target: Decimal | None = None
    unit: str = ""
    periodicity: Periodicity = Periodicity.NONE
    quotas: Mapping[str, Decimal] = field(default_factory=dict)
    measure_name: str = ""
    wordings: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class MoneyValues:
    """One money line; `amount_minor` None means that the paper is unclear."""

    amount_minor: int | None
    currency: str
    payer: Payer
    payer_body: str = ""  # body code
    as_written: str = ""


@dataclass(frozen=True)
class PartValues:
    """A body in an activity, by its code; the first of a list leads."""

    body: str
    as_written: str = ""


@dataclass(frozen=True)
class ActivityValues:
    """One activity of a yearly plan."""

    code: str
    title: str
    parts: tuple[PartValues, ...]
    start: Quarter
    end: Quarter
    results: tuple[ResultValues, ...]
    funding: FundingState
    money: tuple[MoneyValues, ...] = ()
    is_continuous: bool = False
    references: tuple[tuple[ReferenceKind, str], ...] = ()
    carried_from: UUID | None = None
    copied_from: UUID | None = None
    wordings: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class MeasureValues:
    """A key measure with its activities; `label` is as the paper writes it, `number` what it stands for."""

    objective: int
    label: str
    number: str
    text: str
    activities: tuple[ActivityValues, ...]
    wordings: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class PlanValues:
    """A yearly plan as drafted."""

    year: int
    title: str
    language: str
    currency: str
    measures: tuple[MeasureValues, ...]
    fingerprint: str = ""
    wordings: Translations = field(default_factory=dict)
