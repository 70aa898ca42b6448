"""Reporting periods of a plan's year, and when to remind."""

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


@dataclass(frozen=True)
class ReminderDays:
    """When bodies are reminded, in days after the last day for a report; negative means before it.

    `repeat` is the number of days between the last of `offsets` and each reminder that follows it; 0 for none.
    """

    offsets: tuple[int, ...]
    repeat: int = 0

    def days(self, due_date: date) -> tuple[date, ...]:
        """The days of the reminders that are not repetitions, first one first."""
        return tuple(due_date + timedelta(days=offset) for offset in sorted(self.offsets))

    def latest(self, due_date: date, today: date) -> int | None:
        """The reminder that has come last, in days after the due date; None before the first one."""
        passed = (today - due_date).days
        come = [offset for offset in self.offsets if offset <= passed]
        if not come:
            return None
        last = max(come)
        if self.repeat and last == max(self.offsets):
            last += (passed - last) // self.repeat * self.repeat
        return last
