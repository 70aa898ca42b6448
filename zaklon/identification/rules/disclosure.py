"""Which counts are hidden before a table is handed out, so that no hidden one can be reckoned back (DOMAIN.md F.6).

Knows nothing of what is counted: cells are any keys, and `sums` say which cell is the sum of which others, over all
tables that are handed out together. Counts from 1 to under the smallest are hidden; then others, as few as the rules
find, until no hidden count follows from those shown. Noughts are shown: nobody is found in one.

Why it holds: the sums are linear, and a hidden count follows from the shown ones only when a combination of sums leaves
it alone. That is what `follows` looks for, in exact fractions.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
_Line = dict[Key, Fraction]


def hidden(counts: Mapping[Key, int], sums: Sequence[tuple[Key, tuple[Key, ...]]], *, smallest: int) -> frozenset[Key]:
    """The cells to hide. Raises ValueError when a sum does not hold: then it would be no protection."""
    for total, parts in sums:
        if counts.get(total, 0) != sum(counts.get(part, 0) for part in parts):
            raise ValueError(f"{total!r} is not the sum of its parts")
    found = {cell for cell, number in counts.items() if 0 < number < smallest}
    while given_away := follows(found, sums):
        found.add(_companion(given_away, found, counts, sums))
    return frozenset(found)


def follows(found: Iterable[Key], sums: Sequence[tuple[Key, tuple[Key, ...]]]) -> frozenset[Key]:
    """Hidden cells whose counts follow from those shown: they stand alone when the sums are solved for the hidden."""
    cells = set(found)
    solved: dict[Key, _Line[Key]] = {}
    for total, parts in sums:
        line: _Line[Key] = {}
        for cell, sign in ((total, -1), *((part, 1) for part in parts)):
            if cell in cells:
                line[cell] = line.get(cell, Fraction()) + sign
        _solve(line, solved)
    return frozenset(pivot for pivot, line in solved.items() if len(line) == 1)


def _companion(
    given_away: Iterable[Key],
    found: set[Key],
    counts: Mapping[Key, int],
    sums: Sequence[tuple[Key, tuple[Key, ...]]],
) -> Key:
    """One more cell to hide: beside one that is given away, a part rather than a total, as small as there is.

    There always is one: were every count above nought hidden, all of them could be doubled and no sum would tell.
    """
    first = min(given_away, key=repr)
    totals = {total for total, _parts in sums}
    beside = {cell for total, parts in sums if first in (total, *parts) for cell in (total, *parts)}
    open_cells = {cell for total, parts in sums for cell in (total, *parts) if counts.get(cell, 0)} - found
    return min(open_cells, key=lambda cell: (cell not in beside, cell in totals, counts[cell], repr(cell)))


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
