"""A plan on its way from a file into the database: values of the plan, in which pieces may still be missing."""

from dataclasses import dataclass, field
from decimal import Decimal

from zaklon.common.dates import Quarter
from zaklon.plan.importing.readings import Certainty
from zaklon.plan.kinds import (
    AreaKind,
    BaseRule,
    Direction,
    FundingState,
    Milestone,
    ReferenceKind,
    TargetForm,
    ValueKind,
)
from zaklon.plan.values import MoneyValues, ResultValues

PLAN_ROW = ""


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A body in an activity; `body` is empty while nobody has said which body the written name means.

    `above` is the body's name where only its inner unit is not known, `above_code` its code.
    """

    body: str
    as_written: str
    above: str = ""
    above_code: str = ""


@dataclass(frozen=True, slots=True)
class DraftMoney:
    """A money line; `shown` is the amount as the reader's questions put it."""

    values: MoneyValues
    shown: str = ""
    is_currency_assumed: bool = False


@dataclass(frozen=True, slots=True)
class DraftActivity:
    """One activity; `row` is its key in the import, `measure` the key of the measure that it stands under."""

    row: str
    code: str
    title: str
    measure: str
    parts: tuple[DraftPart, ...]
    start: Quarter | None
    end: Quarter | None
    is_continuous: bool
    results: tuple[ResultValues, ...]
    funding: FundingState
    money: tuple[DraftMoney, ...]
    references: tuple[tuple[ReferenceKind, str], ...] = ()
    # further numbers of a result's sentence: its place in `results`, the number, the unit
    also: tuple[tuple[int, Decimal, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftMeasure:
    """A key measure; `objective` is None while it is not known."""

    row: str
    label: str
    number: str
    text: str
    objective: int | None


@dataclass(frozen=True, slots=True)
class DraftObjective:
    """An operational objective with its area."""

    row: str
    number: int
    text: str
    area_kind: AreaKind
    area_title: str


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """A milestone's target; `year` is None while it is not known."""

    milestone: Milestone
    year: int | None
    text: str
    form: TargetForm
    number: Decimal | None = None
    unit: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class DraftIndicator:
    """A performance indicator of the strategy."""

    row: str
    code: str
    objective: int | None
    text: str
    kind: ValueKind
    direction: Direction
    unit: str
    baseline_text: str
    base_rule: BaseRule
    targets: tuple[DraftTarget, ...]
    baseline_value: Decimal | None = None
    baseline_category: str = ""
    baseline_first_year: int | None = None
    baseline_last_year: int | None = None
    base_note: str = ""
    tolerance: Decimal = Decimal(0)
    category_list: str = ""


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """The plan's own facts and, for a strategy that is not there yet, those of the strategy."""

    year: int | None
    title: str
    language: str
    currency: str
    strategy: str = ""  # code of an existing strategy, "new", or empty while nobody has said
    strategy_code: str = ""
    strategy_title: str = ""
    first_year: int | None = None
    last_year: int | None = None
    vision: str = ""
    mission: str = ""


NEW_STRATEGY = "new"

DraftRow = DraftObjective | DraftMeasure | DraftIndicator | DraftActivity


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """Everything of a file; `references` are the benchmarks that its text names."""

    paper: DraftPaper
    objectives: tuple[DraftObjective, ...]
    measures: tuple[DraftMeasure, ...]
    indicators: tuple[DraftIndicator, ...]
    activities: tuple[DraftActivity, ...]
    references: tuple[tuple[ReferenceKind, str], ...] = ()

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        """Every row in the order in which pages show them."""
        return (*self.objectives, *self.measures, *self.indicators, *self.activities)


@dataclass(frozen=True, slots=True)
class RowSource:
    """What a row was read from: certainties of its fields, the raw cells, its place in the file."""

    certainties: dict[str, Certainty] = field(default_factory=dict)
    raw: tuple[tuple[str, str], ...] = ()
    place: str = ""

    def certainty_of(self, name: str) -> Certainty:
        """How surely the field was read."""
        return self.certainties.get(name, Certainty.SURE)
