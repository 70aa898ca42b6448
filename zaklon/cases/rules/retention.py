"""How long a person's identifiers are kept after closing (DOMAIN.md F.5); the times come from the country pack."""

from dataclasses import dataclass
from datetime import date

from zaklon.cases.kinds import AgeGroup, ClosingReason
from zaklon.common.dates import months_later


@dataclass(frozen=True)
class Times:
    """Months after closing, by why it was closed, and the birthday (years) until which a child's file is kept."""

    dismissed_months: int
    refused_months: int
    closed_months: int
    child_age: int


@dataclass(frozen=True)
class Kept:
    """Until when, and whether a person must look because the day could not be reckoned for certain."""

    until: date
    needs_a_look: bool = False


def kept_until(reason: ClosingReason, closed_on: date, age_group: AgeGroup, born_on: date | None, times: Times) -> Kept:
    """Until when the identifiers of one person are kept.

    A child whose birthday nobody knows is kept for the ordinary time, and somebody has to look before erasing.
    """
    if reason is ClosingReason.NOT_TRAFFICKING:
        return Kept(months_later(closed_on, times.dismissed_months))
    until = months_later(closed_on, times.closed_months)
    if age_group is AgeGroup.ADULT:
        return Kept(until)
    if born_on is None:
        return Kept(until, needs_a_look=True)
    return Kept(max(until, months_later(born_on, times.child_age * 12)))
