"""The Excel form: one sheet per table with real numbers and dates, and a first sheet that says what this is."""

import io
from dataclasses import replace
from datetime import UTC
from functools import singledispatchmethod

from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from zaklon.reporting import charts
from zaklon.reporting.description import (
    Chart,
    Definitions,
    Formula,
    KeyFigures,
    Kind,
    Paragraph,
    Report,
    Table,
    Value,
)
from zaklon.reporting.excel_sheets import ACCENT, QUIET, WARNING, Cells, Shape, set_up_print, write_mark, write_table
from zaklon.reporting.formats import places_for
from zaklon.reporting.show import show
from zaklon.reporting.shown import ShownChart, ShownFormula, ShownReport, ShownTable

# Texts stay texts, whatever they start with: no formula, no link and no number is made out of one.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LABEL, _VALUE, _NOTE = 0, 1, 2


def excel(report: Report) -> bytes:
    """The report as .xlsx; the same report gives the same bytes."""
    shown = show(report)
    packed = io.BytesIO()
    with translation.override(report.language), Workbook(packed, _OPTIONS) as book:
        made_at = report.made_at.astimezone(UTC).replace(tzinfo=None)
        properties = {"title": shown.title, "subject": shown.subtitle, "author": shown.made_by, "created": made_at}
        book.set_properties({name: text[:255] if isinstance(text, str) else text for name, text in properties.items()})
        _Book(book, shown).everything(report)
    return packed.getvalue()


class _Book:
    """One pass over a report, writing its first sheet from top to bottom and a sheet for each table."""

    def __init__(self, book: Workbook, shown: ShownReport) -> None:
        self.book = book
        self.shown = shown
        self.cells = Cells(book, shown.language)
        self.first: Worksheet = book.add_worksheet(_("Report"))
        self.row = 0

    def everything(self, report: Report) -> None:
        self._cover()
        for section, shown in zip(report.sections, self.shown.sections, strict=True):
            self.row += 1
            self._line(f"{shown.title.number}  {shown.title.heading}", bold=True, font_size=12, font_color=ACCENT)
            for block, shown_block in zip(section.blocks, shown.blocks, strict=True):
                self._block(block, shown_block)
        for title, _anchor, items in self.shown.closing_lists():
            self.row += 1
            self._line(title, bold=True, font_size=12, font_color=ACCENT)
            for item in items:
                self._line(item)
        set_up_print(self.first, self.shown, is_landscape=False, repeats_heading=False)

    def _cover(self) -> None:
        for column, width in ((_LABEL, 38), (_VALUE, 26), (_NOTE, 60)):
            self.first.set_column(column, column, width)
        self._line(self.shown.made_by, bold=True, font_color=ACCENT)
        if self.shown.is_draft:
            self._line(self.shown.words.draft, bold=True, font_color=WARNING)
        if self.shown.watermark:
            self._line(self.shown.watermark, bold=True, font_color=WARNING)
        self._line(self.shown.title, bold=True, font_size=18, font_color=ACCENT)
        if self.shown.subtitle:
            self._line(self.shown.subtitle, font_size=12)
        self.row += 1
        for fact in self.shown.facts:
            self.cells.text(self.first, (self.row, _LABEL), fact.label, font_color=QUIET)
            self._line(fact.value, column=_VALUE, bold=True)

    @singledispatchmethod
    def _block(self, block: object, _shown: object) -> None:
        """Write one block, given both as described (its values) and as shown (its words)."""
        raise TypeError(f"no way to write a {type(block).__name__}")

    @_block.register
    def _figures(self, block: KeyFigures, _shown: object) -> None:
        for figure in block.figures:
            self._value(figure.label, figure.value, figure.kind, figure.places, note=figure.note)

    @_block.register
    def _definitions(self, block: Definitions, _shown: object) -> None:
        for item in block.items:
            self._value(item.term, item.value, item.kind, item.places)

    @_block.register
    def _table(self, block: Table, shown: ShownTable) -> None:
        name = _("Table %(number)s") % {"number": shown.number}
        self._table_sheet(block, shown, name, f"table_{shown.number}")

    @_block.register
    def _paragraph(self, block: Paragraph, _shown: object) -> None:
        self.first.merge_range(self.row, _LABEL, self.row, _NOTE, "")
        self.cells.text(self.first, (self.row, _LABEL), block.text)
        self.first.set_row(self.row, 15 * (block.text.count("\n") + 1 + len(block.text) // 120))
        self.row += 1

    def _value(self, label: str, value: Value, kind: Kind, places: int | None, *, note: str = "") -> None:
        shape = Shape(kind, places_for([value], kind) if places is None else places)
        self.cells.text(self.first, (self.row, _LABEL), label)
        self.cells.value(self.first, (self.row, _VALUE), value, shape, bold=True, align="left")
        self.cells.text(self.first, (self.row, _NOTE), note, font_color=QUIET)
        self.row += 1

    @_block.register
    def _formula(self, block: Formula, shown: ShownFormula) -> None:
        if block.ratio is None:
            self._value(block.name, shown.result, Kind.TEXT, None)
        else:
            self._value(block.name, block.ratio, Kind.PERCENT, block.places)
        for line in (shown.in_words, f"= {shown.in_numbers} = {shown.result}", shown.note):
            if line:
                self._line(line, column=_VALUE, font_color=QUIET)

    def _table_sheet(self, table: Table, shown: ShownTable, sheet_name: str, table_name: str) -> tuple[Worksheet, int]:
        """A sheet of its own for a table, with a link to it on the first sheet."""
        sheet = self.book.add_worksheet(sheet_name)
        below = write_table(self.cells, sheet, table, shown, table_name)
        if self.shown.watermark:
            write_mark(self.cells, sheet, self.shown.watermark)
        set_up_print(sheet, self.shown, is_landscape=shown.is_landscape, repeats_heading=True)
        link = self.cells.look(font_color=ACCENT, underline=1)
        self.first.write_url(self.row, _LABEL, f"internal:'{sheet_name}'!A1", link, string=shown.label[:250])
        self.row += 1
        return sheet, below

    @_block.register
    def _chart_sheet(self, chart: Chart, shown: ShownChart) -> None:
        name = _("Figure %(number)s") % {"number": shown.number}
        table = replace(shown.table, label=shown.label)
        sheet, below = self._table_sheet(chart.table(), table, name, f"figure_{shown.number}")
        picture = io.BytesIO(charts.draw_png(chart, self.shown.language))
        sheet.insert_image(
            below,
            0,
            "chart.png",
            {"image_data": picture, "description": shown.alt, "x_scale": 0.4, "y_scale": 0.4, "object_position": 1},
        )

    def _line(self, text: str, column: int = _LABEL, **settings: object) -> None:
        self.cells.text(self.first, (self.row, column), text, **{"text_wrap": False, **settings})
        self.row += 1
