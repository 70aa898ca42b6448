"""Sheets of the Excel form: typed cells, number formats, print set-up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zaklon.common.money import Money
from zaklon.reporting.description import Kind, Table, Value
from zaklon.reporting.formats import excel_format, major_units, show_value
from zaklon.reporting.grid import Grid, grid
from zaklon.reporting.languages import Language
from zaklon.reporting.shown import ShownReport, ShownTable
from zaklon.reporting.texts import clean

ACCENT, QUIET, WARNING = "#0B4A5F", "#505A5F", "#B01C2E"
_PAPER_A4 = 9
_MARK_ROW, _HEADER_ROW = 1, 2
# Limits of the format: letters in a cell, and in half of the 255 that a header or footer may have.
_LONGEST_TEXT = 32_767
_LONGEST_LINE = 110
_WIDTH_OF_SHARE = 7.0

Place = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """How a number is shown: its kind and its decimal places."""

    kind: Kind
    places: int


class Cells:
    """Writes values into cells of one workbook; formats are made once for each look."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self.book = book
        self.language = language
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, **settings: object) -> Format:
        """A cell format with these xlsxwriter settings."""
        key = tuple(sorted(settings.items(), key=lambda pair: pair[0]))
        if key not in self._looks:
            self._looks[key] = self.book.add_format({"valign": "top", "font_name": "Calibri", **settings})
        return self._looks[key]

    def text(self, sheet: Worksheet, place: Place, text: str, **settings: object) -> None:
        """Write words; a text longer than a cell can hold ends in three dots."""
        words = clean(text)
        fitting = words if len(words) <= _LONGEST_TEXT else f"{words[: _LONGEST_TEXT - 1]}…"
        sheet.write_string(*place, fitting, self.look(**{"text_wrap": True, **settings}))

    def value(self, sheet: Worksheet, place: Place, value: Value, shape: Shape, **settings: object) -> None:
        """Write a value so that the spreadsheet can reckon with it.

        Quarters, statuses, entries, several amounts in one cell and what is not known are words.
        """
        if isinstance(value, tuple) and len(value) == 1:
            value = value[0]
        if isinstance(value, Money):
            pattern = excel_format(Kind.MONEY, self.language, shape.places, value.currency)
            sheet.write_number(*place, float(major_units(value)), self.look(num_format=pattern, **settings))
        elif isinstance(value, int | Decimal):
            pattern = excel_format(shape.kind, self.language, shape.places)
            sheet.write_number(*place, float(value), self.look(num_format=pattern, **settings))
        elif isinstance(value, date):
            pattern = excel_format(Kind.DATE, self.language, 0)
            sheet.write_datetime(*place, value, self.look(**{"num_format": pattern, "align": "left", **settings}))
        else:
            words = show_value(value, shape.kind, self.language, shape.places)
            quiet = {"font_color": QUIET, "italic": True} if value is None else {}
            align = {"align": "right"} if shape.kind.is_number else {}
            self.text(sheet, place, words, **{**quiet, **align, **settings})


def write_table(cells: Cells, sheet: Worksheet, table: Table, shown: ShownTable, name: str) -> int:
    """Write a table with its caption, filter and frozen heading; gives the first free row below it."""
    lines = grid(table)
    shapes = [Shape(column.kind, places) for column, places in zip(lines.columns, lines.places, strict=True)]
    cells.text(sheet, (0, 0), shown.label, bold=True, font_size=13, font_color=ACCENT, text_wrap=False)
    for place, column in enumerate(lines.columns):
        sheet.set_column(place, place, max(9.0, column.width * _WIDTH_OF_SHARE, min(24, len(column.heading) + 4)))
    for row, values in enumerate(lines.rows, start=_HEADER_ROW + 1):
        for place, (value, shape) in enumerate(zip(values, shapes, strict=True)):
            cells.value(sheet, (row, place), value, shape)
    _write_heading(cells, sheet, lines, name)
    below = _HEADER_ROW + 1 + len(lines.rows)
    if not lines.rows:
        cells.text(sheet, (below, 0), shown.empty, italic=True, text_wrap=False)
        below += 1
    if lines.totals is not None:
        for place, (value, shape) in enumerate(zip(lines.totals, shapes, strict=True)):
            cells.value(sheet, (below, place), value, shape, bold=True, top=1)
        below += 1
    for note in shown.notes:
        below += 1
        cells.text(sheet, (below, 0), note, font_color=QUIET, text_wrap=False)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    return below + 2


def _write_heading(cells: Cells, sheet: Worksheet, lines: Grid, name: str) -> None:
    """The heading row: a named table with a filter, or plain headings where there is no row to name."""
    last_column = len(lines.columns) - 1
    look = cells.look(bold=True, font_color="#FFFFFF", bg_color=ACCENT, text_wrap=True)
    if not lines.rows:
        for place, column in enumerate(lines.columns):
            sheet.write_string(_HEADER_ROW, place, column.heading, look)
        return
    headings = [{"header": column.heading, "header_format": look} for column in lines.columns]
    area = (_HEADER_ROW, 0, _HEADER_ROW + len(lines.rows), last_column)
    sheet.add_table(*area, {"name": name, "columns": headings, "style": "Table Style Light 1", "autofilter": True})


def write_mark(cells: Cells, sheet: Worksheet, watermark: str) -> None:
    """The watermark between caption and heading, which is printed on every page."""
    cells.text(sheet, (_MARK_ROW, 0), watermark, bold=True, font_color=WARNING, text_wrap=False)


def set_up_print(sheet: Worksheet, shown: ShownReport, *, is_landscape: bool, repeats_heading: bool) -> None:
    """A4, one page wide, the heading on every page, title above and reference and page number below."""
    sheet.set_paper(_PAPER_A4)
    if is_landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    if repeats_heading:
        sheet.repeat_rows(_MARK_ROW if shown.watermark else _HEADER_ROW, _HEADER_ROW)
    pages = "".join({"{page}": "&P", "{pages}": "&N"}.get(piece, _escaped(piece)) for piece in shown.words.page_of)
    mark = shown.watermark or (shown.words.draft if shown.is_draft else shown.period)
    sheet.set_header(f"&L{_escaped(shown.title)[:_LONGEST_LINE]}&R{_escaped(mark)[:_LONGEST_LINE]}")
    sheet.set_footer(f"&L{_escaped(shown.footer)[:_LONGEST_LINE]}&R{pages}")


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
