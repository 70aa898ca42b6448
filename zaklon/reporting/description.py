"""A report described once: plain frozen values, no layout and no formatting.

    Report
    ├── Section              heading, level 1 to 3
    │   └── blocks           Paragraph | KeyFigures | Formula | Definitions | Table | Chart
    ├── notes, sources

Every value is typed and stays typed until a renderer asks `formats` to write it:

    str            words; in a column of numbers they stand in place of a number ("No funding required")
    int, Decimal   numbers; a column of kind PERCENT holds ratios (0.9048 is shown as 90.48 %)
    Money          one amount; several amounts of one cell are a tuple of Money and are never added up here
    date, Quarter  days and quarters
    Status         a status word with a tone
    Entries        dated entries of one cell, as the Chapter 24 table keeps them
    None           not known: shown in words, never as 0 and never as a blank

A wrong shape raises ValueError: it is a fault of the caller, not of a person's input.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.reporting.texts import clean


class Kind(StrEnum):
    """What a column or a single figure holds; it decides format and alignment."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    QUARTER = "quarter"
    STATUS = "status"
    ENTRIES = "entries"

    @property
    def is_number(self) -> bool:
        """Whether values line up at the right edge."""
        return self in {Kind.WHOLE, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT}


class Tone(StrEnum):
    """How a status looks; always beside its word, since colour alone says nothing to many readers."""

    NEUTRAL = "neutral"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True)
class Status:
    """A status word; `detail` is a second word that never changes the first, such as "late"."""

    word: str
    tone: Tone = Tone.NEUTRAL
    detail: str = ""


@dataclass(frozen=True)
class Entry:
    """One dated entry of a cell: "(6) 30 June 2015 [I] text". `number` is the report's number in its series."""

    day: date
    text: str
    number: int | None = None
    status: str = ""


@dataclass(frozen=True)
class Entries:
    """The dated entries of one cell, oldest first."""

    entries: tuple[Entry, ...]


