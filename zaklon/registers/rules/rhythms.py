"""When a report that is owed again and again is due: once its stretch of the calendar is over."""

from datetime import date, timedelta

from zaklon.registers.counting import Days

# How many months a stretch lasts; other rhythms of the pack, such as each evaluation round, no calendar sets.
_MONTHS = {"monthly": 1, "quarterly": 3, "semi_annual": 6, "annual": 12}


def last_stretch(rhythm: str, today: date) -> Days | None:
    """The last stretch of a rhythm that is over: on 23 November 2026 the half-year up to 30 June. None without one."""
    months = _MONTHS.get(rhythm)
    if months is None:
        return None
    running = date(today.year, (today.month - 1) // months * months + 1, 1)
    end = running - timedelta(days=1)
    return Days(date(end.year, end.month - months + 1, 1), end)
