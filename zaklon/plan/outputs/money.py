"""Money in the reports of a plan: cells and tables. Unclear money is said to be unclear and never becomes zero."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.plan.kinds import ActivityCode, FundingState
from zaklon.plan.outputs.figures import Line, MoneySum, money_of, share, sources_of
from zaklon.plan.outputs.wording import Writer, source_words, summed
from zaklon.plan.queries.outputs_rows import ActivityRow
from zaklon.reporting.description import Column, Kind, Row, Table, Value


def planned_cell(activity: ActivityRow, writer: Writer) -> Value:
    """What the plan gives for one activity."""
    if activity.funding is FundingState.NONE_REQUIRED:
        return _("No funding required")
    known = summed(line.amount for line in activity.money if line.amount is not None)
    unclear = sum(line.amount is None for line in activity.money)
    return _planned(MoneySum(known, (), unclear or int(not known)), writer)


def spent_cell(line: Line) -> Value:
    """What was spent on one activity by the end of the period; None is not known."""
    amounts = summed(row.amount for row in line.spent if row.amount is not None)
    if amounts:
        return amounts
    if not line.needs_money:
        return _("No funding required")
    return _("not begun") if line.code is ActivityCode.NOT_DUE else None


def planned_total(total: MoneySum, writer: Writer) -> Value:
    """The planned money of many activities."""
    if not total.planned and not total.planned_unclear:
        return _("none")
    return _planned(total, writer)


def _planned(total: MoneySum, writer: Writer) -> Value:
    if not total.planned_unclear:
        return total.planned
    if not total.planned:
        return _("unclear in the plan")
    words = ngettext(
        "%(amounts)s, and %(count)s amount that the plan leaves unclear",
        "%(amounts)s, and %(count)s amounts that the plan leaves unclear",
        total.planned_unclear,
    )
    return words % {"amounts": writer.amounts(total.planned), "count": total.planned_unclear}


def spent_total(total: MoneySum) -> Value:
    """The spent money of many activities; nothing reported although money is planned is not known."""
    if total.spent:
        return total.spent
    return None if total.planned or total.planned_unclear or total.spent_unknown else _("none")


def by_source(lines: Sequence[Line], day: date, writer: Writer) -> Table:
    """Money by payer; the share of each source in the planned money shows how much are donations."""
    total = money_of(lines, day=day)
    columns = (
        Column(_("Source"), width=5),
        Column(_("Planned"), Kind.MONEY, width=3),
        Column(_("Share of planned"), Kind.PERCENT, places=1),
        Column(_("Spent"), Kind.MONEY, width=3),
        Column(_("Spent of planned"), Kind.PERCENT, places=1),
    )
    rows = tuple(
        Row(
            (
                source_words(*source),
                planned_total(money, writer),
                _("none") if not money.planned and not money.planned_unclear else share(money.planned, total.planned),
                spent_total(money),
                money.share_spent,
            )
        )
        for source, money in sources_of(lines).items()
    )
    totals = (*_total_cells(_("Total"), total, writer)[:2], "", *_total_cells("", total, writer)[2:])
    return Table(_("Money by source"), columns, rows, totals, _money_notes(total))


def grouped(
    caption: str, heading: str, groups: Iterable[tuple[str, Sequence[Line]]], day: date, writer: Writer
) -> Table:
    """Money by area or by body; `groups` are names with their activities, each activity in one group."""
    found = list(groups)
    columns = (
        Column(heading, width=5),
        Column(_("Activities"), Kind.WHOLE, width=2),
        Column(_("Planned"), Kind.MONEY, width=3),
        Column(_("Spent"), Kind.MONEY, width=3),
        Column(_("Spent of planned"), Kind.PERCENT, places=1),
    )
    sums = [(name, len(lines), money_of(lines, day=day)) for name, lines in found]
    rows = tuple(
        Row((name, number, planned_total(money, writer), spent_total(money), _share(money)))
        for name, number, money in sums
    )
    total = money_of([line for _name, lines in found for line in lines], day=day)
    label, planned, spent, spent_share = _total_cells(_("Total"), total, writer)
    totals = (label, sum(number for _name, number, _money in sums), planned, spent, spent_share)
    return Table(caption, columns, rows, totals, _money_notes(total))


def _total_cells(label: str, total: MoneySum, writer: Writer) -> tuple[Value, Value, Value, Value]:
    return label, planned_total(total, writer), spent_total(total), _share(total)


def _share(total: MoneySum) -> Value:
    nothing = not total.planned and not total.planned_unclear
    return _("none planned") if nothing else total.share_spent


def _money_notes(total: MoneySum) -> tuple[str, ...]:
    notes = [_("Sums are for each currency by itself; no currency is converted into another.")]
    if total.spent_unknown:
        words = ngettext(
            "Nothing is known of the spending on %(count)s activity that has money; it is in no sum.",
            "Nothing is known of the spending on %(count)s activities that have money; they are in no sum.",
            total.spent_unknown,
        )
        notes.append(words % {"count": total.spent_unknown})
    return tuple(notes)
