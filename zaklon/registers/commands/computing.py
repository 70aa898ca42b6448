"""Bringing the plan's numbers up to what the registers say."""

from datetime import date, datetime

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.plan.commands.measurements import IndicatorEntry, record_measurement, refresh_report
from zaklon.plan.queries.measured import indicator_years, open_reports
from zaklon.registers.counting import Days
from zaklon.registers.queries.measures import read_measure
from zaklon.vocabulary.queries import vocabulary


def recompute(*, today: date, now: datetime) -> int:
    """Let every open report and every performance indicator say what is counted today; gives how many changed or held.

    A performance indicator is counted for each whole year of its strategy that has begun.
    """
    with acting_as(SYSTEM):
        changed = sum(refresh_report(report_id, actor=SYSTEM, now=now) for report_id in open_reports())
        measures = vocabulary().measures
        for name, year in indicator_years(today):
            measure = measures.get(name)
            days = Days(date(year, 1, 1), date(year, 12, 31))
            said = read_measure(measure, days).number if measure else None
            if said is not None:
                entry = IndicatorEntry(days.start, days.end, number=said)
                changed += record_measurement(name, entry, actor=SYSTEM, now=now)
        return changed
