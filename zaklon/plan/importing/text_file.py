"""Plain text as blocks: the dump of a Word file, where a tab opens each cell, or rows with tabs between cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zaklon.plan.importing.blocks import (
    MAX_CELL,
    MAX_ROWS,
    Block,
    Notice,
    Paragraph,
    Row,
    checked_cells,
    checked_text,
)
from zaklon.plan.importing.codes import code_of
from zaklon.plan.importing.columns import Column, column_of, header_columns
from zaklon.plan.importing.headings import section_of
from zaklon.plan.importing.readings import Place
from zaklon.plan.importing.refusals import UnreadableFile

_BOOKMARK: Final = re.compile(r"\[bookmark:[^\]\n]{0,200}\]")
_CONTINUES: Final = re.compile(r"\s*[-–—•·▪●○*(,;]")
_FIGURE: Final = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d")
# A code of three parts; sums such as "1.250.000" have longer ones.
_FULL_CODE: Final = re.compile(r"\s*\d{1,3}\.\d{1,2}\.\d{1,2}\.?(?![\d.])")
_MAX_LINES: Final = 16 * MAX_ROWS


@dataclass
class _Cell:
    """A cell of the dump: its text so far, the line that opened it, and whether an empty line stood before."""

    text: str
    line: int
    is_after_blank: bool = False


def decode(content: bytes, notices: list[Notice]) -> str:
    """The text of the file. A file that is not UTF is taken for Windows Central European or Cyrillic, with a notice."""
    for marks, encoding in (((b"\xff\xfe", b"\xfe\xff"), "utf-16"), ((b"\xef\xbb\xbf",), "utf-8-sig")):
        if content.startswith(marks):
            return _decoded(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        notices.append(Notice("encoding_guessed"))
    # Cyrillic letters fill the upper half of their code page; Latin texts use few of its places.
    share = sum(byte >= 0xC0 for byte in content[:20_000]) / max(len(content[:20_000]), 1)
    return content.decode("cp1251" if share > 0.3 else "cp1250", errors="replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile("broken") from error


def text_blocks(text: str) -> Iterator[Block]:
    """Paragraphs and rows of the text in order; the columns of a dumped table are counted off its header."""
    reader = _DumpReader()
    for number, line in enumerate(re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text), 1):
        if number > _MAX_LINES:
            raise UnreadableFile("too_many_rows", limit=f"{_MAX_LINES} lines")
        yield from reader.take(_BOOKMARK.sub("", line), number)
    yield from reader.close()


class _DumpReader:
    """Gathers the cells of one table until a heading ends it, then hands out its rows."""

    def __init__(self) -> None:
        self._cells: list[_Cell] = []
        self._after_blank = False
        self._width: int | None = None
        self._opens_with_code = False
        self._tables = 0

    def take(self, line: str, number: int) -> Iterator[Block]:
        """Take one line; yields the blocks that it completes."""
        parts = line.strip("\t").split("\t")
        if len([part for part in parts if part.strip()]) > 2:
            yield from self.close()
            yield Row(checked_cells([part.strip() for part in line.split("\t")], Place(number)), Place(number))
        elif line.startswith("\t"):
            self._cells.append(_Cell(line.strip(), number, self._after_blank))
            self._after_blank = False
        elif not line.strip():
            self._after_blank = True
        elif self._cells and not self._ends_table(line):
            checked_text(self._cells[-1].text, Place(number))
            self._cells[-1].text += "\n" + line.strip()
            self._after_blank = False
        else:
            yield from self.close()
            yield Paragraph(line.strip()[:MAX_CELL], Place(number))

    def _ends_table(self, line: str) -> bool:
        """Whether an unindented line stands below the table rather than within its last cell."""
        if section_of(line):
            return True
        if not self._after_blank or _CONTINUES.match(line) or line.strip()[:1].islower():
            return False
        header = _header(self._cells, 0)
        width = len(header) if header else self._width
        return width is not None and len(self._cells) % width == 0

    def close(self) -> Iterator[Block]:
        """Hand out the rows gathered so far."""
        cells, self._cells = self._cells, []
        while cells and not cells[-1].text:
            cells.pop()
        if not cells:
            return
        self._tables += 1
        position = rows = 0
        while position < len(cells):
            size, is_ragged = self._row_size(cells, position)
            rows += 1
            piece = cells[position : position + size]
            position += size
            place = Place(piece[0].line)
            written = [cell.text for cell in piece]
            if len(written) == 1 and (not self._width or section_of(written[0])):
                yield Paragraph(written[0][:MAX_CELL], place)
                continue
            padding = [""] * max((self._width or 0) - len(written), 0)
            yield Row(checked_cells([*written, *padding], place), place, is_ragged=is_ragged)

    def _row_size(self, cells: list[_Cell], position: int) -> tuple[int, bool]:
        """How many cells the row at the position has, and whether that is not what the header says."""
        if header := _header(cells, position):
            self._width = len(header)
            self._opens_with_code = header[0] in {Column.ACTIVITY, Column.CODE}
            return self._width, False
        if section_of(cells[position].text) or self._width is None:
            return 1, False
        if not self._opens_with_code or not code_of(cells[position].text):
            return self._width, False
        for size in range(1, min(self._width + 3, len(cells) - position)):
            if _opens_row(cells, position + size):
                return size, size != self._width
        return min(self._width, len(cells) - position), len(cells) - position < self._width


def _opens_row(cells: list[_Cell], position: int) -> bool:
    """Whether a cell in the midst of a row must be the first of the next: it holds a full code or a heading."""
    text = cells[position].text
    return bool(_FULL_CODE.match(text) or section_of(text) or _header(cells, position))


def _header(cells: list[_Cell], position: int) -> tuple[Column | None, ...] | None:
    """The columns of the header that begins at the position, None where none does.

    The header is the longest run of headings; a run breaks at the first cell that looks like a value.
    Rows follow an empty line, so the header ends, if it can, where one stands.
    """
    run: list[Column | None] = []
    for cell in cells[position : position + 16]:
        column = column_of(cell.text)
        if section_of(cell.text) or not _looks_like_heading(cell.text, is_known=column is not None):
            break
        run.append(column)
    run = _without_repetition(run)
    while run and run[-1] is None:
        run.pop()
    if len(run) < 3 or run[0] is None:
        return None
    ends = [size for size in range(len(run), 2, -1) if _opens_after_blank(cells, position + size)]
    for size in (*ends, len(run)):
        if columns := header_columns([cell.text for cell in cells[position : position + size]]):
            return columns
    return None


def _opens_after_blank(cells: list[_Cell], position: int) -> bool:
    return position == len(cells) or cells[position].is_after_blank


def _looks_like_heading(text: str, *, is_known: bool) -> bool:
    """Headings are short and hold no figures but years; values have bullets, figures or many words."""
    return len(text) <= (160 if is_known else 40) and not _CONTINUES.match(text) and not _FIGURE.search(text)


def _without_repetition(run: list[Column | None]) -> list[Column | None]:
    """The run up to the first column named again: there the first row of values begins."""
    seen: set[Column] = set()
    for index, column in enumerate(run):
        if column in seen and column is not Column.TARGET:
            return run[:index]
        if column:
            seen.add(column)
    return run
