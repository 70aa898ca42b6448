"""Until when an operator corrects a call without saying why."""

from datetime import datetime, timedelta


def is_same_shift(logged_at: datetime, now: datetime, *, minutes: int) -> bool:
    """Whether the shift in which a call was logged still goes on."""
    return now - logged_at < timedelta(minutes=minutes)
