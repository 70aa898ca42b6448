"""How long things take, in the middle: half of them took no longer."""

from collections.abc import Iterable
from statistics import median


def middle(lengths: Iterable[float]) -> float | None:
    """The median; None of nothing."""
    found = sorted(lengths)
    return float(median(found)) if found else None


def share(part: int, whole: int) -> float | None:
    """A share between 0 and 1; None of nothing."""
    return part / whole if whole else None
