"""The first chapter of the implementation report: what a minister reads."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zaklon.common.money import Money
from zaklon.plan.kinds import ActivityCode, Payer
from zaklon.plan.outputs.figures import DONE, LACKING, Counts, Line, count, money_of, realisation, share, sources_of
from zaklon.plan.outputs.money import planned_total, spent_total
from zaklon.plan.outputs.objectives import objective_heading
from zaklon.plan.outputs.wording import Writer, summed
from zaklon.plan.queries.outputs_rows import ImplementationRows, Version
from zaklon.plan.states import ReportStatus
from zaklon.reporting.description import (
    Block,
    Chart,
    ChartKind,
    Column,
    Formula,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Row,
    Section,
    Series,
    Table,
    Term,
    Value,
)


def summary_sections(rows: ImplementationRows, lines: Sequence[Line], writer: Writer) -> Iterable[Section]:
    """Key figures, the realisation rate with its formula, the statuses as a chart and by objective."""
    counts = count(lines)
    blocks: list[Block] = [Paragraph(_in_words(rows, lines, counts, writer))]
    blocks += [KeyFigures(_figures(rows, lines, counts, writer)), _rate(rows, lines, counts, writer)]
    if rows.frame.version is Version.DRAFT:
        blocks.append(_how_far(rows, lines))
    yield Section(_("Summary"), tuple(blocks))
    yield Section(_("Status of the activities"), (_chart(counts), _by_objective(rows, lines)), level=2)


def _in_words(rows: ImplementationRows, lines: Sequence[Line], counts: Counts, writer: Writer) -> str:
    day = writer.day(rows.period.end_date)
    known = realisation(lines)
    sentences = [
        ngettext(
            "The plan holds %(total)s activity.",
            "The plan holds %(total)s activities.",
            counts.total,
        )
        % {"total": counts.total},
        ngettext(
            "Of the %(due)s activity that was due by %(day)s and whose status is known, %(done)s was implemented.",
            "Of the %(due)s activities that were due by %(day)s and whose status is known, %(done)s were implemented.",
            known.due,
        )
        % {"due": known.due, "day": day, "done": known.done},
        _("Partly implemented: %(partly)s. Not implemented: %(lacking)s. Late, whatever their status: %(late)s.")
        % {
            "partly": counts.by_code[ActivityCode.PARTLY],
            "lacking": counts.by_code[ActivityCode.NOT],
            "late": counts.late,
        },
    ]
    if known.due == 0:
        sentences[1] = _("By %(day)s no activity was due whose status is known.") % {"day": day}
    if counts.unknown:
        words = ngettext(
            "For %(count)s activity that has begun there is no report that counts; its status is not known.",
            "For %(count)s activities that have begun there is no report that counts; their status is not known.",
            counts.unknown,
        )
        sentences.append(words % {"count": counts.unknown})
    return " ".join(sentences)


def _figures(rows: ImplementationRows, lines: Sequence[Line], counts: Counts, writer: Writer) -> tuple[KeyFigure, ...]:
    money = money_of(lines, day=rows.period.end_date)
    donated = summed(
        amount
        for (payer, _body), each in sources_of(lines).items()
        if payer is Payer.DONATION
        for amount in each.planned
    )
    missing = _("without %(count)s activities of which nothing is known") % {"count": money.spent_unknown}
    return (
        KeyFigure(_("Implemented"), counts.done, note=_("I and IC")),
        KeyFigure(_("Partly implemented"), counts.by_code[ActivityCode.PARTLY], note="PI"),
        KeyFigure(_("Not implemented"), counts.by_code[ActivityCode.NOT], note="NI"),
        KeyFigure(_("Late"), counts.late),
        KeyFigure(
            _("Money planned"),
            planned_total(money),
            Kind.MONEY,
            note=_donations(donated, money.planned, writer),
        ),
        KeyFigure(_("Money spent"), spent_total(money), Kind.MONEY, note=missing if money.spent_unknown else ""),
    )


def _rate(rows: ImplementationRows, lines: Sequence[Line], counts: Counts, writer: Writer) -> Formula:
    unknown = sum(line.code is None and line.is_due(rows.period.end_date) for line in lines)
    note = _("Activities that are in progress, not due in the period or dropped are not counted.")
    if unknown:
        worst = realisation(lines)
        lowest = writer.percent(Decimal(100) * worst.done / (worst.due + unknown))
        words = ngettext(
            "%(count)s activity was due but has no report that counts; were it not implemented, the rate would be "
            "%(rate)s.",
            "%(count)s activities were due but have no report that counts; were they not implemented, the rate would "
            "be %(rate)s.",
            unknown,
        )
        note = " ".join((note, words % {"count": unknown, "rate": lowest}))
    terms = {code: Term(_coded(code), counts.by_code[code]) for code in (*DONE, *LACKING)}
    return Formula(
        _("Realisation rate"),
        numerator=tuple(terms[code] for code in DONE),
        denominator=tuple(terms.values()),
        note=note,
    )


def _donations(donated: tuple[Money, ...], planned: tuple[Money, ...], writer: Writer) -> str:
    part = share(donated, planned)
    if not donated:
        return _("no donations")
    words = {"amount": writer.amounts(donated)}
    if part is None:
        return _("of these donations %(amount)s") % words
    return _("of these donations %(amount)s (%(share)s)") % {**words, "share": writer.percent(part * 100)}


def _coded(code: ActivityCode) -> str:
    return _("%(status)s (%(code)s)") % {"status": code.label, "code": code.value}


def _chart(counts: Counts) -> Chart:
    shown = [code for code in ActivityCode if counts.by_code[code] or code in (*DONE, *LACKING)]
    names = [_coded(code) for code in shown]
    values = [counts.by_code[code] for code in shown]
    if counts.unknown:
        names.append(_("Status not known"))
        values.append(counts.unknown)
    parts = (
        _("%(status)s: %(count)s") % {"status": name, "count": value} for name, value in zip(names, values, strict=True)
    )
    alt = _("A bar for each status. %(parts)s.") % {"parts": "; ".join(parts)}
    return Chart(
        ChartKind.BAR,
        _("Activities by status"),
        alt,
        _("Status"),
        tuple(names),
        (Series(_("Activities"), tuple(values)),),
    )


def _by_objective(rows: ImplementationRows, lines: Sequence[Line]) -> Table:
    """One row for each objective, one column for each status."""
    codes = tuple(ActivityCode)
    columns = (
        Column(_("Objective"), width=5),
        *(Column(code.value, Kind.WHOLE, width=1) for code in codes),
        Column("?", Kind.WHOLE, width=1),
        Column(_("Late"), Kind.WHOLE, width=2),
        Column(_("All"), Kind.WHOLE, width=1),
    )
    by_id = {line.activity.activity_id: line for line in lines}
    cells = tuple(
        Row(
            (
                objective_heading(objective),
                *_status_cells(count(by_id[activity.activity_id] for activity in objective.activities)),
            )
        )
        for objective in rows.plan.objectives
    )
    notes = [_coded(code) for code in codes] + [_("Status not known (?)")]
    totals: tuple[Value, ...] = (_("Total"), *_status_cells(count(lines)))
    return Table(_("Status by objective"), columns, cells, totals, ("; ".join(notes),), is_wide=False)


def _status_cells(counts: Counts) -> tuple[int, ...]:
    return (*counts.by_code.values(), counts.unknown, counts.late, counts.total)


def _how_far(rows: ImplementationRows, lines: Sequence[Line]) -> Table:
    """In the draft: where the reports of the activities are on their way."""
    counted = [line.report.status for line in lines if line.report is not None]
    has_report = {line.activity.activity_id for line in lines if line.report is not None}
    places = [*counted, *(status for activity_id, status in rows.held_back.items() if activity_id not in has_report)]
    missing = sum(
        line.report is None
        and line.activity.activity_id not in rows.held_back
        and line.is_expected(rows.period.end_date)
        for line in lines
    )
    shown = (status for status in ReportStatus if status is not ReportStatus.SUPERSEDED)
    cells: list[Row] = []
    for status in shown:
        is_counted = pgettext("counted", "yes") if status in counted else pgettext("counted", "no")
        number = places.count(status)
        if number:
            cells.append(Row((str(status.label), number, is_counted)))
    cells.append(Row((_("Report not begun"), missing, pgettext("counted", "no"))))
    columns = (
        Column(_("Where the report is"), width=5),
        Column(_("Activities"), Kind.WHOLE),
        Column(_("Counted in this draft"), width=3),
    )
    values: tuple[Value, ...] = (_("Total"), len(places) + missing, "")
    return Table(_("How far the reports have come"), columns, tuple(cells), values)
