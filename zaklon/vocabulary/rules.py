"""Arithmetic of the pack: days by a clock's unit, versions, languages and scripts."""

from collections.abc import Sequence
from datetime import date, timedelta

from zaklon.common.dates import months_later

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_SATURDAY = 5


def later(day: date, amount: int, unit: str) -> date:
    """The day that lies `amount` units after `day`; before it for a negative amount.

    Units: day, working_day (Monday to Friday; public holidays are not known), month, quarter, half_year, year. A
    month later is the same day of the month, or its last day. Raises ValueError for a unit that is no count of days.
    """
    if unit == "day":
        return day + timedelta(days=amount)
    if unit == "working_day":
        return _working_days_later(day, amount)
    if unit in _MONTHS:
        return months_later(day, amount * _MONTHS[unit])
    raise ValueError(f"not a unit of days: {unit!r}")


def _working_days_later(day: date, amount: int) -> date:
    step = timedelta(days=1 if amount >= 0 else -1)
    left = abs(amount)
    while left:
        day += step
        left -= day.weekday() < _SATURDAY
    return day


def version_key(version: str) -> tuple[int, ...]:
    """The version as numbers, so that 2026.10.1 comes after 2026.9.1."""
    return tuple(int(part) for part in version.split("."))


def last_day_in_use(valid_from: date | None, today: date) -> date:
    """The last day of a value that is retired today: yesterday, but never before its first day."""
    yesterday = today - timedelta(days=1)
    return yesterday if valid_from is None else max(yesterday, valid_from)


def language_tag(language: str) -> str:
    """`cnr-cyrl`, as the web writes it, in the form of the pack: `cnr-Cyrl`."""
    code, _, script = language.partition("-")
    return f"{code.lower()}-{script.capitalize()}" if script else code.lower()


def fallbacks(code: str, default: str, others: Sequence[str]) -> tuple[str, ...]:
    """The languages in which to look for a wording: the one asked for, the country's own, then the others."""
    return tuple(dict.fromkeys([code, default, *others]))
