"""The common form of every file: paragraphs and table rows in order, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from zaklon.plan.importing.readings import Place
from zaklon.plan.importing.refusals import UnreadableFile

# Bounds of any real plan, with much room; beyond them a file is refused before it costs time or memory.
MAX_ROWS = 20_000
MAX_PARAGRAPHS = 60_000
MAX_COLUMNS = 64
MAX_CELL = 10_000
MAX_TEXT = 4_000_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables; `level` is the heading level of the file's own style, None for running text."""

    text: str
    place: Place
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row by grid column. `continued` columns hang in a cell merged from above, whose text they repeat.

    `formulas` are columns whose value came from a formula, `numbers` those stored as numbers by the file itself.
    """

    cells: tuple[str, ...]
    place: Place
    continued: frozenset[int] = frozenset()
    formulas: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    is_ragged: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """The different texts of the row, blanks left out; one for a row merged across."""
        return tuple(dict.fromkeys(cell for cell in map(str.strip, self.cells) if cell))


Block = Paragraph | Row


@dataclass(frozen=True, slots=True)
class Notice:
    """A doubt about the file itself, by the code of its question."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


def checked_text(text: str, place: Place) -> str:
    """The text of a cell, unless it is longer than any cell of a plan."""
    if len(text) > MAX_CELL:
        raise UnreadableFile("long_cell", limit=MAX_CELL, where=place)
    return text


class Budget:
    """Counts what a file hands out and refuses it once that is more than any plan holds."""

    def __init__(self) -> None:
        self._rows = 0
        self._paragraphs = 0
        self._characters = 0

    def take(self, block: Block) -> None:
        """Count one block. Raises UnreadableFile."""
        if isinstance(block, Row):
            self._rows += 1
            self._characters += sum(map(len, block.cells))
        else:
            self._paragraphs += 1
            self._characters += len(block.text)
        if self._rows > MAX_ROWS:
            raise UnreadableFile("too_many_rows", limit=f"{MAX_ROWS} rows")
        if self._paragraphs > MAX_PARAGRAPHS:
            raise UnreadableFile("too_many_rows", limit=f"{MAX_PARAGRAPHS} paragraphs")
        if self._characters > MAX_TEXT:
            raise UnreadableFile("too_many_rows", limit=f"{MAX_TEXT} characters")


def checked_cells(cells: Sequence[str], place: Place) -> tuple[str, ...]:
    """The cells of a row, unless they are too many or one is too long."""
    if len(cells) > MAX_COLUMNS:
        raise UnreadableFile("too_many_rows", limit=f"{MAX_COLUMNS} columns")
    return tuple(checked_text(cell, place) for cell in cells)


def cell_name(row: int, column: int) -> str:
    """The name of a cell counted from 0, such as B7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
