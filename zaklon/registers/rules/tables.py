"""A table of a report as numbers by row and column, with sums; where persons are counted, small numbers are hidden."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from zaklon.plan.rules.change import percent_change
from zaklon.reporting.disclosure import hidden

Cell = tuple[str, str]
# The sum of a row or a column; no code of a pack is empty.
TOTAL = ""


@dataclass(frozen=True)
class Grid:
    """Numbers by row and column, both as codes in their order; what is in `covered` is hidden."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: Mapping[Cell, Decimal]
    covered: frozenset[Cell] = field(default_factory=frozenset)

    def value(self, row: str, column: str) -> Decimal | None:
        """A number; None where it is hidden."""
        return None if (row, column) in self.covered else self.numbers.get((row, column), Decimal(0))


def grid_of(found: Iterable[tuple[str, str, Decimal]], rows: Sequence[str], columns: Sequence[str]) -> Grid:
    """Numbers with their sums: TOTAL is a row of its own, and where there are several columns a column.

    Rows and columns that nothing was counted for and that nobody asks for are left out.
    """
    numbers: dict[Cell, Decimal] = {}
    for row, column, number in found:
        numbers[row, column] = numbers.get((row, column), Decimal(0)) + number
    met_rows = {row for row, _column in numbers}
    met = {column for _row, column in numbers}
    kept_rows = (*(row for row in rows if row in met_rows), *sorted(met_rows - set(rows)))
    kept = (*(column for column in columns if column in met), *sorted(met - set(columns)))
    for column in kept:
        numbers[TOTAL, column] = sum((numbers.get((row, column), Decimal(0)) for row in kept_rows), Decimal(0))
    return Grid(kept_rows, kept, numbers)


@dataclass(frozen=True)
class Turn:
    """A row beside the one before it: both sums over the columns, and the change in whole per cent where it is one."""

    before: str
    row: str
    number_before: Decimal
    number: Decimal
    percent: int | None


def turns(grid: Grid) -> tuple[Turn, ...]:
    """Each row compared with the one before it, by its sum over the columns; none where a number is hidden."""
    if grid.covered:
        return ()
    sums = {row: Decimal(sum(grid.numbers.get((row, each), 0) for each in grid.columns)) for row in grid.rows}
    return tuple(
        Turn(before, row, sums[before], sums[row], percent_change(sums[before], sums[row]))
        for before, row in itertools.pairwise(grid.rows)
    )


def without_gaps(cells: Iterable[tuple[str, str, Decimal]], rows: str) -> list[tuple[str, str, Decimal]]:
    """The same with noughts for months or quarters between the first and the last for which nothing was entered.

    In a picture a row that is left out would look as if the days had followed each other. A month is written as
    2020-04-01, a quarter as 20202.
    """
    found = list(cells)
    follows = _FOLLOWS.get(rows)
    known = sorted({row for row, _column, _number in found if row[:1].isdigit()})
    if follows is None or not known:
        return found
    row, column = known[0], found[0][1]
    while (row := follows(row)) < known[-1]:
        if row not in known:
            found.append((row, column, Decimal(0)))
    return found


def _next_month(code: str) -> str:
    year, month = int(code[:4]), int(code[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}-01"


def _next_quarter(code: str) -> str:
    return f"{int(code[:4]) + 1:04}1" if code.endswith("4") else str(int(code) + 1)


_FOLLOWS = {"month": _next_month, "quarter": _next_quarter}


def protected(grid: Grid, smallest: int | None) -> Grid:
    """The same with small numbers of persons hidden, and others from which one of them could be reckoned."""
    if smallest is None or not grid.rows:
        return grid
    counts = {cell: int(number) for cell, number in _filled(grid).items()}
    sums: list[tuple[Cell, tuple[Cell, ...]]] = [
        ((TOTAL, column), tuple((row, column) for row in grid.rows)) for column in grid.columns
    ]
    return Grid(grid.rows, grid.columns, grid.numbers, hidden(counts, sums, smallest=smallest))


def _filled(grid: Grid) -> dict[Cell, Decimal]:
    every = [(row, column) for row in (*grid.rows, TOTAL) for column in grid.columns]
    return {cell: grid.numbers.get(cell, Decimal(0)) for cell in every}
