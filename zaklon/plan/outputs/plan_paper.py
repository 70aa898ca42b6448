"""The yearly plan itself, printed as a paper."""

from collections.abc import Iterable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaklon.plan.outputs.context import money_frame_words, plan_words, strategy_words
from zaklon.plan.outputs.figures import Line, MoneySum, money_of, sources_of
from zaklon.plan.outputs.indicators import promise_table
from zaklon.plan.outputs.money import money_notes, planned_cell, planned_total, share_of_planned, unclear_column
from zaklon.plan.outputs.objectives import measure_heading, objective_heading
from zaklon.plan.outputs.wording import Writer, reference_words, source_words, target_words
from zaklon.plan.queries.outputs_rows import ActivityRow, ObjectiveRow, PaperRows, PlanRow, Version
from zaklon.reporting.description import (
    Block,
    Column,
    Definition,
    Definitions,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    SubHeading,
    Table,
    Value,
)
from zaklon.reporting.languages import language


def plan_paper(rows: PaperRows, language_code: str) -> Report:
    """Describe the paper; every word is in the language."""
    plan = rows.plan
    is_draft = rows.frame.version is Version.DRAFT
    with translation.override(language_code):
        writer = Writer(language(language_code))
        return Report(
            title=plan.title,
            subtitle=plan.strategy.title,
            period=Period(date(plan.year, 1, 1), date(plan.year, 12, 31)),
            language=language_code,
            made_at=rows.frame.made_at,
            made_by=rows.frame.made_by,
            reference=f"PLAN-{plan.strategy.code}-{plan.year}",
            revision=plan.revision,
            standing=_("Draft, not adopted") if is_draft else pgettext("plan", "Adopted"),
            is_draft=is_draft,
            sections=tuple(_sections(plan, writer)),
            notes=(
                _("The body that is named first is responsible; the others are its partners."),
                _("The deadline of an activity is the last day of its end quarter."),
            ),
        )


def _sections(plan: PlanRow, writer: Writer) -> Iterable[Section]:
    yield Section(_("Frame"), tuple(_frame(plan, writer)))
    for objective in plan.objectives:
        yield Section(objective_heading(objective))
        yield from _objective_parts(objective, writer)
    yield Section(_("Money of the plan"), (_money(plan),))
    if plan.references:
        yield Section(_("What the activities answer to"), (_references(plan),))


def _frame(plan: PlanRow, writer: Writer) -> Iterable[Block]:
    yield Paragraph(strategy_words(plan))
    yield Paragraph(plan_words(plan, writer))
    yield Paragraph(money_frame_words(plan))
    texts = [(_("Vision"), plan.strategy.vision), (_("Mission"), plan.strategy.mission)]
    texts += [
        (_("Goal %(number)s, by %(year)s") % {"number": number, "year": year}, text)
        for number, text, year in plan.strategy.goals
    ]
    items = tuple(Definition(term, text) for term, text in texts if text)
    if items:
        yield Definitions(items)


def _objective_parts(objective: ObjectiveRow, writer: Writer) -> Iterable[Section]:
    if objective.indicators:
        caption = _("Performance indicators of objective %(number)s") % {"number": objective.number}
        table = promise_table(caption, objective.text, objective.indicators, writer)
        yield Section(_("Performance indicators"), (table,), level=2)
    if objective.measures:
        yield Section(_("Measures and activities"), (_activities(objective, writer),), level=2)
    else:
        yield Section(
            _("Measures and activities"), (Paragraph(_("The plan has no activity for this objective.")),), level=2
        )


def _activities(objective: ObjectiveRow, writer: Writer) -> Table:
    columns = (
        Column(pgettext("number of an activity", "No"), width=2),
        Column(_("Activity"), width=6),
        Column(_("Responsible body and partners"), width=5),
        Column(_("Start"), Kind.QUARTER, width=2),
        Column(_("Planned end"), Kind.QUARTER, width=2),
        Column(_("Result indicators"), width=6),
        Column(_("Money"), Kind.MONEY, width=3),
        Column(_("Source"), width=4),
    )
    lines: list[Row | SubHeading] = [SubHeading(objective.text)]
    for measure in objective.measures:
        lines.append(SubHeading(measure_heading(measure), level=2))
        lines += [Row(_activity_cells(activity, writer)) for activity in measure.activities]
    caption = _("Activities of objective %(number)s") % {"number": objective.number}
    return Table(caption, columns, tuple(lines), is_wide=True)


def _activity_cells(activity: ActivityRow, writer: Writer) -> tuple[Value, ...]:
    title = activity.title
    if activity.dropped_on is not None:
        words = _("%(title)s (dropped on %(day)s: %(reason)s)")
        day = writer.day(activity.dropped_on)
        title = words % {"title": title, "day": day, "reason": activity.dropped_reason}
    return (
        activity.code,
        title,
        "\n".join((activity.lead, *activity.partners)),
        activity.start,
        activity.end,
        "\n".join(_result(text, target) for text, target in _results(activity, writer)),
        _money_cell(activity, writer),
        "\n".join(source_words(line.payer, line.body) for line in activity.money) or "–",
    )


def _results(activity: ActivityRow, writer: Writer) -> Iterable[tuple[str, str]]:
    for result in activity.results:
        yield result.text, target_words(result, writer)


def _result(text: str, target: str) -> str:
    return _("%(text)s (%(target)s)") % {"text": text, "target": target} if target else text


def _money_cell(activity: ActivityRow, writer: Writer) -> Value:
    """One amount for each source, in the order of the sources."""
    amounts = tuple(line.clear for line in activity.money if line.clear)
    if amounts and len(amounts) == len(activity.money):
        return amounts
    return planned_cell(activity, writer)


def _money(plan: PlanRow) -> Table:
    lines = tuple(Line(activity, None, None) for activity in plan.activities)
    total = money_of(lines, day=date.min)
    columns = (
        Column(_("Source"), width=6),
        Column(_("Planned"), Kind.MONEY, width=3),
        Column(_("Share of planned"), Kind.PERCENT, width=3, places=2),
        *unclear_column(total),
    )
    rows = tuple(
        Row((source_words(payer, body), *_planned(money, total))) for (payer, body), money in sources_of(lines).items()
    )
    unclear = (total.planned_unclear,) if total.planned_unclear else ()
    totals: tuple[Value, ...] = (_("Total"), planned_total(total), "", *unclear)
    return Table(_("Planned money by source"), columns, rows, totals, money_notes(total))


def _planned(money: MoneySum, total: MoneySum) -> tuple[Value, ...]:
    unclear = (money.planned_unclear,) if total.planned_unclear else ()
    return (planned_total(money), share_of_planned(money, total), *unclear)


def _references(plan: PlanRow) -> Table:
    columns = (Column(_("Obligation"), width=7), Column(_("Activities"), width=5))
    rows = []
    for reference in plan.references:
        codes = [each.code for each in plan.activities if reference.reference_id in each.reference_ids]
        rows.append(Row((reference_words(reference), ", ".join(codes) or pgettext("activities", "none"))))
    return Table(_("Obligations and the activities that answer to them"), columns, tuple(rows))
