"""Reckoning deadlines: hours to the minute; days, working days, months and years to the end of their last day.

The day on which a clock starts is not counted. Days end at midnight on the wall of the country; working days are Monday
to Friday without the pack's holidays. Where a holiday shifts, one that falls on a Sunday is made up for on the next
working day. A pause keeps what was left: whole days (working days) of a day clock, seconds of an hour clock.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from zaklon.common.dates import months_later
from zaklon.vocabulary.pack import Clock

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
HOUR = "hour"
_SATURDAY = 5
_SUNDAY = 6


@dataclass(frozen=True)
class Closed:
    """A holiday of the pack: its first day (05-21 or 2026-04-13), how many days, whether a Sunday is made up for."""

    on_date: str
    days: int = 1
    shifts: bool = False


@dataclass(frozen=True)
class Calendar:
    """The wall-clock zone of the country and its holidays."""

    zone: ZoneInfo
    holidays: tuple[Closed, ...] = ()

    def is_working(self, day: date) -> bool:
        """Whether offices are open on the day."""
        return day.weekday() < _SATURDAY and day not in closed_days(day.year, self.holidays)

    def end_of(self, day: date) -> datetime:
        """Midnight at the end of the day."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)

    def day_of(self, moment: datetime) -> date:
        """The day on the wall at a moment."""
        return moment.astimezone(self.zone).date()


@lru_cache(maxsize=256)
def closed_days(year: int, holidays: tuple[Closed, ...]) -> frozenset[date]:
    """Holidays of a year, with the days by which Sundays are made up for."""
    closed = {day for holiday in holidays for day in _days_of(holiday, year)}
    for holiday in holidays:
        for day in _days_of(holiday, year) if holiday.shifts else ():
            if day.weekday() == _SUNDAY:
                made_up = day
                while made_up in closed or made_up.weekday() >= _SATURDAY:
                    made_up += timedelta(days=1)
                closed.add(made_up)
    return frozenset(closed)


def _days_of(holiday: Closed, year: int) -> Iterable[date]:
    *of_year, month, day = (int(each) for each in holiday.on_date.split("-"))
    if of_year and of_year[0] != year:
        return ()
    first = date(year, month, min(day, calendar.monthrange(year, month)[1]))
    return tuple(first + timedelta(days=number) for number in range(holiday.days))


def due_at(start: datetime, amount: int, unit: str, on: Calendar) -> datetime:
    """When `amount` of a `unit` of the pack's list `time_unit` after a start is over."""
    if unit == HOUR:
        # Hours pass alike in the night on which the clocks are changed.
        return start.astimezone(UTC) + timedelta(hours=amount)
    day = on.day_of(start)
    if unit == "day":
        return on.end_of(day + timedelta(days=amount))
    if unit == "working_day":
        return on.end_of(_working_days_after(day, amount, on))
    return on.end_of(months_later(day, amount * _MONTHS[unit]))


def due_of(clock: Clock, start: datetime, on: Calendar) -> datetime | None:
    """When a clock of the pack that starts now ends; None for one whose length nobody knows."""
    if clock.amount is None or clock.unit is None:
        return None
    return due_at(start, clock.amount, clock.unit, on)


def warnings_of(clock: Clock, start: datetime, due: datetime, on: Calendar) -> tuple[datetime, ...]:
    """When people are told: after the pack's amounts, as far as they come before the end; and at the end."""
    if clock.unit is None:
        return (due,)
    before = (due_at(start, amount, clock.unit, on) for amount in clock.warn_at)
    return (*sorted(each for each in before if each < due), due)


def last_day(due: datetime, on: Calendar) -> date:
    """The day with whose end a deadline of days, months or years is over."""
    return on.day_of(due - timedelta(seconds=1))


def next_warning(clock: Clock, start: datetime, due: datetime, now: datetime, on: Calendar) -> datetime | None:
    """The first of the warnings that lies after now."""
    return next((each for each in warnings_of(clock, start, due, on) if each > now), None)


def due_after_pause(unit: str, due: datetime, paused: datetime, resumed: datetime, on: Calendar) -> datetime:
    """When a clock that stood still ends. One that had run out before the pause keeps its end."""
    if due <= paused:
        return due
    if unit == HOUR:
        return due.astimezone(UTC) + (resumed.astimezone(UTC) - paused.astimezone(UTC))
    if unit == "working_day":
        # The last day belongs to the deadline, so the day before midnight of the end is what counts.
        left = _working_days_between(on.day_of(paused), last_day(due, on), on)
        return on.end_of(_working_days_after(on.day_of(resumed), left, on))
    return on.end_of(last_day(due, on) + (on.day_of(resumed) - on.day_of(paused)))


def _working_days_after(day: date, amount: int, on: Calendar) -> date:
    left = amount
    while left > 0:
        day += timedelta(days=1)
        left -= on.is_working(day)
    return day


def _working_days_between(first: date, last: date, on: Calendar) -> int:
    """Working days after the first day, up to the last and with it."""
    days = (last - first).days
    return sum(on.is_working(first + timedelta(days=number)) for number in range(1, days + 1))
