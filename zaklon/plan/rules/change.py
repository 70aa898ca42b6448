"""A change since the baseline in whole per cent, beside the change that a target wants.

Scenario 11 of the domain study: 25 recommendations, then 21, is -16 %; -20 % was wanted, so the target is not met.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from zaklon.plan.kinds import Direction, ValueKind
from zaklon.plan.rules.indicators import Standing, base_number, standing
from zaklon.plan.rules.paths import Gauge, Measured, comparable, target_for

_COUNTED = {ValueKind.NUMBER, ValueKind.PERCENT}


@dataclass(frozen=True)
class ChangeTo:
    """The change since the baseline and the one wanted by a day, both in whole per cent of the baseline."""

    due_date: date
    percent: int
    wanted: int
    is_met: bool


def percent_change(base: Decimal | None, number: Decimal | None) -> int | None:
    """The change from `base` to `number` in whole per cent of `base`, halves away from zero.

    None where there is nothing to count from: a base of 0, or anything that is not a finite number.
    """
    if base is None or number is None or not base.is_finite() or not number.is_finite() or base == 0:
        return None
    return int(((number - base) * 100 / abs(base)).to_integral_value(ROUND_HALF_UP))


def changes_to_targets(measured: Measured, gauge: Gauge) -> tuple[ChangeTo, ...]:
    """The change that a value means, held against the target of its time and those after it, by their days.

    Whether one is met is decided by the numbers themselves, as everywhere, and never by the rounded per cents. Empty
    where the baseline, the value or the direction gives no change; targets in words or of another unit are left out.
    """
    if gauge.kind not in _COUNTED or gauge.direction is Direction.NONE or not measured.is_measured:
        return ()
    base, (value, _hindrance) = base_number(gauge.baseline), comparable(measured, gauge)
    percent, first = percent_change(base, value), target_for(gauge.targets, measured.last)
    if percent is None or first is None:
        return ()
    found = []
    for target in gauge.targets:
        wanted = percent_change(base, target.reach) if target.unit == gauge.unit else None
        if wanted is not None and target.due_date >= first.due_date:
            is_met = standing(value, target.reach, gauge.direction, gauge.tolerance) is Standing.MET
            found.append(ChangeTo(target.due_date, percent, wanted, is_met))
    return tuple(found)
