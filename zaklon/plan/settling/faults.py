"""What a draft lacks or contradicts, so that it cannot become a plan; each fault is a question to a person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as own_field
from decimal import Decimal
from typing import Final

from zaklon.plan.settling.drafts import (
    NEW_STRATEGY,
    DraftActivity,
    DraftIndicator,
    DraftMeasure,
    DraftPaper,
    DraftPlan,
)

_LARGEST: Final = Decimal(10) ** 12
_LARGEST_MINOR: Final = 10**15
_LENGTHS: Final = {"code": 20, "label": 40, "number": 40, "unit": 40, "strategy_code": 40}
_YEARS: Final = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class KnownStrategy:
    """A strategy that is there already: its years, and its objectives by number."""

    code: str
    title: str
    first_year: int
    last_year: int
    objectives: Mapping[int, str] = own_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the draft is held against: known strategies by code, codes of bodies."""

    strategies: Mapping[str, KnownStrategy] = own_field(default_factory=dict)
    bodies: frozenset[str] = frozenset()

    def strategy_of(self, paper: DraftPaper) -> KnownStrategy | None:
        """The existing strategy that the paper names."""
        return self.strategies.get(paper.strategy)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one row; `field` is under which an answer mends it, empty where its question decides."""

    row: str
    code: str
    field: str = ""
    facts: Mapping[str, str] = own_field(default_factory=dict)


def faults_of(plan: DraftPlan, frame: Frame) -> tuple[Fault, ...]:
    """Every fault: those of the paper first, then in the order of the plan."""
    found: list[Fault] = [*_paper_faults(plan, frame)]
    found += _measure_faults(plan, frame)
    if frame.strategy_of(plan.paper) is None:
        for indicator in plan.indicators:
            found += _indicator_faults(indicator)
    repeated = _repeated(activity.code for activity in plan.activities)
    for activity in plan.activities:
        if activity.code in repeated:
            found.append(Fault(activity.row, "code_repeated", "code", {"code": activity.code}))
        found += _activity_faults(activity, frame)
    return tuple(found)


def _repeated(values: Iterable[str]) -> set[str]:
    return {value for value, times in Counter(values).items() if times > 1}


def _paper_faults(plan: DraftPlan, frame: Frame) -> Iterator[Fault]:
    paper, strategy = plan.paper, frame.strategy_of(plan.paper)
    if paper.year is None:
        yield Fault("", "year_missing", "year")
    if not paper.title.strip():
        yield Fault("", "title_of_plan_missing", "title")
    if paper.strategy == NEW_STRATEGY:
        yield from _new_strategy_faults(plan, frame)
    elif strategy is None:
        yield Fault("", "strategy_missing", "strategy")
    elif paper.year is not None and not strategy.first_year <= paper.year <= strategy.last_year:
        facts = {"year": str(paper.year), "first": str(strategy.first_year), "last": str(strategy.last_year)}
        yield Fault("", "year_outside", "year", facts)


def _new_strategy_faults(plan: DraftPlan, frame: Frame) -> Iterator[Fault]:
    paper = plan.paper
    first, last = paper.first_year, paper.last_year
    is_named = paper.strategy_code.strip() and paper.strategy_title.strip()
    is_free = paper.strategy_code not in frame.strategies and len(paper.strategy_code) <= _LENGTHS["strategy_code"]
    if not is_named or not is_free or first is None or last is None:
        yield Fault("", "strategy_incomplete", "strategy")
    elif last < first or first not in _YEARS or last not in _YEARS:
        yield Fault("", "period_unfit", "first_year", {"first": str(first), "last": str(last)})
    elif paper.year is not None and not first <= paper.year <= last:
        yield Fault("", "year_outside", "year", {"year": str(paper.year), "first": str(first), "last": str(last)})
    if not plan.objectives:
        yield Fault("", "objectives_missing", "strategy")


def _measure_faults(plan: DraftPlan, frame: Frame) -> Iterator[Fault]:
    strategy = frame.strategy_of(plan.paper)
    known = set(strategy.objectives) if strategy else {each.number for each in plan.objectives}
    repeated = _repeated(measure.number for measure in plan.measures)
    for measure in plan.measures:
        if measure.objective not in known:
            yield Fault(measure.row, "objective_missing", "objective")
        if measure.number in repeated or not measure.number.strip():
            yield Fault(measure.row, "measure_number_twice", "number", {"number": measure.number})
        yield from _long(measure.row, measure)


def _indicator_faults(indicator: DraftIndicator) -> Iterator[Fault]:
    for target in indicator.targets:
        if target.year is None:
            which = "middle" if target.milestone.value == "mid" else "final"
            yield Fault(indicator.row, "milestone_year_missing", f"{target.milestone.value}.year", {"which": which})
    numbers = [indicator.baseline_value, *(target.number for target in indicator.targets)]
    if any(number is not None and abs(number) >= _LARGEST for number in numbers):
        yield Fault(indicator.row, "number_too_large")
    yield from _long(indicator.row, indicator)


def _activity_faults(activity: DraftActivity, frame: Frame) -> Iterator[Fault]:
    if not activity.title.strip():
        yield Fault(activity.row, "title_missing", "title")
    yield from _body_faults(activity, frame)
    for name, value in (("start", activity.start), ("end", activity.end)):
        if value is None:
            yield Fault(activity.row, f"{name}_missing", name)
    if activity.start and activity.end and activity.end < activity.start:
        facts = {"start": str(activity.start), "end": str(activity.end)}
        yield Fault(activity.row, "end_before_start", "end", facts)
    yield from _long(activity.row, activity)
    numbers = [number for each in activity.results for number in (each.target, *each.quotas.values())]
    amounts = [line.values.amount_minor for line in activity.money]
    if any(number is not None and abs(number) >= _LARGEST for number in numbers) or any(
        amount is not None and not 0 <= amount < _LARGEST_MINOR for amount in amounts
    ):
        yield Fault(activity.row, "number_too_large")


def _body_faults(activity: DraftActivity, frame: Frame) -> Iterator[Fault]:
    if not activity.parts:
        yield Fault(activity.row, "lead_missing")
    for index, part in enumerate(activity.parts):
        if part.body in frame.bodies:
            continue
        if index == 0 and not part.as_written:
            yield Fault(activity.row, "lead_missing")
        elif part.above:
            yield Fault(activity.row, "unit_unknown", facts={"name": part.as_written, "body": part.above})
        else:
            yield Fault(activity.row, "body_unknown", facts={"name": part.as_written or part.body})


def _long(row: str, record: DraftMeasure | DraftIndicator | DraftActivity) -> Iterator[Fault]:
    for name, longest in _LENGTHS.items():
        values = [getattr(record, name, "")]
        if name == "unit" and isinstance(record, DraftActivity):
            values = [each.unit for each in record.results]
        if any(len(value) > longest for value in values):
            yield Fault(row, "too_long", facts={"field": name, "longest": str(longest)})
