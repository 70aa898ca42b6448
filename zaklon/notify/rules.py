"""When to remind, how long to wait for a mail server that does not answer, and how long to keep what was sent."""

from datetime import timedelta

# When the worker looks once a day for what is near or over, in UTC, an early hour of the working day in Europe: all at
# once, so that a person finds it in one mail.
REMINDING = "17 6 * * *"
# Fourteen tries over almost two days: a mail server that is down over a weekend's night costs no message.
ATTEMPTS = 14
_LONGEST = timedelta(hours=6)
# How long a message that was sent or given up stays in the outbox; that it was sent stays on the trail.
KEPT_FOR = timedelta(days=90)


def delay_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None when it is time to give up."""
    if attempts >= ATTEMPTS:
        return None
    return min(timedelta(minutes=2**attempts), _LONGEST)
