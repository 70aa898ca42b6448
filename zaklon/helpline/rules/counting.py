"""How calls are counted: by structure and number, by channel within a structure, and by every other code alone.

A call counts once, on the day on which it began by the country's clock, repeats and silent ones too. What was not said
counts as not known, so that each table adds up to the whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOTAL, STRUCTURE, CHANNEL, MONTH = "total", "structure", "channel", "month"
# Tables of one code each; `repeat` is "yes" for a call that repeats another.
ALONE = ("caller", "language", "sex", "age_group", "municipality", "form", "urgency", "action", "hour", "repeat")
# Tables that are counted within a structure.
WITHIN = (CHANNEL, MONTH)


@dataclass(frozen=True, order=True)
class Cell:
    """One count: in a table, of calls of a structure (empty for all), in the row of a value."""

    table: str
    structure: str = ""
    value: str = ""


@dataclass(frozen=True)
class CallFact:
    """A call in codes; `seconds` is 0 where nobody counted."""

    structure: str
    channel: str
    codes: tuple[str, ...]
    seconds: int = 0


Counts = dict[Cell, int]


def count(facts: Iterable[CallFact]) -> Counts:
    """The counts of some calls; a cell that is missing is nought. `codes` stand in the order of ALONE."""
    counts: Counts = {}
    for fact in facts:
        cells = [Cell(TOTAL), Cell(STRUCTURE, fact.structure), Cell(CHANNEL, fact.structure, fact.channel)]
        cells += [Cell(table, "", code) for table, code in zip(ALONE, fact.codes, strict=True)]
        for cell in cells:
            counts[cell] = counts.get(cell, 0) + 1
    return counts


def add_up(days: Iterable[Mapping[Cell, int]]) -> Counts:
    """The counts of several days together."""
    counts: Counts = {}
    for day in days:
        for cell, number in day.items():
            counts[cell] = counts.get(cell, 0) + number
    return counts


def by_month(months: Mapping[str, Mapping[Cell, int]]) -> Counts:
    """Calls of each structure in each month, such as 2026-05, of counts by month."""
    return {
        Cell(MONTH, cell.structure, month): number
        for month, counts in months.items()
        for cell, number in counts.items()
        if cell.table == STRUCTURE
    }


def sums(counts: Mapping[Cell, int]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Every sum by which one count follows from others."""
    found = [(Cell(TOTAL), tuple(sorted(cell for cell in counts if cell.table == STRUCTURE)))]
    found += [(Cell(TOTAL), tuple(sorted(cell for cell in counts if cell.table == table))) for table in ALONE]
    for structure in sorted({cell.structure for cell in counts if cell.table == STRUCTURE}):
        for table in WITHIN:
            parts = tuple(sorted(cell for cell in counts if (cell.table, cell.structure) == (table, structure)))
            found.append((Cell(STRUCTURE, structure), parts))
    return [(total, parts) for total, parts in found if parts]
