"""Money in the reports of a plan: cells and tables. Unclear money is said to be unclear and never becomes zero."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zaklon.plan.kinds import ActivityCode, FundingState
from zaklon.plan.outputs.figures import Line, MoneySum, money_of, share, sources_of
from zaklon.plan.outputs.wording import Writer, source_words, summed
from zaklon.plan.queries.outputs_rows import ActivityRow
from zaklon.reporting.description import Column, Kind, Row, Table, Value


def planned_cell(activity: ActivityRow, writer: Writer) -> Value:
    """What the plan gives for one activity."""
    if activity.funding is FundingState.NONE_REQUIRED:
        return _("No funding required")
    known = summed(line.clear for line in activity.money if line.clear)
    if not known:
        return _("unclear in the plan")
    unclear = sum(line.clear is None for line in activity.money)
    if not unclear:
        return known
    words = ngettext(
        "%(amounts)s, and %(count)s amount that the plan leaves unclear",
        "%(amounts)s, and %(count)s amounts that the plan leaves unclear",
        unclear,
    )
    return words % {"amounts": writer.amounts(known), "count": unclear}


def spent_cell(line: Line) -> Value:
    """What was spent on one activity by the end of the period; None is not known."""
    amounts = summed(row.clear for row in line.spent if row.clear)
    if amounts:
        return amounts
    if not line.needs_money:
        return _("No funding required")
    return _("not begun") if line.code is ActivityCode.NOT_DUE else None


def planned_total(total: MoneySum) -> Value:
    """The planned money of many activities, as far as the plan is clear."""
    if total.planned:
        return total.planned
    return _("unclear in the plan") if total.planned_unclear else pgettext("money", "none")


def spent_total(total: MoneySum) -> Value:
    """The spent money of many activities; nothing reported although money is planned is not known."""
    if total.spent:
        return total.spent
    return None if total.planned or total.planned_unclear or total.spent_unknown else pgettext("money", "none")


def by_source(lines: Sequence[Line], day: date) -> Table:
    """Money by payer; the share of each source in the planned money shows how much are donations."""
    total = money_of(lines, day=day)
    columns = (
        Column(_("Source"), width=5),
        Column(_("Planned"), Kind.MONEY, width=3),
        Column(_("Share of planned"), Kind.PERCENT, width=3, places=2),
        *unclear_column(total),
        Column(_("Spent"), Kind.MONEY, width=3),
        Column(_("Spent of planned"), Kind.PERCENT, width=3, places=2),
    )
    rows = tuple(
        Row((source_words(*source), planned_total(money), share_of_planned(money, total), *_money_cells(money, total)))
        for source, money in sources_of(lines).items()
    )
    totals = (_("Total"), planned_total(total), "", *_money_cells(total, total))
    return Table(_("Money by source"), columns, rows, totals, money_notes(total), is_wide=False)


def grouped(caption: str, heading: str, groups: Iterable[tuple[str, Sequence[Line]]], day: date) -> Table:
    """Money by area or by body; `groups` are names with their activities, each activity in one group."""
    found = [(name, len(lines), money_of(lines, day=day), lines) for name, lines in groups]
    total = money_of([line for *_group, lines in found for line in lines], day=day)
    columns = (
        Column(heading, width=5),
        Column(_("Activities"), Kind.WHOLE, width=2),
        Column(_("Planned"), Kind.MONEY, width=3),
        *unclear_column(total),
        Column(_("Spent"), Kind.MONEY, width=3),
        Column(_("Spent of planned"), Kind.PERCENT, width=3, places=2),
    )
    rows = tuple(
        Row((name, number, planned_total(money), *_money_cells(money, total))) for name, number, money, _lines in found
    )
    number = sum(number for _name, number, _money, _lines in found)
    totals = (_("Total"), number, planned_total(total), *_money_cells(total, total))
    return Table(caption, columns, rows, totals, money_notes(total), is_wide=False)


def money_notes(total: MoneySum) -> tuple[str, ...]:
    """What the sums leave out."""
    notes = []
    if len({amount.currency for amount in (*total.planned, *total.spent)}) > 1:
        notes.append(_("Sums are for each currency by itself; no currency is converted into another."))
    if total.planned_unclear:
        words = ngettext(
            "%(count)s amount is unclear in the plan; it is in no sum.",
            "%(count)s amounts are unclear in the plan; they are in no sum.",
            total.planned_unclear,
        )
        notes.append(words % {"count": total.planned_unclear})
    if total.spent_unknown:
        words = ngettext(
            "Nothing is known of the spending on %(count)s activity that has money; it is in no sum.",
            "Nothing is known of the spending on %(count)s activities that have money; they are in no sum.",
            total.spent_unknown,
        )
        notes.append(words % {"count": total.spent_unknown})
    return tuple(notes)


def unclear_column(total: MoneySum) -> tuple[Column, ...]:
    """A column of its own for amounts that no sum can hold, where the plan has any."""
    return (Column(_("Amounts unclear"), Kind.WHOLE, width=2),) if total.planned_unclear else ()


def _money_cells(money: MoneySum, total: MoneySum) -> tuple[Value, ...]:
    nothing = not money.planned and not money.planned_unclear
    unclear = (money.planned_unclear,) if total.planned_unclear else ()
    return (*unclear, spent_total(money), _("none planned") if nothing else money.share_spent)


def share_of_planned(money: MoneySum, total: MoneySum) -> Value:
    """The share of one source in the planned money."""
    if not money.planned:
        return _("unclear in the plan") if money.planned_unclear else pgettext("money", "none")
    return share(money.planned, total.planned)
