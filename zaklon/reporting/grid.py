"""A table as rows that can be sorted and filtered: what the spreadsheet and CSV forms write.

Sub-headings become columns of their own at the left, filled down, because a heading between rows breaks every filter.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaklon.reporting.description import Column, Row, SubHeading, Table, Value
from zaklon.reporting.show import column_places
from zaklon.reporting.texts import clean


@dataclass(frozen=True)
class Grid:
    """Columns with unique headings, their decimal places, and one tuple of typed values per row."""

    columns: tuple[Column, ...]
    places: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] | None


def grid(table: Table) -> Grid:
    """The table as a grid, in the active language."""
    levels = sorted({row.level for row in table.rows if isinstance(row, SubHeading)})
    groups = tuple(Column(_("Group %(level)s") % {"level": place}, width=4) for place in range(1, len(levels) + 1))
    current: dict[int, str] = {}
    rows: list[tuple[Value, ...]] = []
    for row in table.rows:
        if isinstance(row, Row):
            rows.append((*(current.get(level, "") for level in levels), *row.cells))
        else:
            current = {level: text for level, text in current.items() if level < row.level} | {row.level: row.text}
    blanks = ("",) * len(levels)
    return Grid(
        columns=tuple(_with_unique_headings([*groups, *table.columns])),
        places=(*(0 for _level in levels), *column_places(table)),
        rows=tuple(rows),
        totals=None if table.totals is None else (*_moved_left(table.totals, blanks),),
    )


def _moved_left(totals: tuple[Value, ...], blanks: tuple[Value, ...]) -> tuple[Value, ...]:
    """The totals with their label in the very first column."""
    return (totals[0], *blanks, *totals[1:])


def _with_unique_headings(columns: list[Column]) -> list[Column]:
    """Spreadsheet tables need headings that are short, filled and all different."""
    seen: set[str] = set()
    unique = []
    for place, column in enumerate(columns, start=1):
        heading = " ".join(clean(column.heading).split())[:240] or str(place)
        number = 2
        candidate = heading
        while candidate.casefold() in seen:
            candidate, number = f"{heading} ({number})", number + 1
        seen.add(candidate.casefold())
        unique.append(Column(candidate, column.kind, column.width, column.places))
    return unique
