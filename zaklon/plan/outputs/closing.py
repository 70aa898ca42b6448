"""What stands after the objectives: what was not done and why, what goes on, corrections, obligations, the annex."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaklon.plan.kinds import ActivityCode, ReferenceKind
from zaklon.plan.outputs.figures import LACKING, Line, money_of
from zaklon.plan.outputs.money import planned_cell, planned_total, spent_cell, spent_total
from zaklon.plan.outputs.objectives import measure_heading, objective_heading
from zaklon.plan.outputs.wording import (
    Writer,
    reference_words,
    status_of,
    target_words,
    timing_of,
    value_words,
)
from zaklon.plan.queries.outputs_rows import ImplementationRows, ReferenceRow, Version
from zaklon.reporting.description import Block, Column, Kind, Paragraph, Row, Section, SubHeading, Table, Value

_MARKS = (ReferenceKind.BENCHMARK, ReferenceKind.RECOMMENDATION, ReferenceKind.PROGRAMME, ReferenceKind.LAW)


def closing_sections(rows: ImplementationRows, lines: Sequence[Line], writer: Writer) -> tuple[Section, ...]:
    """The chapters after the objectives and the money, with the annex last."""
    return (
        Section(_("Activities not implemented, and why"), (_lacking(rows, lines),)),
        Section(_("Activities carried over"), (_carried_over(rows, lines),)),
        Section(_("Corrections"), (_corrections(lines),)),
        Section(_("Benchmarks, recommendations and other obligations"), tuple(_obligations(rows, lines))),
        Section(_("Annex: all activities"), (_annex(rows, lines, writer),)),
    )


def _lacking(rows: ImplementationRows, lines: Sequence[Line]) -> Block:
    found = [line for line in lines if _is_lacking(line, rows)]
    if not found:
        return Paragraph(_("There is no such activity in this period."))
    columns = (
        Column(pgettext("number of an activity", "No"), width=2),
        Column(_("Activity"), width=6),
        Column(_("Lead body"), width=5),
        Column(_("Deadline"), Kind.DATE, width=4),
        Column(_("Status"), Kind.STATUS, width=5),
        Column(_("Why, and what comes next"), width=7),
    )
    cells = [
        Row(
            (
                line.activity.code,
                line.activity.title,
                line.activity.lead,
                line.activity.due_date,
                status_of(line.code, is_late=line.is_late),
                _why(line),
            )
        )
        for line in found
    ]
    return Table(
        _("Activities not implemented, partly implemented, dropped or not reported"),
        columns,
        tuple(cells),
        is_wide=False,
    )


def _is_lacking(line: Line, rows: ImplementationRows) -> bool:
    if line.code is None:
        return line.is_due(rows.period.end_date)
    return line.code in LACKING or line.code is ActivityCode.DROPPED


def _why(line: Line) -> Value:
    """The obstacles and the next step in the words of the lead body; None where nobody said anything."""
    if line.activity.dropped_reason and line.code is ActivityCode.DROPPED:
        return line.activity.dropped_reason
    if line.report is None:
        return None
    texts = (line.report.obstacles_text, line.report.next_step_text)
    return "\n".join(text for text in texts if text) or None


def _carried_over(rows: ImplementationRows, lines: Sequence[Line]) -> Block:
    pairs = [(line, rows.carried_on.get(line.activity.activity_id)) for line in lines]
    found = [(line, later) for line, later in pairs if later or line.activity.carried_from]
    if not found:
        return Paragraph(_("No activity was carried over from an earlier plan or into a later one."))
    columns = (
        Column(pgettext("number of an activity", "No"), width=2),
        Column(_("Activity"), width=5),
        Column(_("Carried over from"), width=3),
        Column(_("Carried over into"), width=3),
        Column(_("Status"), Kind.STATUS, width=3),
    )
    place = _("plan for %(year)s, activity %(code)s")
    cells = []
    for line, later in found:
        former = line.activity.carried_from
        cells.append(
            Row(
                (
                    line.activity.code,
                    line.activity.title,
                    place % {"year": former.year, "code": former.code} if former else _("new in this plan"),
                    place % {"year": later.year, "code": later.code} if later else _("not carried over"),
                    status_of(line.code, is_late=line.is_late),
                )
            )
        )
    return Table(
        _("Activities carried over from earlier plans and into later ones"), columns, tuple(cells), is_wide=False
    )


def _corrections(lines: Sequence[Line]) -> Block:
    found = [line.report for line in lines if line.report is not None and line.report.revision > 1]
    if not found:
        return Paragraph(_("No report of this period has been corrected."))
    columns = (
        Column(pgettext("number of an activity", "No"), width=2),
        Column(_("Activity"), width=5),
        Column(_("Revision"), Kind.WHOLE, width=2),
        Column(_("Adopted on"), Kind.DATE, width=3),
        Column(_("Reason for the correction"), width=5),
    )
    cells = [
        Row(
            (
                line.activity.code,
                line.activity.title,
                line.report.revision,
                timezone.localdate(line.report.adopted_at) if line.report.adopted_at else _("not adopted yet"),
                line.report.correction_reason,
            )
        )
        for line in lines
        if line.report is not None and line.report.revision > 1
    ]
    return Table(_("Reports of this period that were corrected"), columns, tuple(cells), is_wide=False)


def _obligations(rows: ImplementationRows, lines: Sequence[Line]) -> Iterable[Block]:
    if not rows.plan.references:
        yield Paragraph(_("The plan names no benchmark, recommendation, programme or law."))
        return
    columns = (
        Column(pgettext("number of an activity", "No"), width=2),
        Column(_("Activity"), width=6),
        Column(_("Lead body"), width=4),
        Column(_("Status"), Kind.STATUS, width=4),
    )
    order = {kind: place for place, kind in enumerate(_MARKS)}
    cells: list[Row | SubHeading] = []
    for reference in sorted(rows.plan.references, key=lambda each: order[each.kind]):
        cells.append(SubHeading(reference_words(reference)))
        cells += _answering(reference, lines)
    yield Table(_("What each obligation is answered by"), columns, tuple(cells), is_wide=False)


def _answering(reference: ReferenceRow, lines: Sequence[Line]) -> Iterable[Row]:
    found = [line for line in lines if reference.reference_id in line.activity.reference_ids]
    for line in found:
        status = status_of(line.code, is_late=line.is_late)
        yield Row((line.activity.code, line.activity.title, line.activity.lead, status))
    if not found:
        yield Row(("–", _("No activity of this plan refers to it."), "–", "–"))


def _annex(rows: ImplementationRows, lines: Sequence[Line], writer: Writer) -> Table:
    columns = [
        Column(pgettext("number of an activity", "No"), width=2),
        Column(_("Activity"), width=6),
        Column(_("Lead body"), width=4),
        Column(_("Partners"), width=4),
        Column(_("Deadline"), Kind.DATE, width=3),
        Column(_("Status"), Kind.STATUS, width=4),
        Column(_("Results"), width=7),
        Column(_("Planned"), Kind.MONEY, width=3),
        Column(_("Spent"), Kind.MONEY, width=3),
    ]
    by_id = {line.activity.activity_id: line for line in lines}
    cells: list[Row | SubHeading] = []
    for objective in rows.plan.objectives:
        cells.append(SubHeading(objective_heading(objective)))
        for measure in objective.measures:
            cells.append(SubHeading(measure_heading(measure), level=2))
            cells += [Row(_annex_cells(by_id[activity.activity_id], rows, writer)) for activity in measure.activities]
    total = money_of(lines, day=rows.period.end_date)
    totals: tuple[Value, ...] = (_("Total"), *("",) * 6, planned_total(total), spent_total(total))
    if rows.frame.version is Version.DRAFT:
        columns.append(Column(_("Standing of the report"), width=4))
        totals = (*totals, "")
    return Table(_("All activities of the plan"), tuple(columns), tuple(cells), totals, is_wide=True)


def _annex_cells(line: Line, rows: ImplementationRows, writer: Writer) -> tuple[Value, ...]:
    activity = line.activity
    cells: tuple[Value, ...] = (
        activity.code,
        activity.title,
        activity.lead,
        "; ".join(activity.partners) or pgettext("partners", "none"),
        activity.due_date,
        status_of(line.code, is_late=line.is_late),
        "\n".join(_results(line, rows, writer)),
        planned_cell(activity, writer),
        spent_cell(line),
    )
    return (*cells, _standing(line, rows)) if rows.frame.version is Version.DRAFT else cells


def _results(line: Line, rows: ImplementationRows, writer: Writer) -> Iterable[str]:
    timing = timing_of(line.activity, rows.period.end_date)
    for result in line.activity.results:
        value = line.report.values.get(result.result_id) if line.report else None
        target = target_words(result, writer)
        sentence = _("%(text)s: %(value)s (target: %(target)s)") if target else _("%(text)s: %(value)s")
        words = {"text": result.text, "value": value_words(result, value, timing, writer), "target": target}
        yield sentence % words


def _standing(line: Line, rows: ImplementationRows) -> str:
    if line.report is not None:
        return str(line.report.status.label)
    held_back = rows.held_back.get(line.activity.activity_id)
    return str(held_back.label) if held_back else _("not begun")
