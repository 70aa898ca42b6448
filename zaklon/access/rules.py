"""Rules of posts and sign-in: plain functions of plain values."""

from collections.abc import Mapping
from datetime import datetime, timedelta

# Five slips are human; after that each further five cost more (SECURITY.md 6: per account and address, never the
# account alone, or anyone could lock out the officer on call).
_LOCKS = ((15, timedelta(hours=2)), (10, timedelta(minutes=30)), (5, timedelta(minutes=5)))
FORGET_FAILURES_AFTER = timedelta(hours=12)

INVITATION_LASTS = timedelta(days=7)
# A desk, a phone and one more: whoever signs in a fourth time is signed out where they were longest ago.
SESSIONS_AT_ONCE = 3

# A key of a program that begins its work again after so long stands on the trail anew, as somebody who signs in does.
PROGRAM_PAUSE = timedelta(minutes=30)
SHORTEST_PURPOSE = 10


def lock_time(failures: int) -> timedelta | None:
    """How long sign-in stays locked after this many failures in a row; None when it does not."""
    return next((time for count, time in _LOCKS if failures >= count and failures % 5 == 0), None)


def failures_so_far(failures: int, last_at: datetime, now: datetime) -> int:
    """Failures that still count: an old slip is forgotten."""
    return 0 if now - last_at > FORGET_FAILURES_AFTER else failures


def has_passed(moment: float, now: float, seconds: int) -> bool:
    """Whether more than `seconds` lie between the moments, both in seconds since the epoch."""
    return now - moment > seconds


def tidy(text: str) -> str:
    """The text without spaces around it and with single ones inside."""
    return " ".join(text.split())


def first_in_a_circle(parents: Mapping[str, str | None]) -> str | None:
    """The first code that lies inside itself, or None; `parents` maps a code to that of the body around it."""
    for code in parents:
        seen: set[str] = set()
        current: str | None = code
        while current is not None and current not in seen:
            seen.add(current)
            current = parents.get(current)
        if current is not None:
            return current
    return None


def begins_anew(last_used_at: datetime | None, now: datetime) -> bool:
    """Whether a program that was used at some moment begins its work again now."""
    return last_used_at is None or now - last_used_at > PROGRAM_PAUSE
