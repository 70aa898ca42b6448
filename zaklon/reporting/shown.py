"""A report with every value already written in its language: what the page, the PDF and Word lay out.

All texts are cleaned (`formats.clean`) and translated; nothing here is markup. `show.show` makes these values.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from zaklon.reporting.description import Chart
from zaklon.reporting.languages import Language

# How many lines, of so many letters, take about half a turned page.
_MOST_SHORT_LINES = 18
_LINE_LETTERS = 96


@dataclass(frozen=True)
class ShownParagraph:
    """Running text, one item per line."""

    lines: tuple[str, ...]
    type: str = "paragraph"


@dataclass(frozen=True)
class ShownFigure:
    """One key figure."""

    label: str
    value: str
    note: str
    is_missing: bool


@dataclass(frozen=True)
class ShownFigures:
    """Key figures side by side."""

    caption: str
    figures: tuple[ShownFigure, ...]
    type: str = "figures"


@dataclass(frozen=True)
class ShownFormula:
    """A share: its name, the formula in words, the same with the numbers put in, and the result."""

    name: str
    in_words: str
    in_numbers: str
    result: str
    note: str
    type: str = "formula"


@dataclass(frozen=True)
class ShownDefinition:
    """One term with its value."""

    term: str
    value: str
    is_missing: bool
    href: str = ""


@dataclass(frozen=True)
class ShownDefinitions:
    """Terms with their values."""

    items: tuple[ShownDefinition, ...]
    type: str = "definitions"


@dataclass(frozen=True)
class ShownEntry:
    """One dated entry: "(6) 30 June 2015 [I]" and its text."""

    mark: str
    text: str


@dataclass(frozen=True)
class ShownCell:
    """One cell; `tone` is empty unless it holds a status, `is_words` says that no number stands in it."""

    text: str
    tone: str = ""
    is_missing: bool = False
    is_words: bool = False
    entries: tuple[ShownEntry, ...] = ()


@dataclass(frozen=True)
class ShownColumn:
    """A column heading; `width` is its share of the line."""

    heading: str
    kind: str
    is_number: bool
    width: int


@dataclass(frozen=True)
class ShownRow:
    """One row of cells, or a heading that spans the table (`heading` set, no cells)."""

    cells: tuple[ShownCell, ...] = ()
    href: str = ""
    heading: str = ""
    level: int = 0


@dataclass(frozen=True)
class ShownTable:
    """A table; `label` is its number and caption, `number` counts the tables of the report from 1 (0 in a chart)."""

    number: int
    label: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[ShownRow, ...]
    totals: tuple[ShownCell, ...]
    notes: tuple[str, ...]
    empty: str
    is_landscape: bool
    type: str = "table"

    @property
    def totals_span(self) -> int:
        """How many columns the first cell of the totals may take: its own and the empty ones that follow."""
        span = 1
        while span < len(self.totals) and not self.totals[span].text:
            span += 1
        return span


@dataclass(frozen=True)
class ShownChart:
    """A chart with its numbers; `source` is what the drawing is made from.

    On paper the numbers are not written a second time when a table above says them (`is_counted_above`).
    """

    number: int
    label: str
    alt: str
    table: ShownTable
    source: Chart
    is_counted_above: bool = False
    type: str = "chart"


ShownBlock = ShownParagraph | ShownFigures | ShownFormula | ShownDefinitions | ShownTable | ShownChart


@dataclass(frozen=True)
class ShownHeading:
    """A numbered heading; `anchor` is a safe identifier for links inside the file."""

    number: str
    heading: str
    level: int
    anchor: str
    starts_page: bool
    type: str = "heading"


@dataclass(frozen=True)
class ShownSection:
    """A heading with its blocks."""

    title: ShownHeading
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class Run:
    """Neighbouring headings and blocks that are printed on pages of one orientation."""

    is_landscape: bool
    parts: tuple[ShownHeading | ShownBlock, ...]

    def joins(self, following: "Run", *, is_first: bool) -> bool:
        """Whether the run that follows is printed on the same turned pages."""
        if self.is_landscape:
            return following.is_landscape or following.is_short
        return following.is_landscape and is_first and self.is_short

    @property
    def is_short(self) -> bool:
        """Whether it takes less than about half a turned page."""
        return sum(_lines(part) for part in self.parts) <= _MOST_SHORT_LINES


def _lines(part: ShownHeading | ShownBlock) -> int:
    """About how many lines of a table it takes; boxes and pictures are tall."""
    if isinstance(part, ShownHeading):
        return 3
    if isinstance(part, ShownParagraph):
        return 1 + _text_lines(part.lines)
    if isinstance(part, ShownTable):
        return 4 + len(part.rows) + len(part.notes)
    return _MOST_SHORT_LINES + 1


def _text_lines(lines: Iterable[str]) -> int:
    return sum(1 + len(line) // _LINE_LETTERS for line in lines)


@dataclass(frozen=True)
class Fact:
    """One line of the cover: period, body, date, reference, revision, standing."""

    label: str
    value: str


@dataclass(frozen=True)
class Words:
    """The fixed words of the layout. `page_of` holds the pieces of "Page 3 of 12" with {page} and {pages} between."""

    contents: str
    notes: str
    sources: str
    page_of: tuple[str, ...]
    draft: str


@dataclass(frozen=True)
class ShownReport:
    """The whole report, ready to be laid out."""

    title: str
    subtitle: str
    language: Language
    period: str
    made_by: str
    reference: str
    footer: str
    facts: tuple[Fact, ...]
    is_draft: bool
    sections: tuple[ShownSection, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    words: Words
    watermark: str = ""
    is_letter: bool = False

    @property
    def has_contents(self) -> bool:
        """Whether the printed forms open with a list of contents."""
        return len(self.sections) > 3

    @property
    def opens_upright(self) -> bool:
        """Whether something stands above the first section on its page."""
        return self.has_contents or self.is_letter

    def closing_lists(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Heading, anchor and items of the lists that end the report; only those that have items."""
        lists = ((self.words.notes, "notes", self.notes), (self.words.sources, "sources", self.sources))
        return tuple(each for each in lists if each[2])

    @property
    def closes_upright(self) -> bool:
        """Whether the lists that end the report turn the page back; short ones stay on a turned page."""
        items = [item for _title, _anchor, listed in self.closing_lists() for item in listed]
        return 3 * len(self.closing_lists()) + _text_lines(items) > _MOST_SHORT_LINES

    def runs(self) -> tuple[Run, ...]:
        """The report cut where the printed page turns; a heading goes with the block that follows it.

        What is short and follows a turned page stays on it, and what is short goes with it before it: a page of its
        own would hold a few lines. Only the list of contents gives what comes first a page anyway.
        """
        parts = [part for section in self.sections for part in (section.title, *section.blocks)]
        turned = False
        marked = []
        for part in reversed(parts):
            if not isinstance(part, ShownHeading):
                turned = isinstance(part, ShownTable) and part.is_landscape
            marked.append((turned, part))
        groups = groupby(reversed(marked), key=lambda pair: pair[0])
        runs: list[Run] = []
        for is_landscape, pairs in groups:
            run = Run(is_landscape, tuple(part for _, part in pairs))
            if runs and runs[-1].joins(run, is_first=len(runs) == 1 and not self.opens_upright):
                runs[-1] = Run(is_landscape=True, parts=runs[-1].parts + run.parts)
            else:
                runs.append(run)
        return tuple(runs)
