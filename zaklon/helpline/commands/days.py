"""The daily reports: made each midnight, made again as a further revision when a call comes late or is corrected.

A logger holds its day shared until it commits, whoever counts a day holds it alone: so no call is missed by a report
that is made at the same moment.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.dates import half_year_end
from zaklon.helpline.models import Analysis, Call, DayCount, DayReport
from zaklon.helpline.queries.lines import first_day_to_count, lines_on
from zaklon.helpline.queries.settings import zone_of
from zaklon.helpline.rules.counting import ALONE, CallFact, count
from zaklon.vocabulary.queries import vocabulary

_FAMILY = 7316
_SHARED = "SELECT pg_advisory_xact_lock_shared(%s, hashtext(%s))"
_ALONE = "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"
_DAYS_AT_ONCE = 31
_ROWS_AT_ONCE = 5000
_COLUMNS = ("day", "structure", "channel", "seconds", "earlier", *(name for name in ALONE if name != "repeat"))


def hold_day(body_id: UUID, day: date, *, now: datetime) -> None:
    """Keep whoever counts the day waiting until this transaction ends.

    A day that is over may have to be counted again at once, so it is held alone from the beginning.
    """
    is_over = day < now.astimezone(zone_of(vocabulary())).date()
    _lock(_ALONE if is_over else _SHARED, body_id, day)


def make_due_reports(*, now: datetime) -> int:
    """Make the daily report of each line for every finished day that has none; gives how many.

    Finished is a day of the country's clock. Raises NotAllowedNow before a pack is loaded.
    """
    done = 0
    with acting_as(SYSTEM):
        today = now.astimezone(zone_of(vocabulary())).date()
        # A line that ended at this midnight has its last day reported too.
        answering = {*lines_on(today), *lines_on(today - timedelta(days=1))}
        lines = {body: first_day_to_count(body) for body in sorted(answering)}
    for body_id, first in lines.items():
        days = _days(first or today - timedelta(days=1), today - timedelta(days=1))
        for place in range(0, len(days), _DAYS_AT_ONCE):
            done += _make_days(body_id, days[place : place + _DAYS_AT_ONCE], now)
    return done


def recount(body_id: UUID, days: Iterable[date], *, actor: Actor, now: datetime) -> int:
    """Make a further revision of the reports that there are of these days; gives how many."""
    with acting_as(SYSTEM):
        wanted = sorted(set(days))
        reported = DayReport.objects.filter(body_id=body_id, day__in=wanted, is_current=True)
        found = sorted(reported.values_list("day", flat=True))
        for day in found:
            _lock(_ALONE, body_id, day)
            _count_days(body_id, [day], now)
            record("helpline.day_counted", day, by=actor, at=now, fields=["revision"])
    return len(found)


def make_due_analyses(*, now: datetime) -> int:
    """Note the analysis of each half-year that is over and reported, and again where its sum has changed."""
    done = 0
    with acting_as(SYSTEM):
        today = now.astimezone(zone_of(vocabulary())).date()
        _lock(_ALONE, UUID(int=0), date.min)
        oldest = DayReport.objects.order_by("day").values_list("day", flat=True).first()
        if oldest is None:
            return 0
        first = _half_begins(oldest)
        while (last := half_year_end(first)) < today:
            done += _note_analysis(first, last, now)
            first = last + timedelta(days=1)
    return done


def _half_begins(day: date) -> date:
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def _note_analysis(first: date, last: date, now: datetime) -> int:
    reports = DayReport.objects.filter(day__range=(first, last), is_current=True)
    calls = sum(reports.values_list("calls", flat=True))
    half = 1 if first.month == 1 else 2
    former = Analysis.objects.filter(year=first.year, half=half).order_by("-revision").first()
    if former is not None and former.calls == calls:
        return 0
    revision = former.revision + 1 if former else 1
    Analysis.objects.create(year=first.year, half=half, revision=revision, calls=calls, made_at=now)
    record("helpline.analysis_made", f"{first.year}-{half}", by=SYSTEM, at=now, fields=[f"revision_{revision}"])
    return 1


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


@transaction.atomic
def _make_days(body_id: UUID, days: Sequence[date], now: datetime) -> int:
    with acting_as(SYSTEM):
        for day in days:
            _lock(_ALONE, body_id, day)
        # Another worker may have been here while this one waited.
        made = set(DayReport.objects.filter(body_id=body_id, day__in=days).values_list("day", flat=True))
        missing = [day for day in days if day not in made]
        if missing:
            _count_days(body_id, missing, now)
            record("helpline.day_counted", missing[-1], by=SYSTEM, at=now)
    return len(missing)


def _count_days(body_id: UUID, days: Sequence[date], now: datetime) -> None:
    """A new revision of each day, in a few statements however many days."""
    former = {row.day: row.revision for row in DayReport.objects.filter(body_id=body_id, day__in=days, is_current=True)}
    if former:
        DayReport.objects.filter(body_id=body_id, day__in=former, is_current=True).update(is_current=False)
        DayCount.objects.filter(body_id=body_id, day__in=former, is_current=True).update(is_current=False)
    facts = _facts(body_id, days)
    reports = [
        DayReport(
            body_id=body_id,
            day=day,
            revision=former.get(day, 0) + 1,
            is_current=True,
            calls=len(facts[day]),
            seconds=sum(fact.seconds for fact in facts[day]),
            made_at=now,
        )
        for day in days
    ]
    DayReport.objects.bulk_create(reports)
    rows = [
        DayCount(
            report=report,
            body_id=body_id,
            day=report.day,
            is_current=True,
            table=cell.table,
            structure=cell.structure,
            value=cell.value,
            calls=number,
        )
        for report in reports
        for cell, number in count(facts[report.day]).items()
    ]
    DayCount.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)


def _facts(body_id: UUID, days: Sequence[date]) -> dict[date, list[CallFact]]:
    facts: dict[date, list[CallFact]] = {day: [] for day in days}
    found = Call.objects.filter(body_id=body_id, day__in=days).values_list(*_COLUMNS)
    for day, structure, channel, seconds, earlier, *codes in found.iterator():
        told = (*(str(code) for code in codes), "yes" if earlier else "no")
        facts[day].append(CallFact(structure, channel, told, seconds or 0))
    return facts


def _lock(statement: str, body_id: UUID, day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_FAMILY, f"{body_id} {day}"])
