"""When the Coordination Body can decide, and what it has decided. Pure: seats are told by the keys of their bodies.

A body has one seat. Its member speaks for it; its deputy only while the member does not take part. In person the
quorum counts the seats that are there; in an electronic session those that have voted, since nobody is in the room.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from zaklon.partnership.kinds import Choice, Outcome, Standing

LEAST_SEATS = 2


@dataclass(frozen=True)
class Roll:
    """Seats of the Body, and those whose member, or whose deputy, takes part."""

    seats: frozenset[UUID]
    members: frozenset[UUID] = frozenset()
    deputies: frozenset[UUID] = frozenset()

    @property
    def taking_part(self) -> frozenset[UUID]:
        """Seats for which somebody can vote."""
        return (self.members | self.deputies) & self.seats

    def speaks(self, seat: UUID, standing: Standing) -> bool:
        """Whether the member, or the deputy, of the seat may vote."""
        if seat not in self.seats:
            return False
        if standing is Standing.MEMBER:
            return seat in self.members
        return standing is Standing.DEPUTY and seat in self.deputies - self.members


def needed(seats: int, percent: int | None = None) -> int:
    """How many seats make the quorum: so many per cent, or more than half where the country names no share."""
    least = seats // 2 + 1 if percent is None else -(-seats * percent // 100)
    return max(least, LEAST_SEATS)


def has_quorum(there: int, seats: int, percent: int | None = None) -> bool:
    """Whether enough seats take part."""
    return there >= needed(seats, percent)


@dataclass(frozen=True)
class Count:
    """Votes on an item."""

    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0

    @classmethod
    def of(cls, choices: Iterable[str]) -> "Count":
        """Votes counted."""
        counted = Counter(choices)
        return cls(counted[Choice.FOR], counted[Choice.AGAINST], counted[Choice.ABSTAINED])

    @property
    def cast(self) -> int:
        """All votes."""
        return self.votes_for + self.votes_against + self.abstained


def outcome(count: Count, there: int, seats: int, percent: int | None = None) -> Outcome:
    """Adopted by more than half of the seats that take part: who abstains or does not vote counts as there."""
    there = max(there, count.cast)
    if not has_quorum(there, seats, percent):
        return Outcome.NO_QUORUM
    return Outcome.ADOPTED if count.votes_for * 2 > there else Outcome.REJECTED
