"""Copies of a material that are left."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stock:
    """Copies printed, handed out, and left; `printed` and `left` are None where nobody has said how many there were."""

    printed: int | None
    distributed: int
    left: int | None

    @property
    def too_many(self) -> int:
        """How many more were handed out than were printed: a fault of an entry, and never a stock."""
        return max(0, -self.left) if self.left is not None else 0


def stock_of(printed: int | None, distributed: int) -> Stock:
    """What is left of a material."""
    return Stock(printed, distributed, None if printed is None else printed - distributed)
