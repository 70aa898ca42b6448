"""Which counts are hidden before a table is handed out, so that no hidden one can be reckoned back (DOMAIN.md F.6).

Knows nothing of what is counted: cells are any keys, and `sums` say which cell is the sum of which others, over all
tables that are handed out together. Counts from 1 to under the smallest are hidden; then others, one by one, until no
hidden count follows from those shown. Noughts are shown: nobody is found in one; so a hidden count is at least 1.

Whoever has the tables knows that the sums hold and that each hidden count is 1 or more: where three hidden counts make
3, each is 1. So a count is safe only when there is another table of whole numbers that agrees with everything shown and
has another number there. `given_away` looks for such tables, and counts a cell for which it finds none as given away:
it may hide one cell too many, never one too few.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
_Line = dict[Key, Fraction]


def hidden(counts: Mapping[Key, int], sums: Sequence[tuple[Key, tuple[Key, ...]]], *, smallest: int) -> frozenset[Key]:
    """The cells to hide. Raises ValueError when a sum does not hold: then it would be no protection."""
    for total, parts in sums:
        if counts.get(total, 0) != sum(counts.get(part, 0) for part in parts):
            raise ValueError(f"{total!r} is not the sum of its parts")
    found = {cell for cell, number in counts.items() if 0 < number < smallest}
    while (unsafe := given_away(found, counts, sums)) and (beside := _open_cells(found, counts, sums)):
        found |= _companions(unsafe, beside, counts, sums)
    return frozenset(found)


def given_away(
    found: Iterable[Key], counts: Mapping[Key, int], sums: Sequence[tuple[Key, tuple[Key, ...]]]
) -> frozenset[Key]:
    """Hidden cells for which no other table was found: each way to change the hidden counts is tried, then each two."""
    cells = set(found)
    ways = _ways_to_change(cells, sums)
    unsafe = set(cells)
    for way in ways:
        if _is_possible(way, counts):
            unsafe -= way.keys()
    for cell in sorted(unsafe, key=repr):
        if cell in unsafe:
            freed: set[Key] = _by_two(cell, ways, counts)
            unsafe -= freed
    return frozenset(unsafe)


def _by_two(cell: Key, ways: Sequence[Mapping[Key, int]], counts: Mapping[Key, int]) -> set[Key]:
    """What another table found by two ways at once changes, when it changes the cell; nothing when there is none."""
    for first in ways:
        if cell in first:
            blocked = [each for each, change in first.items() if counts[each] + change < 1]
            for second in ways:
                if not all(second.get(each, 0) > 0 for each in blocked):
                    continue
                both = {each: first.get(each, 0) + second.get(each, 0) for each in (*first, *second)}
                if both[cell] and _is_possible(both, counts):
                    return {each for each, change in both.items() if change}
    return set()


def _is_possible(way: Mapping[Key, int], counts: Mapping[Key, int]) -> bool:
    """Whether every hidden count stays 1 or more."""
    return all(counts[cell] + change >= 1 for cell, change in way.items())


def _ways_to_change(cells: set[Key], sums: Sequence[tuple[Key, tuple[Key, ...]]]) -> list[dict[Key, int]]:
    """Changes of the hidden counts under which every sum still holds: one for each free cell, there and back."""
    solved = _solved(cells, sums)
    found: list[dict[Key, int]] = []
    for free in sorted(cells - solved.keys(), key=repr):
        way = {free: Fraction(1)} | {pivot: -line[free] for pivot, line in solved.items() if free in line}
        whole = lcm(*(value.denominator for value in way.values()))
        found += [{cell: int(value * sign) for cell, value in way.items()} for sign in (whole, -whole)]
    return found


def _open_cells(
    found: set[Key], counts: Mapping[Key, int], sums: Sequence[tuple[Key, tuple[Key, ...]]]
) -> frozenset[Key]:
    """Cells that can be hidden still. With none left every count may be its double, and no sum tells."""
    return frozenset(cell for total, parts in sums for cell in (total, *parts) if counts.get(cell, 0)) - found


def _solved(cells: set[Key], sums: Sequence[tuple[Key, tuple[Key, ...]]]) -> dict[Key, _Line[Key]]:
    """The sums solved for the hidden cells: each line gives one of them by the free ones."""
    solved: dict[Key, _Line[Key]] = {}
    for total, parts in sums:
        line: _Line[Key] = {}
        for cell, sign in ((total, -1), *((part, 1) for part in parts)):
            if cell in cells:
                line[cell] = line.get(cell, Fraction()) + sign
        _solve(line, solved)
    return solved


def _companions(
    unsafe: Iterable[Key],
    open_cells: frozenset[Key],
    counts: Mapping[Key, int],
    sums: Sequence[tuple[Key, tuple[Key, ...]]],
) -> set[Key]:
    """Cells to hide beside those that are given away: a part rather than a total, as small as there is.

    One for each sum in a round, so that one cell helps several before more are taken.
    """
    totals = {total for total, _parts in sums}
    chosen: set[Key] = set()
    for cell in sorted(unsafe, key=repr):
        beside = {each for total, parts in sums if cell in (total, *parts) for each in (total, *parts)}
        if not beside & chosen and (fit := beside & open_cells):
            chosen.add(min(fit, key=lambda each: (each in totals, counts[each], repr(each))))
    return chosen or {min(open_cells, key=lambda each: (each in totals, counts[each], repr(each)))}


def _solve(line: _Line[Key], solved: dict[Key, _Line[Key]]) -> None:
    """Take what is solved out of a line, then what the line solves out of the others."""
    for pivot in [cell for cell in line if cell in solved]:
        _subtract(line, solved[pivot], line[pivot])
    if not line:
        return
    own = min(line, key=repr)
    factor = line[own]
    line = {cell: value / factor for cell, value in line.items()}
    for other in solved.values():
        if own in other:
            _subtract(other, line, other[own])
    solved[own] = line


def _subtract(line: _Line[Key], other: _Line[Key], factor: Fraction) -> None:
    for cell, value in other.items():
        left = line.get(cell, Fraction()) - factor * value
        if left:
            line[cell] = left
        else:
            line.pop(cell, None)
