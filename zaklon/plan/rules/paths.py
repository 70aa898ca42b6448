"""Which value of an indicator may be held against which target, and where the value should be by now.

A milestone's target speaks for the stretch of time before it: after the one before, up to its own day. So a unit that
changes between milestones (a number of providers by 2021, a percentage of them by 2024) never mixes: a value is in the
unit of its stretch, and a path is drawn only through points of one unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from zaklon.plan.kinds import BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.rules.indicators import (
    Baseline,
    Standing,
    base_number,
    expected_on,
    place_standing,
    standing,
    target_number,
)

_ONE_DAY = date.resolution


class Hindrance(StrEnum):
    """Why a value cannot be held against its target."""

    NONE = "none"
    NO_TARGET = "no_target"
    BASE_UNKNOWN = "base_unknown"
    BASE_UNDECIDED = "base_undecided"
    WORDS = "words"
    NOT_WHOLE_YEARS = "not_whole_years"
    OTHER_LENGTH = "other_length"
    PLACE_UNKNOWN = "place_unknown"


@dataclass(frozen=True)
class Target:
    """One milestone as the paper states it; `number` is the stated one (5 of "+5 %"), `reach` what it comes to."""

    milestone: Milestone
    due_date: date
    form: TargetForm
    text: str
    number: Decimal | None
    unit: str
    category: str
    reach: Decimal | None


@dataclass(frozen=True)
class Measured:
    """A value over the days `first` to `last`."""

    first: date
    last: date
    is_measured: bool
    number: Decimal | None
    category: str


@dataclass(frozen=True)
class Gauge:
    """What a value is measured with: baseline, direction, tolerance, targets in the order of their days.

    `base_day` is the day for which the baseline stands, where the path starts; `places` come best first.
    """

    kind: ValueKind
    direction: Direction
    tolerance: Decimal
    unit: str
    baseline: Baseline
    base_day: date
    targets: tuple[Target, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Where a value stands. `compared` is the value in the unit of the target, a yearly mean where the base is one.

    `expected` is where the path was on the value's last day, `on_path` whether the value keeps up with it; both are
    None where no path can be drawn.
    """

    standing: Standing
    hindrance: Hindrance
    target: Target | None
    compared: Decimal | None = None
    expected: Decimal | None = None
    on_path: bool | None = None


def stated_target(gauge: Gauge, target: Target) -> Target:
    """The target with the number that it comes to and the unit of that number."""
    reach = target_number(gauge.baseline, target.form, target.number, gauge.direction)
    is_change = target.form in {TargetForm.CHANGE_PERCENT, TargetForm.CHANGE_NUMBER}
    unit = gauge.unit if is_change else target.unit or gauge.unit
    return Target(
        target.milestone, target.due_date, target.form, target.text, target.number, unit, target.category, reach
    )


def target_for(targets: Sequence[Target], day: date) -> Target | None:
    """The target whose stretch holds the day; after the last milestone the last one stays."""
    ahead = [target for target in targets if target.due_date >= day]
    return ahead[0] if ahead else next(reversed(targets), None)


def whole_years(first: date, last: date) -> int | None:
    """How many whole years the days make, both included; None when they are not whole years."""
    after = last + _ONE_DAY
    years = after.year - first.year
    return years if years > 0 and (after.month, after.day) == (first.month, first.day) else None


def comparable(measured: Measured, gauge: Gauge) -> tuple[Decimal | None, Hindrance]:
    """The number to hold against the target: a yearly mean against a yearly mean, a total against an equal length."""
    if measured.number is None:
        return None, Hindrance.WORDS
    if gauge.kind is not ValueKind.NUMBER:
        return measured.number, Hindrance.NONE
    years = whole_years(measured.first, measured.last)
    if gauge.baseline.rule is BaseRule.YEARLY_MEAN:
        return (measured.number / years, Hindrance.NONE) if years else (None, Hindrance.NOT_WHOLE_YEARS)
    if gauge.baseline.rule is BaseRule.PERIOD_TOTAL and years != gauge.baseline.years:
        return None, Hindrance.OTHER_LENGTH
    return measured.number, Hindrance.NONE


def verdict(measured: Measured, gauge: Gauge) -> Verdict:
    """Where a value stands against the target of its stretch of time, and against the path there."""
    target = target_for(gauge.targets, measured.last)
    if not measured.is_measured:
        return Verdict(Standing.NOT_MEASURED, Hindrance.NONE, target)
    if target is None:
        return Verdict(Standing.CANNOT_TELL, Hindrance.NO_TARGET, None)
    if target.form is TargetForm.CATEGORY:
        stands = place_standing(measured.category, target.category, gauge.places)
        unknown = stands is Standing.CANNOT_TELL
        return Verdict(stands, Hindrance.PLACE_UNKNOWN if unknown else Hindrance.NONE, target)
    compared, hindrance = comparable(measured, gauge)
    if target.reach is None:
        return Verdict(Standing.CANNOT_TELL, _why_no_number(gauge, target), target, compared)
    if compared is None:
        return Verdict(Standing.CANNOT_TELL, hindrance, target)
    stands = standing(compared, target.reach, gauge.direction, gauge.tolerance)
    expected = expected_at(gauge, measured.last)
    on_path = None if expected is None else _keeps_up(compared, expected, gauge)
    return Verdict(stands, Hindrance.NONE, target, compared, expected, on_path)


def path(gauge: Gauge, day: date) -> tuple[tuple[date, Decimal], tuple[tuple[date, Decimal], ...]] | None:
    """Start and later points of the straight path that the day lies on; None where there is no start in its unit."""
    base, target = base_number(gauge.baseline), target_for(gauge.targets, day)
    if base is None or target is None or target.unit != gauge.unit:
        return None
    points = tuple(
        (each.due_date, each.reach) for each in gauge.targets if each.reach is not None and each.unit == gauge.unit
    )
    return ((gauge.base_day, base), points) if points else None


def expected_at(gauge: Gauge, day: date) -> Decimal | None:
    """Where the path is on a day; None where no path can be drawn."""
    drawn = path(gauge, day)
    return None if drawn is None else expected_on(day, *drawn)


def _keeps_up(compared: Decimal, expected: Decimal, gauge: Gauge) -> bool:
    # Leap days bend a straight path by thousandths: 6.0009 is 6, as the page shows it.
    expected = expected.quantize(Decimal("0.01"), ROUND_HALF_UP)
    direction = Direction.UP if gauge.direction is Direction.NONE else gauge.direction
    return standing(compared, expected, direction, gauge.tolerance) is Standing.MET


def _why_no_number(gauge: Gauge, target: Target) -> Hindrance:
    if target.form is TargetForm.TEXT:
        return Hindrance.WORDS
    return Hindrance.BASE_UNDECIDED if gauge.baseline.rule is BaseRule.UNDECIDED else Hindrance.BASE_UNKNOWN
