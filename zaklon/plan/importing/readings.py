"""What was read from a plan, how surely, and what a person must settle."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field as own_field
from decimal import Decimal
from enum import StrEnum

from zaklon.common.dates import Quarter


class Certainty(StrEnum):
    """How surely a value was read."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


_ORDER = (Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE)


def weakest(*certainties: Certainty) -> Certainty:
    """The lowest of several certainties; sure when there is none."""
    return max(certainties, key=_ORDER.index, default=Certainty.SURE)


class Role(StrEnum):
    """The first body listed leads, the others are partners (DOMAIN.md A9)."""

    LEAD = "lead"
    PARTNER = "partner"


class Funding(StrEnum):
    """Whether money is stated; `unclear` is never zero."""

    STATED = "stated"
    NOT_REQUIRED = "not_required"
    UNCLEAR = "unclear"


class IndicatorKind(StrEnum):
    """How a result indicator is measured."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DONE = "done"
    QUALITATIVE = "qualitative"


class MeasureKind(StrEnum):
    """What a performance indicator (or one of its milestones) counts."""

    NUMBER = "number"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    CATEGORY = "category"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file something stood; `table` is the Word table or Excel sheet, `row` counts from 1."""

    row: int
    table: int | None = None
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.sheet}, row {self.row}"
        return f"table {self.table}, row {self.row}" if self.table else f"line {self.row}"


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt for a person: `row` is the code or label of what it is about, `text` its English sentence."""

    row: str
    field: str
    code: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    place: Place | None = own_field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReadBody:
    """One body of an activity: its name as read, and the body and unit of the directory, where known."""

    name: str
    role: Role
    body: str
    unit: str | None = None
    body_code: str | None = None
    unit_code: str | None = None
    is_generic: bool = False
    certainty: Certainty = Certainty.SURE

    @property
    def label(self) -> str:
        """`Body - Unit`, or the body alone."""
        return f"{self.body} - {self.unit}" if self.unit else self.body

    @property
    def code(self) -> str | None:
        """The code of the most precise actor known: the unit, else the body."""
        return self.unit_code or (None if self.unit else self.body_code)


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """One result indicator; `target` counts `unit`, `also` holds further numbers of the same sentence."""

    text: str
    kind: IndicatorKind
    comparator: str | None = None
    target: Decimal | None = None
    unit: str | None = None
    also: tuple[tuple[Decimal, str], ...] = ()
    quota: tuple[tuple[str, int], ...] = ()
    is_quota_inferred: bool = False
    periodicity: str | None = None
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class ReadMoney:
    """One money line; `payer_codes` are bodies of the directory, empty for a donation or when unknown."""

    amount_minor: int
    currency: str
    source: str
    payer_codes: tuple[str, ...] = ()
    is_donation: bool = False
    all_implementers: bool = False
    certainty: Certainty = Certainty.SURE
    is_currency_assumed: bool = False


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A mention of something outside the plan, such as interim benchmark 25 of Chapter 24."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class ReadActivity:
    """One activity as read; `certainties` names the fields that a reviewer should look at and how surely they stand."""

    code: str
    title: str
    measure: str
    bodies: tuple[ReadBody, ...]
    start: Quarter | None
    end: Quarter | None
    is_continuous: bool
    indicators: tuple[ReadIndicator, ...]
    money: tuple[ReadMoney, ...]
    funding: Funding
    cross_references: tuple[CrossReference, ...] = ()
    certainties: tuple[tuple[str, Certainty], ...] = ()
    raw: tuple[tuple[str, str], ...] = own_field(default=(), compare=False)
    place: Place | None = own_field(default=None, compare=False)

    @property
    def lead(self) -> ReadBody | None:
        """The body listed first."""
        return next((body for body in self.bodies if body.role is Role.LEAD), None)

    @property
    def partners(self) -> tuple[ReadBody, ...]:
        """The other bodies, in the order of the plan."""
        return tuple(body for body in self.bodies if body.role is Role.PARTNER)

    def certainty_of(self, name: str) -> Certainty:
        """How surely the named field was read; sure unless noted."""
        return dict(self.certainties).get(name, Certainty.SURE)


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A key measure: its label as printed ("1", "3.3./3.4.") and the numbers that it stands for ("1.1")."""

    label: str
    numbers: tuple[str, ...]
    title: str
    objective: str | None
    certainty: Certainty = Certainty.SURE
    place: Place | None = own_field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReadObjective:
    """An operational objective and the strategic area above it, where the plan names one."""

    number: str
    title: str
    area: str = ""
    place: Place | None = own_field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A target on the way: a change in percent, a change in number, or a level to reach."""

    text: str
    year: int | None = None
    kind: MeasureKind = MeasureKind.TEXT
    change_percent: Decimal | None = None
    change_number: Decimal | None = None
    level: Decimal | None = None
    comparator: str | None = None
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the indicator starts; `values` holds every number read, `period` the years that they cover."""

    text: str
    values: tuple[Decimal, ...] = ()
    period: tuple[int, int] | None = None
    is_unknown: bool = False
    category: str | None = None
    certainty: Certainty = Certainty.SURE

    @property
    def value(self) -> Decimal | None:
        """The one number, or None when there is none or more than one."""
        return self.values[0] if len(self.values) == 1 else None


@dataclass(frozen=True, slots=True)
class ReadPerformanceIndicator:
    """A performance indicator; `direction` is "up" (more is better), "down", or None where it must be asked."""

    code: str
    text: str
    objective: str | None
    direction: str | None
    kind: MeasureKind
    baseline: Baseline
    mid: Milestone
    final: Milestone
    certainty: Certainty = Certainty.SURE
    raw: tuple[tuple[str, str], ...] = own_field(default=(), compare=False)
    place: Place | None = own_field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The year of the plan and how it was found: `given`, `text`, `file_name`, `agreement` or `dates`."""

    year: int | None
    found_in: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A whole plan as read; equal for the same plan in another file form, since places and raw text do not count."""

    language: str
    script: str
    year: PlanYear
    period: tuple[int, int] | None
    objectives: tuple[ReadObjective, ...]
    measures: tuple[ReadMeasure, ...]
    performance_indicators: tuple[ReadPerformanceIndicator, ...]
    activities: tuple[ReadActivity, ...]
    cross_references: tuple[CrossReference, ...]
    questions: tuple[Question, ...]
    default_currency: str = "EUR"

    @property
    def currency(self) -> str:
        """The currency of most money lines."""
        counted = Counter(line.currency for activity in self.activities for line in activity.money)
        return counted.most_common(1)[0][0] if counted else self.default_currency

    @property
    def total_minor(self) -> int:
        """All money lines in the plan's currency, in minor units; other currencies are not mixed in."""
        return sum(line.amount_minor for line in self._main_money())

    @property
    def donations_minor(self) -> int:
        """The donations among them, in minor units."""
        return sum(line.amount_minor for line in self._main_money() if line.is_donation)

    @property
    def unfunded(self) -> int:
        """Activities that say that no funding is required; unclear ones do not count."""
        return sum(activity.funding is Funding.NOT_REQUIRED for activity in self.activities)

    @property
    def indicator_count(self) -> int:
        """Result indicators of all activities."""
        return sum(len(activity.indicators) for activity in self.activities)

    def _main_money(self) -> list[ReadMoney]:
        currency = self.currency
        return [line for activity in self.activities for line in activity.money if line.currency == currency]
