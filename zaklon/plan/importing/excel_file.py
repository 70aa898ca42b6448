"""Excel workbooks as blocks: values by calamine, after a look at each sheet's size, formulas and merged cells."""

import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final

import python_calamine
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no type stubs

from zaklon.plan.importing.blocks import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Block, Notice, Row, cell_name, checked_cells
from zaklon.plan.importing.containers import BROKEN_ARCHIVE
from zaklon.plan.importing.readings import Place
from zaklon.plan.importing.refusals import UnreadableFile

_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# Functions and notations that fetch, link or start something outside the workbook.
_OUTSIDE: Final = re.compile(
    r"\[|\||://|\\\\|\b(?:HYPERLINK|WEBSERVICE|FILTERXML|RTD|DDE|CALL|EXEC|REGISTER\w*|IMPORT\w*|CUBE\w+|IMAGE|STOCKHISTORY"
    r"|PY|INDIRECT|SQL\.REQUEST)\s*\(",
    re.IGNORECASE,
)


@dataclass
class _Sheet:
    """What a first look at a sheet tells: its bounds, and the columns with formulas of each row, counted from 0."""

    rows: int = 0
    columns: int = 0
    characters: int = 0
    formulas: dict[int, set[int]] = field(default_factory=dict)


def excel_blocks(content: bytes, notices: list[Notice]) -> Iterator[Block]:
    """Rows of every visible sheet in order; hidden sheets become a notice. Raises UnreadableFile."""
    looks = _look(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = list(zip(workbook.sheets_metadata, workbook.sheet_names, strict=True))
        for number, (about, name) in enumerate(sheets, 1):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(name)
            if about.visible != python_calamine.SheetVisibleEnum.Visible:
                if sheet.height:
                    notices.append(Notice("hidden_sheet", (("sheet", name),)))
                continue
            yield from _rows(sheet, number, looks)
    except python_calamine.PasswordError as error:
        raise UnreadableFile("encrypted") from error
    except (python_calamine.CalamineError, *BROKEN_ARCHIVE) as error:
        raise UnreadableFile("broken") from error


def _look(content: bytes) -> list[_Sheet]:
    """Bounds and formulas of each sheet in workbook order, before anything dense is built from it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            strings = _string_lengths(archive)
            parts = _sheet_parts(archive)
            looks = {part: _look_at(archive, part, strings) for part in {*parts, *_xml_parts(archive)}}
            return [looks[part] for part in parts]
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("broken") from error
    except BROKEN_ARCHIVE as error:
        raise UnreadableFile("broken") from error


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    parser = etree.XMLParser(**_SAFE)
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {link.get("Id"): str(link.get("Target", "")) for link in links}
    workbook = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    parts = []
    for sheet in workbook.iter("{*}sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        target = targets.get(identifier, "")
        parts.append(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return parts


def _xml_parts(archive: zipfile.ZipFile) -> list[str]:
    """Every part that could be read as a sheet, linked or not: none may be too large."""
    return [name for name in archive.namelist() if name.lower().startswith("xl/") and name.lower().endswith(".xml")]


def _string_lengths(archive: zipfile.ZipFile) -> "array[int]":
    """The length of each shared string, since a cell repeats it for the cost of a number."""
    lengths: array[int] = array("l")
    for name in archive.namelist():
        if not name.lower().endswith("sharedstrings.xml"):
            continue
        with archive.open(name) as stream:
            for _, element in etree.iterparse(stream, tag="{*}si", **_SAFE):
                lengths.append(sum(len(text) for text in element.itertext()))
                _forget(element)
    return lengths


def _look_at(archive: zipfile.ZipFile, part: str, strings: "array[int]") -> _Sheet:
    sheet = _Sheet()
    with archive.open(part) as stream:
        row = column = -1
        for event, element in etree.iterparse(stream, events=("start", "end"), tag=("{*}row", "{*}c"), **_SAFE):
            is_row = str(element.tag).endswith("}row")
            if is_row and event == "start":
                written = element.get("r", "")
                row, column = (int(written) - 1 if written.isdigit() and len(written) < 8 else row + 1), -1
            elif is_row:
                _forget(element)
            elif event == "end":
                row, column = _cell_at(element, row, column)
                _note_cell(sheet, element, row, column)
                _note_text(sheet, element, strings)
    return sheet


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _cell_at(element: Any, row: int, column: int) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(element.get("r", ""))
    if match is None:
        return row, column + 1
    letters = 0
    for letter in match[1]:
        letters = letters * 26 + ord(letter) - 64
    return int(match[2]) - 1, letters - 1


def _note_cell(sheet: _Sheet, element: Any, row: int, column: int) -> None:
    if len(element) == 0:  # a cell that holds only its format
        return
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        raise UnreadableFile("too_many_rows", limit=f"{MAX_ROWS} rows, {MAX_COLUMNS} columns")
    sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + 1)
    formula = next(element.iterchildren("{*}f"), None)
    if formula is None:
        return
    if _OUTSIDE.search(formula.text or ""):
        raise UnreadableFile("outside_formula", cell=cell_name(row, column))
    sheet.formulas.setdefault(row, set()).add(column)


def _note_text(sheet: _Sheet, element: Any, strings: "array[int]") -> None:
    value = next(element.iterchildren("{*}v"), None)
    written = (value.text or "").strip() if value is not None else ""
    if element.get("t") == "s" and written.isdigit() and len(written) < 9 and int(written) < len(strings):
        sheet.characters += strings[int(written)]
        if sheet.characters > MAX_TEXT:
            raise UnreadableFile("bomb")


def _rows(sheet: Any, number: int, looks: list[_Sheet]) -> Iterator[Row]:
    look = looks[number - 1] if number <= len(looks) else _Sheet()
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise UnreadableFile("too_many_rows", limit=f"{MAX_ROWS} rows, {MAX_COLUMNS} columns")
    merged = _merged_downwards(sheet)
    above: dict[int, str] = {}
    for index, values in enumerate(sheet.to_python(skip_empty_area=False)):
        place = Place(index + 1, number, sheet.name)
        cells = [_cell_text(value) for value in values]
        continued = merged.get(index, frozenset())
        for column in continued:
            if column < len(cells):
                cells[column] = above.get(column, "")
        above = dict(enumerate(cells))
        formulas = frozenset(look.formulas.get(index, ()))
        if not any(cells) and not formulas:
            continue
        numbers = frozenset(i for i, value in enumerate(values) if isinstance(value, float) and value % 1)
        yield Row(checked_cells(cells, place), place, continued, formulas, numbers)


def _merged_downwards(sheet: Any) -> dict[int, frozenset[int]]:
    """For each row from 0, its columns that hang in a cell merged from above."""
    hanging: dict[int, set[int]] = {}
    budget = 4 * MAX_ROWS
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        last = min(bottom, sheet.total_height)
        budget -= max(last - top, 0)
        if budget < 0:
            raise UnreadableFile("too_many_rows", limit=f"{MAX_ROWS} rows")
        for row in range(top + 1, last + 1):
            hanging.setdefault(row, set()).add(left)
    return {row: frozenset(columns) for row, columns in hanging.items()}


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):  # two decimals, so that a fraction is never taken for thousands
        return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)
