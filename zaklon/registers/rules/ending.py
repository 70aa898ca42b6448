"""What has a last day, and of which day before it somebody is to be told."""

from collections.abc import Sequence
from datetime import date


def day_to_tell(until: date, warn: Sequence[int], today: date) -> int | None:
    """The latest of the days before `until` that has come: of 60, 14 and 0 it is 14 when ten are left. None before."""
    left = (until - today).days
    return min((days for days in warn if left <= days), default=None)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of its month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    return date(year, month + 1, 28)
