"""Dates as a pack writes them: a day, or only the month or year where no more is known."""

import calendar
from datetime import date


def first_day(text: str) -> date:
    """The earliest day that 2018-09-01, 2018-09 or 2018 can mean. Raises ValueError for a day that does not exist."""
    return date.fromisoformat(f"{text}-01-01"[:10])


def last_day(text: str) -> date:
    """The latest day that the text can mean. Raises ValueError for a day that does not exist."""
    first = first_day(text)
    if len(text) == len("2018"):
        return first.replace(month=12, day=31)
    if len(text) == len("2018-09"):
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
