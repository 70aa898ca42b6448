"""Reporting periods of a plan's year, and when to remind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zaklon.plan.kinds import PeriodKind


@dataclass(frozen=True)
class PeriodDates:
    """One reporting period; `due_date` is the last day for bodies to report."""

    kind: PeriodKind
    start_date: date
    end_date: date
    due_date: date


def half_years(year: int, *, days_to_report: int) -> tuple[PeriodDates, PeriodDates]:
    """The two half-years of a plan's year; both count from January, so that numbers are those of the year so far."""
    ends = (date(year, 6, 30), date(year, 12, 31))
    wait = timedelta(days=days_to_report)
    first, second = (PeriodDates(PeriodKind.HALF_YEAR, date(year, 1, 1), end, end + wait) for end in ends)
    return first, second


def reminders_due(due_date: date, today: date, offsets: Sequence[int]) -> list[int]:
    """Which reminders (days after the due date; negative means before) have come, oldest first."""
    return [offset for offset in sorted(offsets) if due_date + timedelta(days=offset) <= today]
