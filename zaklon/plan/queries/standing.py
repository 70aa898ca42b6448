"""How each activity of a plan stands at the end of a period, from the reports that the reader may see.

A report counts once the head of its body has approved it. Of an activity's reports the latest period counts, and in
it the adopted revision before an open correction. What was implemented in an earlier period stays implemented; any
other status of an earlier period is no status of this one, so the activity has no report yet, which is not the same as
nothing done.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from zaklon.plan.kinds import ActivityCode
from zaklon.plan.models import KeyMeasure
from zaklon.plan.queries.choosing import PeriodChoice
from zaklon.plan.rules.status import Realisation, realisation_rate
from zaklon.plan.states import ReportStatus

# Instead of an ActivityCode: begun by the end of the period, and nobody has reported.
NO_REPORT = ""
REPORTED = (ReportStatus.APPROVED, ReportStatus.CHECKED, ReportStatus.ADOPTED)

# latest: one row per activity with a report. standing: one row per activity of the plan.
_STEPS = """
WITH latest AS (
    SELECT DISTINCT ON (r.activity_id)
           r.activity_id, r.id AS report_id, r.period_id, r.code, r.is_late, r.status, r.is_adopted
    FROM plan_progressreport r
    JOIN plan_reportingperiod p ON p.id = r.period_id AND p.plan_id = %(plan)s
    WHERE r.plan_id = %(plan)s AND p.end_date <= %(end)s AND r.status = ANY(%(reported)s)
    ORDER BY r.activity_id, p.end_date DESC, r.is_adopted DESC, r.revision DESC
),
counted AS (
    SELECT a.id, a.lead_body_id, a.measure_id, a.due_date, a.code AS activity_code, a.title, a.position, l.report_id,
           coalesce(l.status, '') AS status, coalesce(l.is_adopted, false) AS is_adopted, l.is_late AS said_late,
           CASE WHEN a.dropped_on <= %(end)s THEN 'CX'
                WHEN l.period_id = %(period)s OR l.code = 'I' THEN l.code
                WHEN a.start_date > %(end)s THEN 'XX'
                ELSE '' END AS code
    FROM plan_activity a
    LEFT JOIN latest l ON l.activity_id = a.id
    WHERE a.plan_id = %(plan)s
),
standing AS (
    SELECT c.*,
           CASE c.code WHEN 'CX' THEN false
                       WHEN '' THEN c.due_date <= %(end)s AND c.due_date < %(today)s
                       ELSE coalesce(c.said_late, false) END AS is_late
    FROM counted c
)
"""


@dataclass(frozen=True)
class Standing:
    """One activity: status code (or NO_REPORT), late flag, and the report that says so."""

    code: str
    is_late: bool
    report_id: UUID | None
    report_status: str
    is_adopted: bool


@dataclass(frozen=True)
class Tally:
    """Activities counted by status code; `unreported_due` are those without a report whose deadline has passed."""

    counts: Mapping[str, int]
    late: int
    unreported_due: int
    adopted: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def realisation(self) -> Realisation:
        """Implemented share of what was due and reported on."""
        return realisation_rate(self._codes())

    @property
    def at_least(self) -> Realisation:
        """The same if everything that was due without a report counted as not implemented."""
        return realisation_rate([*self._codes(), *[ActivityCode.NOT] * self.unreported_due])

    def _codes(self) -> list[ActivityCode]:
        return [ActivityCode(code) for code, count in self.counts.items() if code for _each in range(count)]


@dataclass(frozen=True)
class CountRow:
    """How many activities of an area (led by a body) share a status."""

    area_id: UUID
    lead_body_id: UUID
    code: str
    is_late: bool
    is_adopted: bool
    count: int


def rows_of(select: str, plan_id: UUID, period: PeriodChoice, today: date, **more: Any) -> list[tuple[Any, ...]]:
    """Rows of a SELECT over the steps `latest` and `standing`; `more` are further values to bind."""
    bound = {
        "plan": plan_id,
        "period": period.period_id,
        "end": period.end_date,
        "today": today,
        "reported": [status.value for status in REPORTED],
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STEPS + select, bound)
        return list(cursor.fetchall())


def standings(plan_id: UUID, period: PeriodChoice | None, *, today: date) -> dict[UUID, Standing]:
    """Each activity of the plan by id; empty while no period is open. One query."""
    if period is None:
        return {}
    select = "SELECT id, code, is_late, report_id, status, is_adopted FROM standing"
    return {row[0]: Standing(*row[1:]) for row in rows_of(select, plan_id, period, today)}


def count_rows(plan_id: UUID, period: PeriodChoice | None, *, today: date) -> list[CountRow]:
    """Activities counted by area, lead body and status. Two queries, one row per combination that occurs."""
    if period is None:
        return []
    select = """
        SELECT measure_id, lead_body_id, code, is_late, is_adopted, count(*) FROM standing
        GROUP BY 1, 2, 3, 4, 5
    """
    areas = areas_of_measures(plan_id)
    counts: Counter[tuple[UUID, UUID, str, bool, bool]] = Counter()
    for measure_id, *key, count in rows_of(select, plan_id, period, today):
        counts[areas[measure_id], *key] += count
    return [CountRow(*key, count) for key, count in sorted(counts.items())]


def areas_of_measures(plan_id: UUID) -> dict[UUID, UUID]:
    """The area of each key measure of a plan. One query.

    Asked apart: joined to the activities, the policies of measures and objectives cost ten times as much (measured).
    """
    found = KeyMeasure.objects.filter(plan_id=plan_id)
    return dict(found.values_list("pk", "objective__area_id"))


def tally(rows: Iterable[CountRow]) -> Tally:
    """Add up counted rows; every code is present, also with none."""
    counts = dict.fromkeys([*(code.value for code in ActivityCode), NO_REPORT], 0)
    late = unreported_due = adopted = 0
    for row in rows:
        counts[row.code] += row.count
        late += row.count if row.is_late else 0
        unreported_due += row.count if row.is_late and row.code == NO_REPORT else 0
        adopted += row.count if row.is_adopted else 0
    return Tally(counts, late, unreported_due, adopted)