Value = str | int | Decimal | Money | tuple[Money, ...] | date | Quarter | Status | Entries | None


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in the text starts a new line."""

    text: str


@dataclass(frozen=True)
class KeyFigure:
    """One number that the reader should remember."""

    label: str
    value: Value
    kind: Kind = Kind.WHOLE
    note: str = ""
    places: int | None = None


@dataclass(frozen=True)
class KeyFigures:
    """Two to eight key figures side by side."""

    figures: tuple[KeyFigure, ...]
    caption: str = ""


@dataclass(frozen=True)
class Term:
    """One counted number of a formula, with its name."""

    label: str
    value: int


@dataclass(frozen=True)
class Formula:
    """A share, shown with its formula and with the numbers put in.

    The ratio is computed here from its terms, so that what is printed cannot disagree with it.
    """

    name: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    note: str = ""
    places: int = 2

    def __post_init__(self) -> None:
        if not self.numerator or not self.denominator:
            raise ValueError(f"the formula {self.name!r} needs terms above and below the line")

    @property
    def ratio(self) -> Decimal | None:
        """The share as a ratio; None when nothing stands below the line."""
        below = sum(term.value for term in self.denominator)
        return Decimal(sum(term.value for term in self.numerator)) / below if below else None


@dataclass(frozen=True)
class Definition:
    """One term with its value; words by default. `href` is where the page opens what it was counted from."""

    term: str
    value: Value
    kind: Kind = Kind.TEXT
    places: int | None = None
    href: str = ""

    def __post_init__(self) -> None:
        _must_be_ours(self.href)


def _must_be_ours(href: str) -> None:
    if href and (not href.startswith("/") or href.startswith("//")):
        raise ValueError(f"{href!r} is not a path of this product")


@dataclass(frozen=True)
class Definitions:
    """A list of terms and values, such as lead body, partners, deadline."""

    items: tuple[Definition, ...]


@dataclass(frozen=True)
class Column:
    """A column: `width` is its share of the line (1 = narrow, 4 = running text).

    `places` fixes the decimal places; without it the column shows as many as its values need, at most two.
    """

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 2
    places: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.width <= 12:
            raise ValueError(f"the width of {self.heading!r} is {self.width}; it must be 1 to 12")


@dataclass(frozen=True)
class Row:
    """One row; `href` is where the page opens what the row was counted from (page form only)."""

    cells: tuple[Value, ...]
    href: str = ""

    def __post_init__(self) -> None:
        _must_be_ours(self.href)


@dataclass(frozen=True)
class SubHeading:
    """A heading that spans the whole table, such as an objective (level 1) or a measure (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Table:
    """A captioned table; the totals row uses "" where nothing is to be added up."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row | SubHeading, ...]
    totals: tuple[Value, ...] | None = None
    notes: tuple[str, ...] = ()
    is_wide: bool | None = None

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"the table {self.caption!r} has no columns")
        lines = [row.cells for row in self.rows if isinstance(row, Row)]
        for place, cells in enumerate([*lines, *([self.totals] if self.totals is not None else [])], start=1):
            if len(cells) != len(self.columns):
                raise ValueError(
                    f"the table {self.caption!r}, row {place}: {len(cells)} cells for {len(self.columns)} columns"
                )

    @property
    def needs_landscape(self) -> bool:
        """Whether the printed page is turned; decided from the widths unless the author says."""
        if self.is_wide is not None:
            return self.is_wide
        return len(self.columns) > 6 or sum(column.width for column in self.columns) > 16


class ChartKind(StrEnum):
    """The shapes that a chart may take; each can be read without colour."""

    BAR = "bar"
    STACKED_BAR = "stacked_bar"
    LINE = "line"


@dataclass(frozen=True)
class Series:
    """One named run of numbers, one for each category of its chart; None leaves a gap."""

    name: str
    values: tuple[int | Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart, always printed with its numbers.

    `alt` says in one or two sentences what the picture shows, for those who cannot see it. `kind_of_value` is WHOLE,
    DECIMAL or PERCENT (ratios).
    """

    kind: ChartKind
    title: str
    alt: str
    category_label: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind_of_value: Kind = Kind.WHOLE
    value_label: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not clean(self.alt).strip():
            raise ValueError(f"the chart {self.title!r} needs words that say what it shows")
        if self.kind_of_value not in {Kind.WHOLE, Kind.DECIMAL, Kind.PERCENT}:
            raise ValueError(f"the chart {self.title!r} cannot draw values of kind {self.kind_of_value}")
        if not self.categories or not self.series:
            raise ValueError(f"the chart {self.title!r} has nothing to draw")
        for run in self.series:
            if len(run.values) != len(self.categories):
                raise ValueError(f"the chart {self.title!r}: {run.name!r} needs one value for each category")

    def table(self) -> Table:
        """The numbers of the chart as a table: one row for each category, or for each series if that is narrower."""
        usual = self.by_category()
        if not usual.needs_landscape or len(self.series) <= len(self.categories):
            return usual
        columns = (
            Column(self.title, Kind.TEXT, width=3),
            *(Column(category, self.kind_of_value, width=2) for category in self.categories),
        )
        return Table(self.title, columns, tuple(Row((run.name, *run.values)) for run in self.series), notes=self.notes)

    def by_category(self) -> Table:
        """The same with one row for each category and one column for each series."""
        columns = (
            Column(self.category_label, Kind.TEXT, width=3),
            *(Column(run.name, self.kind_of_value, width=2) for run in self.series),
        )
        rows = tuple(
            Row((category, *(run.values[place] for run in self.series)))
            for place, category in enumerate(self.categories)
        )
        return Table(self.title, columns, rows, notes=self.notes)


Block = Paragraph | KeyFigures | Formula | Definitions | Table | Chart


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; level 1 to 3, numbered by the renderers."""

    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    starts_page: bool = False

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"the section {self.heading!r} has level {self.level}; it must be 1 to 3")


@dataclass(frozen=True)
class Period:
    """The days that a report covers, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the period ends on {self.last}, before it begins on {self.first}")


@dataclass(frozen=True)
class Report:
    """A whole report.

    `language` is en, cnr, cnr-cyrl or sq; all texts are already in it. `made_at` carries its time zone and is the only
    time that a rendered file holds, so the same report gives the same bytes. `reference` is the stable identifier and
    `revision` counts corrections of it from 1. `made_by` names a body, never a person. `standing` is the word for where
    the report is on its way ("Draft", "Adopted"); a draft is marked on every page. `watermark` says to whom and for
    what a confidential file was given out; it stands on every page and sheet. `is_letter` makes it a paper for one
    person: without a cover, period and revision.
    """

    title: str
    period: Period
    language: str
    made_at: datetime
    made_by: str
    reference: str
    sections: tuple[Section, ...]
    revision: int = 1
    subtitle: str = ""
    standing: str = ""
    is_draft: bool = False
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    watermark: str = ""
    is_letter: bool = False

    def __post_init__(self) -> None:
        if not clean(self.title).strip():
            raise ValueError("a report needs a title")
        if self.made_at.tzinfo is None:
            raise ValueError("made_at must carry its time zone")
        if self.revision < 1:
            raise ValueError(f"revisions count from 1, not {self.revision}")
