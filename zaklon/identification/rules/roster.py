"""The on-call roster: where nobody is on call."""

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]


def gaps(shifts: Iterable[Span], first: datetime, last: datetime) -> tuple[Span, ...]:
    """Spans between two moments in which nobody is on call, the earliest first."""
    found: list[Span] = []
    reached = first
    for starts, ends in sorted(shifts):
        if starts >= last:
            break
        if starts > reached:
            found.append((reached, starts))
        reached = max(reached, ends)
    if reached < last:
        found.append((reached, last))
    return tuple(found)
