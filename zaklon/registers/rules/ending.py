"""What has a last day, and of which day before it somebody is to be told."""

from collections.abc import Sequence
from datetime import date


def day_to_tell(until: date, warn: Sequence[int], today: date) -> int | None:
    """The latest of the days before `until` that has come: of 60, 14 and 0 it is 14 when ten are left. None before."""
    left = (until - today).days
    return min((days for days in warn if left <= days), default=None)
