"""The results of a period, objective by objective and activity by activity."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zaklon.plan.kinds import ActivityCode, FundingState
from zaklon.plan.measured import records_href
from zaklon.plan.outputs.figures import Line, line_of
from zaklon.plan.outputs.indicators import indicator_table
from zaklon.plan.outputs.wording import (
    Writer,
    money_words,
    state_of,
    state_words,
    status_of,
    target_words,
    timing_of,
    value_words,
)
from zaklon.plan.queries.outputs_rows import ActivityRow, ImplementationRows, MeasureRow, ObjectiveRow, ResultRow
from zaklon.plan.states import ReportStatus
from zaklon.reporting.description import Block, Definition, Definitions, Kind, Paragraph, Section


def objective_heading(objective: ObjectiveRow) -> str:
    """An objective by its number and area."""
    return _("Objective %(number)s: %(area)s") % {"number": objective.number, "area": objective.area}


def measure_heading(measure: MeasureRow) -> str:
    """A measure by its label and text."""
    return _("Measure %(label)s: %(text)s") % {"label": measure.label, "text": measure.text}


def activity_heading(activity: ActivityRow) -> str:
    """An activity by its number and title."""
    return _("Activity %(code)s: %(title)s") % {"code": activity.code, "title": activity.title}


def objective_sections(rows: ImplementationRows, writer: Writer) -> Iterable[Section]:
    """A chapter for each objective: its indicators, then its measures with their activities."""
    for objective in rows.plan.objectives:
        yield Section(objective_heading(objective), (Paragraph(objective.text),))
        if objective.indicators:
            table = indicator_table(
                _("Performance indicators of objective %(number)s") % {"number": objective.number},
                objective.indicators,
                rows.period.end_date,
                writer,
            )
            yield Section(_("Performance indicators"), (table,), level=2)
        for measure in objective.measures:
            yield Section(measure_heading(measure), _nothing_under(measure), level=2)
            for activity in measure.activities:
                yield _activity_section(activity, rows, writer)
        if not objective.measures:
            yield Section(_("Activities"), (Paragraph(_("The plan has no activity for this objective.")),), level=2)


def _nothing_under(measure: MeasureRow) -> tuple[Block, ...]:
    return () if measure.activities else (Paragraph(_("The plan has no activity under this measure.")),)


def _activity_section(activity: ActivityRow, rows: ImplementationRows, writer: Writer) -> Section:
    report = rows.reports.get(activity.activity_id)
    line = line_of(activity, report, rows.period, timezone.localdate(rows.frame.made_at))
    status = Definition(_("Status"), status_of(line.code, is_late=line.is_late), Kind.STATUS)
    items = (
        status,
        *_standing_of_report(line, rows),
        *_who_and_when(activity, writer),
        *(_result(place, each, line, rows, writer) for place, each in enumerate(activity.results, start=1)),
        *_said(line, rows, writer),
        *_money(line, writer),
    )
    return Section(activity_heading(activity), (Definitions(items),), level=3)


def _standing_of_report(line: Line, rows: ImplementationRows) -> Iterable[Definition]:
    """Where the report is on its way, wherever that is not simply adopted."""
    held_back = rows.held_back.get(line.activity.activity_id)
    if line.report is not None and line.report.status is not ReportStatus.ADOPTED:
        words = _("%(standing)s: not adopted yet") % {"standing": line.report.status.label}
        yield Definition(_("Standing of the report"), words)
    elif line.report is None and held_back is not None:
        words = _("%(standing)s: not counted yet") % {"standing": held_back.label}
        yield Definition(_("Standing of the report"), words)
    if line.report is not None and line.report.late_accepted_reason:
        yield Definition(_("Late result accepted"), line.report.late_accepted_reason)


def _who_and_when(activity: ActivityRow, writer: Writer) -> Iterable[Definition]:
    yield Definition(_("Lead body"), activity.lead)
    if activity.partners:
        yield Definition(_("Partners"), "; ".join(activity.partners))
    sentences = _("from %(start)s, all the time until %(day)s") if activity.is_continuous else _("%(start)s to %(day)s")
    words = sentences % {"start": writer.day(activity.start_date), "day": writer.day(activity.due_date)}
    yield Definition(pgettext("activity", "Time"), words)
    if activity.dropped_on is not None:
        dropped = _("%(day)s (%(reason)s)")
        words = dropped % {"day": writer.day(activity.dropped_on), "reason": activity.dropped_reason}
        yield Definition(_("Dropped"), words)


def _result(number: int, result: ResultRow, line: Line, rows: ImplementationRows, writer: Writer) -> Definition:
    value = line.report.values.get(result.result_id) if line.report else None
    timing = timing_of(line.activity, rows.period.end_date)
    words = {
        "text": result.text,
        "target": target_words(result, writer),
        "value": value_words(result, value, timing, writer),
        "state": state_words(state_of(result, value, timing)),
    }
    if not words["target"]:
        sentence = _("%(text)s. Reported: %(value)s. State: %(state)s.")
    elif value is None:
        sentence = _("%(text)s. Target: %(target)s. Reported: not known.")
    else:
        sentence = _("%(text)s. Target: %(target)s. Reported: %(value)s. State: %(state)s.")
    is_computed = value is not None and value.is_computed
    href = records_href(result.result_id, rows.period.end_date) if is_computed else ""
    return Definition(_("Result %(number)s") % {"number": number}, sentence % words, href=href)


def _said(line: Line, rows: ImplementationRows, writer: Writer) -> Iterable[Definition]:
    report = line.report
    if report is None:
        return
    if report.period_id != rows.period.period_id:
        yield Definition(_("Last report"), _("What follows was reported for an earlier period of the year."))
    texts = (
        (_("What was done"), report.done_text),
        (_("Obstacles"), report.obstacles_text),
        (_("Next step"), report.next_step_text),
    )
    for term, text in texts:
        if text:
            yield Definition(term, text)
    if report.completed_on is not None:
        yield Definition(_("Completed on"), writer.day(report.completed_on))
    files = ngettext("%(count)s file", "%(count)s files", report.evidence) % {"count": report.evidence}
    yield Definition(_("Evidence"), files if report.evidence else _("no file attached"))
    if report.asked:
        words = ngettext(
            "%(confirmed)s of %(count)s partner confirmed its part",
            "%(confirmed)s of %(count)s partners confirmed their part",
            report.asked,
        )
        yield Definition(_("Partners' word"), words % {"confirmed": report.confirmed, "count": report.asked})


def _money(line: Line, writer: Writer) -> Iterable[Definition]:
    activity = line.activity
    if activity.funding is FundingState.NONE_REQUIRED and not line.spent:
        yield Definition(_("Money"), _("No funding required"))
        return
    planned = money_words(activity.money, writer) if activity.money else _("unclear in the plan")
    yield Definition(_("Money planned"), planned)
    if line.spent:
        yield Definition(_("Money spent"), money_words(line.spent, writer))
    elif line.code is not ActivityCode.NOT_DUE:
        yield Definition(_("Money spent"), None)
