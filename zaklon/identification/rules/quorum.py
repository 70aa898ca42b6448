"""When the Team can decide, and what it has decided. Pure: members are told by their keys, choices by their codes.

A member votes on an item when present, with no conflict of interest declared, and, where a decision is looked at
again, without a vote in the former one. Whoever may not vote leaves the count too, so that stepping aside never blocks
a decision; a deputy takes the seat of a member who is missing. Never does one person decide alone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

ABSTAIN = "abstain"
LEAST_VOTERS = 2


@dataclass(frozen=True)
class Roll:
    """Who could vote on one item. `seats` are members with a running mandate, `deputies` those who stand in.

    `free` declared to have no conflict, `aside` stepped aside or have a conflict, `former` voted on the decision that
    is looked at again.
    """

    seats: frozenset[UUID] = frozenset()
    deputies: frozenset[UUID] = frozenset()
    present: frozenset[UUID] = frozenset()
    free: frozenset[UUID] = frozenset()
    aside: frozenset[UUID] = frozenset()
    former: frozenset[UUID] = frozenset()

    @property
    def voters(self) -> frozenset[UUID]:
        """Who may vote."""
        return (self.seats | self.deputies) & self.present & self.free - self.aside - self.former

    @property
    def counted(self) -> int:
        """How many the quorum is a share of: the seats that nobody has left, or all voters where deputies fill them."""
        return max(len(self.seats - self.aside - self.former), len(self.voters))

    @property
    def is_overfull(self) -> bool:
        """Whether more would vote than there are seats: deputies beside the members for whom they stand in."""
        return len(self.voters) > len(self.seats)


def needed(roll: Roll, percent: int | None = None) -> int:
    """How many voters make the quorum: so many per cent, or more than half where the country names no share."""
    least = roll.counted // 2 + 1 if percent is None else -(-roll.counted * percent // 100)
    return max(least, LEAST_VOTERS)


def has_quorum(roll: Roll, percent: int | None = None) -> bool:
    """Whether enough are there to decide."""
    return len(roll.voters) >= needed(roll, percent)


def tally(votes: Mapping[UUID, str], roll: Roll) -> Counter[str]:
    """Votes by choice, of those who may vote still: somebody who stepped aside after voting is not counted."""
    return Counter(choice for member, choice in votes.items() if member in roll.voters)


def has_majority(choice: str, votes: Mapping[UUID, str], roll: Roll) -> bool:
    """Whether more than half of those who may vote chose it; who abstains or has not voted counts as there."""
    return choice != ABSTAIN and tally(votes, roll)[choice] * 2 > len(roll.voters)
