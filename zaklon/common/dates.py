"""Quarters and half-years, the calendar in which plans are written; and days some months away."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; its deadline is its last day (DOMAIN.md A.9)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"a quarter is 1 to 4, not {self.number}")

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the stored form, such as 2020-Q2. Raises ValueError for anything else."""
        match = _QUARTER.fullmatch(text)
        if match is None:
            raise ValueError(f"not a quarter: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which the day falls."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.following().first_day - timedelta(days=1)

    def following(self) -> Self:
        return type(self)(self.year + 1, 1) if self.number == 4 else type(self)(self.year, self.number + 1)


def half_year_end(day: date) -> date:
    """Last day of the half-year in which the day falls."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, earlier where they are below nought; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
