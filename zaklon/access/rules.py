"""Rules of posts and sign-in: plain functions of plain values."""

from datetime import datetime, timedelta

# Five slips are human; after that each further five cost more (SECURITY.md 6: per account and address, never the
# account alone, or anyone could lock out the officer on call).
_LOCKS = ((15, timedelta(hours=2)), (10, timedelta(minutes=30)), (5, timedelta(minutes=5)))
FORGET_FAILURES_AFTER = timedelta(hours=12)

INVITATION_LASTS = timedelta(days=7)


def lock_time(failures: int) -> timedelta | None:
    """How long sign-in stays locked after this many failures in a row; None when it does not."""
    return next((time for count, time in _LOCKS if failures >= count and failures % 5 == 0), None)


def failures_so_far(failures: int, last_at: datetime, now: datetime) -> int:
    """Failures that still count: an old slip is forgotten."""
    return 0 if now - last_at > FORGET_FAILURES_AFTER else failures


def is_idle(seen_at: float, now: float, idle_seconds: int) -> bool:
    """Whether a session has gone unused for too long; both moments in seconds since the epoch."""
    return now - seen_at > idle_seconds
