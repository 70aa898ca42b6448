"""Arithmetic of performance indicators: the number a baseline stands for, targets, paths, whether they are met.

Worked cases of DOMAIN.md A.2: 2 815 calls in 2012-2018 are 402.1 a year, so +5 % is 422.3 a year; or, against a total
of equal length, 2 955.8. Twenty-five recommendations less 20 % are 20, and fewer is better.
"""

import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zaklon.plan.kinds import BaseRule, Direction, TargetForm


class Standing(StrEnum):
    """Where an indicator stands against a target."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_MEASURED = "not_measured"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Baseline:
    """A baseline: `value` over the years `first_year` to `last_year` (both null for a value at one moment)."""

    rule: BaseRule
    value: Decimal | None
    first_year: int | None = None
    last_year: int | None = None

    @property
    def years(self) -> int:
        return 1 if self.first_year is None or self.last_year is None else self.last_year - self.first_year + 1


def base_number(baseline: Baseline) -> Decimal | None:
    """The number that a change in percent is counted from; None when unknown or not decided."""
    if baseline.value is None or baseline.rule in {BaseRule.UNKNOWN, BaseRule.UNDECIDED}:
        return None
    return baseline.value / baseline.years if baseline.rule is BaseRule.YEARLY_MEAN else baseline.value


def target_number(baseline: Baseline, form: TargetForm, number: Decimal | None, direction: Direction) -> Decimal | None:
    """The number to reach; None when the target is words or a place, or the baseline does not allow one.

    `number` is the size of the change without its sign: "less 20 %" is 20 with direction DOWN.
    """
    if number is None or form in {TargetForm.CATEGORY, TargetForm.TEXT}:
        return None
    if form is TargetForm.VALUE:
        return number
    base = base_number(baseline)
    if base is None:
        return None
    sign = -1 if direction is Direction.DOWN else 1
    return base + sign * (base * number / 100 if form is TargetForm.CHANGE_PERCENT else number)


def standing(value: Decimal | None, target: Decimal | None, direction: Direction, tolerance: Decimal) -> Standing:
    """Whether the value meets the target. `tolerance` forgives what cannot be a whole number, such as 4.5 cases."""
    if value is None:
        return Standing.NOT_MEASURED
    if target is None:
        return Standing.CANNOT_TELL
    if direction is Direction.DOWN:
        is_met = value <= target + tolerance
    elif direction is Direction.NONE:
        is_met = abs(value - target) <= tolerance
    else:
        is_met = value >= target - tolerance
    return Standing.MET if is_met else Standing.NOT_MET


def place_standing(place: str, target: str, order: tuple[str, ...]) -> Standing:
    """Whether a place in an ordered list (best first) is at least as good as the target place."""
    if not place:
        return Standing.NOT_MEASURED
    if place not in order or target not in order:
        return Standing.CANNOT_TELL
    return Standing.MET if order.index(place) <= order.index(target) else Standing.NOT_MET


def expected_on(day: date, start: tuple[date, Decimal], targets: tuple[tuple[date, Decimal], ...]) -> Decimal:
    """The value on a straight path from the start over the targets; before the start and after the end it is level."""
    points = [start, *sorted(targets)]
    if day <= points[0][0]:
        return points[0][1]
    for (from_day, from_value), (to_day, to_value) in itertools.pairwise(points):
        if day <= to_day:
            share = Decimal((day - from_day).days) / Decimal((to_day - from_day).days)
            return from_value + (to_value - from_value) * share
    return points[-1][1]
