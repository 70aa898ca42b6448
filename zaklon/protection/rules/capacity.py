"""Places of a licence: which one a new stay takes, and how many are left."""

from collections.abc import Collection


def first_free(taken: Collection[int], places: int) -> int | None:
    """The lowest place from 1 to `places` that nobody holds; None when there is none."""
    return next((place for place in range(1, places + 1) if place not in set(taken)), None)


def free(taken: Collection[int], places: int) -> int:
    """How many places nobody holds. Places that were taken away while somebody stays there count for nobody."""
    return max(places - len({place for place in taken if place <= places}), 0)
