"""Whether a provider may take somebody in for a service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from zaklon.protection.kinds import Block


@dataclass(frozen=True)
class Paused:
    """A suspension: from a moment on, until another or until it is lifted."""

    starts_at: datetime
    ends_at: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether the licence is suspended at the moment."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


@dataclass(frozen=True)
class Paper:
    """A licence with its suspensions; both days are included."""

    valid_from: date
    valid_until: date
    paused: tuple[Paused, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the day lies in its time."""
        return self.valid_from <= day <= self.valid_until

    def is_paused(self, moment: datetime) -> bool:
        """Whether it is suspended at the moment."""
        return any(each.holds(moment) for each in self.paused)


def block_of(papers: Iterable[Paper], today: date, now: datetime, *, is_ended: bool, is_stopped: bool) -> Block | None:
    """Why nobody may be placed now, the gravest reason first; None when somebody may.

    A suspension of any licence that covers the day blocks, so that no second paper gets around it.
    """
    held = tuple(papers)
    current = [paper for paper in held if paper.covers(today)]
    if is_ended:
        return Block.ENDED
    if is_stopped:
        return Block.STOPPED
    if any(paper.is_paused(now) for paper in current):
        return Block.SUSPENDED
    if current:
        return None
    return Block.EXPIRED if any(paper.valid_until < today for paper in held) else Block.NEVER_LICENSED


def days_left(valid_until: date, today: date) -> int:
    """Days for which a licence still holds, today included; 0 when it has run out."""
    return max((valid_until - today).days + 1, 0)
