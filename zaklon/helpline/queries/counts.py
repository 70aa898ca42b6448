"""The frozen counts of days for a report: exact, or with everything hidden from which a small one could be reckoned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.common.errors import NotPermitted
from zaklon.helpline.kinds import Disclosure
from zaklon.helpline.models import Analysis, DayCount, DayReport
from zaklon.helpline.queries.calls import own_body
from zaklon.helpline.rules.counting import MONTH, STRUCTURE, TOTAL, Cell, by_month, sums
from zaklon.reporting.disclosure import hidden
from zaklon.vocabulary.queries import vocabulary

SMALLEST = {
    Disclosure.COORDINATION: "coordination_smallest_count",
    Disclosure.PUBLIC: "public_smallest_count",
}


@dataclass(frozen=True)
class Counts:
    """Counts of some days. `smallest` is None where nothing is hidden."""

    counts: Mapping[Cell, int]
    hidden: frozenset[Cell] = frozenset()
    smallest: int | None = None

    def value(self, table: str, structure: str = "", value: str = "") -> int | None:
        """A count, 0 for what was not met; None for one that is hidden."""
        cell = Cell(table, structure, value)
        return None if cell in self.hidden else self.counts.get(cell, 0)

    def structures(self) -> tuple[str, ...]:
        """Structures that were met."""
        return tuple(sorted({cell.structure for cell in self.counts if cell.table == STRUCTURE}))

    def values(self, table: str) -> tuple[str, ...]:
        """Values that were met in a table."""
        return tuple(sorted({cell.value for cell in self.counts if cell.table == table}))


@dataclass(frozen=True)
class Revision:
    """One making of a daily report: its number of calls, and when it was made."""

    number: int
    calls: int
    made_at: datetime


@dataclass(frozen=True)
class Day:
    """The daily report of a day; `lines` is how many helplines it adds up."""

    day: date
    counts: Counts
    seconds: int
    lines: int
    revisions: tuple[Revision, ...]


@dataclass(frozen=True)
class HalfYear:
    """The analysis of a half-year; `days` of it are reported, `analyses` say when it was made before."""

    year: int
    half: int
    level: Disclosure
    counts: Counts
    days: int
    last_day: date | None
    seconds: int
    analyses: tuple[Revision, ...]


def day_of(day: date, *, actor: Actor) -> Day | None:
    """The daily report of the own line, or of all for the coordinator's office; None for a day without one.

    Four queries. Raises NotPermitted.
    """
    actor.must(Permission.CALL_REPORT)
    actor.must(Permission.CALL_READ)
    reports = list(_reports(actor).filter(day=day).order_by("revision", "pk"))
    current = [report for report in reports if report.is_current]
    if not current:
        return None
    return Day(
        day=day,
        counts=Counts(_added(_counts(actor).filter(day=day))),
        seconds=sum(report.seconds for report in current),
        lines=len(current),
        revisions=tuple(Revision(report.revision, report.calls, report.made_at) for report in reports),
    )


def days_reported(*, actor: Actor, most: int = 31) -> tuple[tuple[date, int], ...]:
    """The last days that are reported, with their calls, the newest first. One query."""
    actor.must(Permission.CALL_REPORT)
    found = _reports(actor).filter(is_current=True).values("day").annotate(sum=Sum("calls")).order_by("-day")
    return tuple((row["day"], row["sum"]) for row in found[:most])


def level_for(wanted: str, *, actor: Actor) -> Disclosure:
    """The level that was asked for; the exact one only for the helpline and the coordinator. Raises NotPermitted."""
    actor.must(Permission.CALL_REPORT)
    level = Disclosure(wanted)
    if level is Disclosure.INTERNAL and not actor.may(Permission.CALL_READ):
        raise NotPermitted("report_not_for_you")
    return level


def levels_for(actor: Actor) -> tuple[Disclosure, ...]:
    """The levels that may be asked for."""
    return tuple(level for level in Disclosure if level is not Disclosure.INTERNAL or actor.may(Permission.CALL_READ))


def half_year_of(year: int, half: int, level: Disclosure, *, actor: Actor) -> HalfYear:
    """The analysis over all helplines, of the days that are reported. Five queries. Raises NotPermitted.

    Whoever may read it only with hidden numbers reads no row of the counts: the system adds up and hides.
    """
    level_for(level, actor=actor)
    first, last = half_days(year, half)
    with acting_as(SYSTEM):
        counts = DayCount.objects.filter(is_current=True, day__range=(first, last))
        reports = DayReport.objects.filter(is_current=True, day__range=(first, last))
        days = list(reports.values_list("day", "seconds"))
        added = _added(counts)
        if level is not Disclosure.PUBLIC:
            added |= _months(counts)
        analyses = list(Analysis.objects.filter(year=year, half=half).order_by("revision"))
    return HalfYear(
        year=year,
        half=half,
        level=level,
        counts=disclosed(added, level),
        days=len({day for day, _seconds in days}),
        last_day=max((day for day, _seconds in days), default=None),
        seconds=sum(seconds for _day, seconds in days),
        analyses=tuple(Revision(each.revision, each.calls, each.made_at) for each in analyses),
    )


def disclosed(counts: Mapping[Cell, int], level: Disclosure) -> Counts:
    """The counts as a level may see them."""
    if level is Disclosure.INTERNAL:
        return Counts(counts)
    smallest = vocabulary().threshold(SMALLEST[level])
    return Counts(counts, hidden(counts, sums(counts), smallest=smallest), smallest)


def years(*, actor: Actor, today: date) -> tuple[int, ...]:
    """Years with reported days, the latest first; this year in any case. One query."""
    actor.must(Permission.CALL_REPORT)
    with acting_as(SYSTEM):
        found = DayReport.objects.filter(is_current=True).dates("day", "year")
        return tuple(sorted({today.year, *(day.year for day in found)}, reverse=True))


def half_days(year: int, half: int) -> tuple[date, date]:
    """First and last day of a half-year."""
    if half == 1:
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year + 1, 1, 1) - timedelta(days=1)


def _reports(actor: Actor) -> QuerySet[DayReport]:
    body_id = own_body(actor)
    return DayReport.objects.filter(body_id=body_id) if body_id else DayReport.objects.all()


def _counts(actor: Actor) -> QuerySet[DayCount]:
    body_id = own_body(actor)
    found = DayCount.objects.filter(is_current=True)
    return found.filter(body_id=body_id) if body_id else found


def _added(counts: QuerySet[DayCount]) -> dict[Cell, int]:
    found = counts.values("table", "structure", "value").annotate(sum=Sum("calls")).order_by()
    added = {Cell(row["table"], row["structure"], row["value"]): int(row["sum"]) for row in found}
    return added or {Cell(TOTAL): 0}


def _months(counts: QuerySet[DayCount]) -> dict[Cell, int]:
    found = counts.filter(table=STRUCTURE).annotate(month=TruncMonth("day")).values("month", "structure")
    months: dict[str, dict[Cell, int]] = {}
    for row in found.annotate(sum=Sum("calls")).order_by():
        month = months.setdefault(f"{row['month']:%Y-%m}", {})
        month[Cell(STRUCTURE, row["structure"])] = int(row["sum"])
    return {cell: number for cell, number in by_month(months).items() if cell.table == MONTH}
