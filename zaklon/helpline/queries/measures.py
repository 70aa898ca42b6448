"""Measures that the plan's indicators read: over all helplines, both days of the period included."""

from datetime import date, timedelta

from django.db.models import Max, Sum

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.helpline.models import Analysis, Call, DayReport
from zaklon.helpline.queries.counts import half_days
from zaklon.helpline.queries.lines import every_line


def calls_received(start: date, end: date) -> int:
    """Calls that began in the period: of the days that are reported as reported, of the others as logged so far.

    Repeats and silent calls count, each once. Three queries and one for each line; only days without a report are
    counted call by call.
    """
    with acting_as(SYSTEM):
        reports = DayReport.objects.filter(is_current=True, day__range=(start, end))
        reported = reports.aggregate(sum=Sum("calls"))["sum"] or 0
        return int(reported) + _not_reported(start, end)


def daily_reports_made(start: date, end: date) -> int:
    """Days of the period of which a daily report was made. One query."""
    with acting_as(SYSTEM):
        return DayReport.objects.filter(is_current=True, day__range=(start, end)).values("day").distinct().count()


def analyses_made(start: date, end: date) -> int:
    """Half-year analyses of half-years that end in the period; made again, one counts once. One query."""
    with acting_as(SYSTEM):
        made = set(Analysis.objects.values_list("year", "half"))
    return sum(start <= half_days(year, half)[1] <= end for year, half in made)


def _not_reported(start: date, end: date) -> int:
    """Calls of days after the last report of their line, and of lines that never had one."""
    last = dict(DayReport.objects.filter(is_current=True).values_list("body_id").annotate(last=Max("day")))
    total = 0
    for body_id in every_line():
        first = max(start, last[body_id] + timedelta(days=1)) if body_id in last else start
        total += Call.objects.filter(body_id=body_id, day__range=(first, end)).count()
    return total
