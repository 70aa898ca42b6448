"""Reports that are made from the registers, described once for page, PDF, Word and Excel."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.registers.queries.found import NUMBER, UNSAID
from zaklon.registers.queries.reports import Counted, Made
from zaklon.registers.rules.tables import TOTAL, Grid, turns
from zaklon.reporting.description import (
    Block,
    Chart,
    ChartKind,
    Column,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Series,
    Table,
    Value,
)
from zaklon.reporting.words import count, hidden_word
from zaklon.vocabulary.queries import vocabulary
from zaklon.web import formats

_MOST_DRAWN = 24
# How wide a column is, by the letters of its longest cell.
_WIDTHS, _WIDEST = ((14, 2), (34, 3)), 4


def register_report(made: Made, *, language: str, made_by: str, now: datetime) -> Report:
    """The report in a language, with a section for each of its tables."""
    with translation.override(language):
        return Report(
            title=vocabulary().wording(language).label("report", made.code),
            period=Period(made.days.start, made.days.end),
            language=language,
            made_at=timezone.localtime(now),
            made_by=made_by,
            reference=f"{made.code}-{made.days.start:%Y%m%d}-{made.days.end:%Y%m%d}",
            revision=made.kept.revision if made.kept else 1,
            sections=tuple(Section(each.caption, tuple(_blocks(each))) for each in made.tables),
            notes=tuple(_notes(made)),
        )


def _notes(made: Made) -> Iterator[str]:
    if made.kept:
        yield _(
            "Revision %(revision)s: the numbers as they stood when they were kept; later entries do not change it."
        ) % {"revision": made.kept.revision}
    else:
        yield _(
            "Counted from the registers on the day on which this report was made; entries that come later change it."
        )
    if made.smallest is not None and any(each.table.is_persons for each in made.tables):
        facts = {"smallest": made.smallest, "word": hidden_word()}
        yield (
            _(
                "Where persons are counted, numbers under %(smallest)s say “%(word)s”, and so do others from which one"
                " could be reckoned."
            )
            % facts
        )


def _blocks(counted: Counted) -> Iterator[Block]:
    if counted.is_withheld:
        yield Paragraph(_("Persons are counted here for one whole calendar year at a time. Choose such a year."))
    elif counted.grid is None:
        yield from _listed(counted)
    elif not counted.grid.rows:
        yield Paragraph(_("Nothing was entered for these days."))
    else:
        yield _table(counted, counted.grid)
        yield from _chart(counted, counted.grid)


def _listed(counted: Counted) -> Iterator[Block]:
    if not counted.entries:
        yield Paragraph(_("Nothing was entered for these days."))
        return
    headings = (_("Day"), _("Body"), *counted.headings)
    columns = (
        Column(heading, width=_width(cells))
        for heading, cells in zip(headings, zip(*counted.entries, strict=True), strict=True)
    )
    yield Table(counted.caption, tuple(columns), tuple(Row(cells) for cells in counted.entries))


def _width(cells: Iterable[Value]) -> int:
    """The share of the line for what stands in a column: a day or a number needs little, a sentence much."""
    longest = max(len(str(cell)) for cell in cells)
    return next((width for letters, width in _WIDTHS if longest <= letters), _WIDEST)


def _table(counted: Counted, grid: Grid) -> Table:
    kind = Kind.DECIMAL if counted.is_money else Kind.WHOLE
    columns = (Column(_row_heading(counted), width=4), *(Column(_column_word(counted, c), kind) for c in grid.columns))
    rows = tuple(
        Row((_row_word(counted, row), *(count(grid.value(row, column)) for column in grid.columns)))
        for row in grid.rows
    )
    totals = (_("Together"), *(count(grid.value(TOTAL, column)) for column in grid.columns))
    return Table(counted.caption, columns, rows, totals=totals, notes=tuple(_compared(counted, grid)))


def _compared(counted: Counted, grid: Grid) -> Iterator[str]:
    """Rows that follow each other in time, each beside the one before it."""
    if not counted.table.in_turn or len(counted.table.values) > 1:
        return
    for turn in turns(grid):
        if turn.percent is None or UNSAID in (turn.before, turn.row):
            continue
        words = {
            "before": _row_word(counted, turn.before),
            "row": _row_word(counted, turn.row),
            "number_before": formats.number(turn.number_before),
            "number": formats.number(turn.number),
            "change": formats.change(turn.percent),
        }
        yield _("%(before)s: %(number_before)s. %(row)s: %(number)s. The change is %(change)s.") % words


def _row_heading(counted: Counted) -> str:
    return {
        "month": _("Month"),
        "quarter": _("Quarter"),
        "municipality": _("Municipality"),
        "region": _("Region"),
        "body": _("Body"),
    }.get(counted.table.rows, _("What was entered"))


def _row_word(counted: Counted, code: str) -> str:
    return (counted.row_words or {}).get(code) or _("Not said")


def _column_word(counted: Counted, code: str) -> str:
    if code == NUMBER:
        return _("Number")
    return (counted.column_words or {}).get(code) or _("Not said")


def _chart(counted: Counted, grid: Grid) -> Iterator[Chart]:
    """A picture, where one is asked for, nothing is hidden, and it can still be read."""
    wanted = counted.table.chart
    if wanted == "none" or grid.covered or not 1 < len(grid.rows) <= _MOST_DRAWN or counted.is_money:
        return
    yield Chart(
        ChartKind(wanted if len(grid.columns) > 1 or wanted != "stacked_bar" else "bar"),
        title=counted.caption,
        alt=_("A picture of the numbers in the table “%(caption)s”.") % {"caption": counted.caption},
        category_label=_row_heading(counted),
        categories=tuple(_row_word(counted, row) for row in grid.rows),
        series=tuple(
            Series(_column_word(counted, column), tuple(_drawn(grid.value(row, column)) for row in grid.rows))
            for column in grid.columns
        ),
    )


def _drawn(value: Decimal | None) -> int | Decimal | None:
    return None if value is None else int(value) if value == int(value) else value
