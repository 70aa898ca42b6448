"""CSV files of a pack: from bytes to rows, with everything a spreadsheet can do wrong told apart."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zaklon.vocabulary.pack.faults import PackFault

MAX_FILE_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100

_SIGNED_NUMBER = re.compile(r"[+-]\d+([.,]\d+)*%?")


@dataclass(frozen=True)
class Row:
    """One row: the line on which it starts, and its filled cells by column name."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """One file: its column names in order, and its rows. Blank lines are not rows."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_text(path: Path, *, most: int = MAX_FILE_BYTES) -> tuple[str | None, list[PackFault]]:
    """The text of a file in UTF-8, without the byte-order mark that spreadsheets put first; None with faults.

    A file of more than `most` bytes is a fault.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        return None, [PackFault(path.name, "file_unreadable", facts={"reason": error.strerror or str(error)})]
    if len(content) > most:
        return None, [PackFault(path.name, "file_too_large", facts={"most": most // 1000})]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [PackFault(path.name, "not_utf8", line=line, facts={"byte": f"0x{content[error.start]:02X}"})]


def read_table(path: Path) -> tuple[Table | None, list[PackFault]]:
    """The table in a CSV file, separated by commas, semicolons or tabs; None when its shape cannot be read."""
    text, faults = read_text(path)
    if text is None:
        return None, faults
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        return None, [PackFault(path.name, "not_csv", facts={"reason": str(error)})]
    if not lines:
        return None, [PackFault(path.name, "no_header", line=1)]
    header = tuple(cell.strip() for cell in lines[0][1])
    faults = _header_faults(path.name, header)
    if faults:
        return None, faults
    if len(lines) > MAX_ROWS + 1:
        return None, [PackFault(path.name, "too_many_rows", facts={"most": MAX_ROWS})]
    rows = []
    for line, cells in lines[1:]:
        row_faults = _row_faults(path.name, line, header, cells)
        faults += row_faults
        if len(cells) == len(header):
            rows.append(Row(line, {name: cell for name, cell in zip(header, cells, strict=True) if cell}))
    return Table(path.name, header, tuple(rows)), faults


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with the number of the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start, cells
        start = reader.line_num + 1


def _separator(text: str) -> str:
    """A spreadsheet in a country with a decimal comma separates by semicolons: the header tells."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _header_faults(file: str, header: tuple[str, ...]) -> list[PackFault]:
    if len(header) > MAX_COLUMNS:
        return [PackFault(file, "too_many_columns", line=1, facts={"most": MAX_COLUMNS})]
    faults = [
        PackFault(file, "column_repeated", line=1, column=name)
        for name in sorted({name for name in header if name and header.count(name) > 1})
    ]
    if not all(header):
        faults.append(PackFault(file, "column_unnamed", line=1, facts={"number": header.index("") + 1}))
    return faults


def _row_faults(file: str, line: int, header: tuple[str, ...], cells: list[str]) -> list[PackFault]:
    if len(cells) != len(header):
        return [PackFault(file, "row_width", line=line, facts={"cells": len(cells), "columns": len(header)})]
    return [
        fault
        for name, cell in zip(header, cells, strict=True)
        if cell and (fault := cell_fault(file, line, name, cell)) is not None
    ]


def cell_fault(file: str, line: int, column: str, text: str) -> PackFault | None:
    """What is wrong with the characters of a text, whatever it means; None when nothing is."""
    hidden = next((c for c in text if _is_hidden(c)), None)
    if hidden is not None:
        facts = {"character": f"U+{ord(hidden):04X}", "name": unicodedata.name(hidden, "control character").lower()}
        return PackFault(file, "hidden_character", line=line, column=column, facts=facts)
    if text != text.strip() or "  " in text:
        return PackFault(file, "stray_spaces", line=line, column=column, facts={"value": _short(text)})
    if text[0] in "=@+-" and not _SIGNED_NUMBER.fullmatch(text):
        return PackFault(file, "formula", line=line, column=column, facts={"value": _short(text)})
    if not unicodedata.is_normalized("NFC", text):
        return PackFault(file, "split_letters", line=line, column=column, facts={"value": _short(text)})
    return None


def _is_hidden(character: str) -> bool:
    """Line breaks, control and format characters, no-break and other odd spaces, and the mark of a lost letter."""
    if character == " ":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "Zs"} or character == "\ufffd"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
