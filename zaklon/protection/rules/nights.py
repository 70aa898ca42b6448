"""Nights and what they cost, reckoned from the days of entry and leaving; nothing is typed in twice.

A night belongs to the day on which it begins. Whoever comes and leaves on one day has stayed no night.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stay:
    """From the day of entry to the day of leaving; None while somebody stays."""

    entered_on: date
    left_on: date | None = None


@dataclass(frozen=True)
class NightRate:
    """What a night costs from a day on, in minor units of a currency."""

    from_date: date
    minor: int
    currency: str


def month_of(day: date) -> tuple[date, date]:
    """The first day of the month and the first day of the next."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def nights_between(stay: Stay, first: date, end: date) -> int:
    """Nights that begin on `first` or later and before `end`."""
    until = end if stay.left_on is None else min(stay.left_on, end)
    return max((until - max(stay.entered_on, first)).days, 0)


def cost_between(stay: Stay, first: date, end: date, rates: Iterable[NightRate]) -> dict[str, int]:
    """What the nights cost, in minor units by currency; nights before the first rate cost nothing."""
    known = sorted(rates, key=lambda rate: rate.from_date)
    costs: dict[str, int] = {}
    for place, rate in enumerate(known):
        until = known[place + 1].from_date if place + 1 < len(known) else end
        nights = nights_between(stay, max(first, rate.from_date), min(end, until))
        if nights:
            costs[rate.currency] = costs.get(rate.currency, 0) + nights * rate.minor
    return costs


def unpriced_between(stay: Stay, first: date, end: date, rates: Iterable[NightRate]) -> int:
    """Nights for which no rate was set."""
    begins = min((rate.from_date for rate in rates), default=end)
    return nights_between(stay, first, min(end, max(begins, first)))
