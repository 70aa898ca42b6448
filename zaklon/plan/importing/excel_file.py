"""Excel workbooks as blocks, row by row: values as text, with merged cells and formulas noted."""

import math
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no type stubs

from zaklon.plan.importing.blocks import MAX_COLUMNS, MAX_ROWS, Block, Notice, Row, cell_name, checked_cells
from zaklon.plan.importing.containers import BROKEN_ARCHIVE
from zaklon.plan.importing.excel_parts import (
    SheetPart,
    Workbook,
    elements,
    merged_downwards,
    position,
    read_workbook,
    visible_text,
)
from zaklon.plan.importing.readings import Place
from zaklon.plan.importing.refusals import UnreadableFile

# Functions and notations that fetch, link or start something outside the workbook.
_OUTSIDE: Final = re.compile(
    r"\[|\||://|\\\\|\b(?:HYPERLINK|WEBSERVICE|FILTERXML|RTD|DDE|CALL|EXEC|REGISTER\w*|IMPORT\w*|CUBE\w+|IMAGE|STOCKHISTORY"
    r"|PY|INDIRECT|SQL\.REQUEST)\s*\(",
    re.IGNORECASE,
)
# Days that both of Excel's calendars can count.
_LAST_DAY: Final = 2_950_000


def excel_blocks(content: bytes, notices: list[Notice]) -> Iterator[Block]:
    """Rows of every visible sheet in order; hidden sheets with content become a notice. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            workbook = read_workbook(archive)
            for number, sheet in enumerate(workbook.sheets, 1):
                rows = _SheetReader(archive, workbook, sheet, number).rows()
                if not sheet.is_hidden:
                    yield from rows
                elif next(rows, None):
                    notices.append(Notice("hidden_sheet", (("sheet", sheet.name),)))
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("broken") from error
    except BROKEN_ARCHIVE as error:
        raise UnreadableFile("broken") from error


class _SheetReader:
    """Reads the rows of one sheet."""

    def __init__(self, archive: zipfile.ZipFile, workbook: Workbook, sheet: SheetPart, number: int) -> None:
        self._archive = archive
        self._workbook = workbook
        self._sheet = sheet
        self._number = number

    def rows(self) -> Iterator[Row]:
        """Every row that holds something, in order."""
        merged = merged_downwards(self._archive, self._sheet.part)
        above: dict[int, str] = {}
        index = -1
        for element in elements(self._archive, self._sheet.part, "row"):
            written = element.get("r", "")
            index = int(written) - 1 if written.isdigit() and len(written) < 8 else index + 1
            row = self._row(element, index, merged.get(index, frozenset()), above)
            above = dict(enumerate(row.cells))
            if any(row.cells) or row.formulas:
                yield row

    def _row(self, element: Any, index: int, continued: frozenset[int], above: dict[int, str]) -> Row:
        cells: dict[int, str] = {}
        formulas: set[int] = set()
        fractions: set[int] = set()
        column = -1
        for cell in element.iterchildren("{*}c"):
            found = position(cell.get("r", ""))
            column = found[1] if found else column + 1
            if len(cell) == 0:  # a cell that holds only its format
                continue
            self._refuse_far_cell(index, column)
            cells[column] = self._text(cell)
            if _is_formula(cell, index, column):
                formulas.add(column)
            if _is_fraction(cell, cells[column]):
                fractions.add(column)
        cells.update({hanging: above.get(hanging, "") for hanging in continued if hanging < MAX_COLUMNS})
        place = Place(index + 1, self._number, self._sheet.name)
        texts = checked_cells([cells.get(i, "") for i in range(max(cells, default=-1) + 1)], place)
        return Row(texts, place, continued, frozenset(formulas), frozenset(fractions))

    def _refuse_far_cell(self, row: int, column: int) -> None:
        if row >= MAX_ROWS or not 0 <= column < MAX_COLUMNS:
            raise UnreadableFile("too_many_rows", limit=f"{MAX_ROWS} rows, {MAX_COLUMNS} columns")

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return visible_text(cell)
        value = next(cell.iterchildren("{*}v"), None)
        written = str(value.text or "").strip() if value is not None else ""
        if kind == "s":
            index = int(written) if written.isdigit() and len(written) < 9 else len(self._workbook.strings)
            return self._workbook.strings[index] if index < len(self._workbook.strings) else ""
        if kind == "b":
            return "yes" if written == "1" else "no"
        if kind != "n" or not written:
            return written[:10] if kind == "d" else written
        style = cell.get("s", "0")
        is_date = style.isdigit() and len(style) < 7 and int(style) in self._workbook.date_styles
        return self._number_text(written, is_date=is_date)

    def _number_text(self, written: str, *, is_date: bool) -> str:
        """A number with two decimals, so that a fraction is never taken for thousands; a date as 2027-05-04."""
        try:
            number = float(written)
        except ValueError:
            return written
        if not math.isfinite(number) or abs(number) > 10**15:
            return written
        if is_date and 1 <= number <= _LAST_DAY:
            start = datetime(1904, 1, 1) if self._workbook.is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a day
            return (start + timedelta(days=int(number))).date().isoformat()
        return str(int(number)) if number == int(number) else f"{number:.2f}".rstrip("0").rstrip(".")


def _is_formula(cell: Any, row: int, column: int) -> bool:
    formula = next(cell.iterchildren("{*}f"), None)
    if formula is not None and _OUTSIDE.search(str(formula.text or "")):
        raise UnreadableFile("outside_formula", cell=cell_name(row, column))
    return formula is not None


def _is_fraction(cell: Any, text: str) -> bool:
    return cell.get("t", "n") == "n" and "." in text
