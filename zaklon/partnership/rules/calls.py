"""When the public form of a call is open, and what an amount has to fit."""

from dataclasses import dataclass
from datetime import datetime

from zaklon.partnership.kinds import CallStatus


@dataclass(frozen=True)
class Clock:
    """State and moments of a call."""

    status: str
    opens_at: datetime
    closes_at: datetime


def why_closed(clock: Clock, now: datetime) -> str:
    """Code of the refusal of an application; empty while they are taken."""
    if clock.status != CallStatus.PUBLISHED:
        return "call_not_open"
    if now < clock.opens_at:
        return "call_not_begun"
    return "call_over" if now >= clock.closes_at else ""


def may_be_decided(clock: Clock, now: datetime) -> bool:
    """Whether grants may be given: only once no application can come in any more, so that all are compared."""
    return clock.status == CallStatus.PUBLISHED and now >= clock.closes_at


def fits(amount: int, least: int, most: int) -> bool:
    """Whether an amount lies between the two, both included; minor units."""
    return least <= amount <= most
