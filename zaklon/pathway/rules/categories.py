"""What a person counts as, since when: victim, presumed victim, at risk (protocol of the first country; study B.6).

Derived from the steps that were taken and from what the pack says of states, so that it cannot differ from them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Moved:
    """A step: who came to stand where, on which day of the country."""

    person_id: UUID
    state: str
    on: date


@dataclass(frozen=True)
class Counted:
    """A stretch of days in which a person counts as one thing; `until` is the day of the next, None while it lasts."""

    person_id: UUID
    category: str
    since: date
    until: date | None = None


def history(moves: Iterable[Moved], counts_as: Mapping[str, str]) -> tuple[Counted, ...]:
    """By person, in the order of time. `moves` in the order in which they were taken.

    A step that leaves the category as it is begins nothing new; a state that counts as nothing ends it.
    """
    done: list[Counted] = []
    running: dict[UUID, Counted] = {}
    for move in moves:
        now, category = running.get(move.person_id), counts_as.get(move.state, "")
        if (now.category if now else "") == category:
            continue
        if now is not None:
            done.append(Counted(now.person_id, now.category, now.since, move.on))
            del running[move.person_id]
        if category:
            running[move.person_id] = Counted(move.person_id, category, move.on)
    return tuple(sorted([*done, *running.values()], key=lambda each: (str(each.person_id), each.since)))


def persons_in(histories: Iterable[Counted], year: int) -> dict[str, int]:
    """By category: how many persons came to count as it in a year, each once, however often it began."""
    came = {(each.person_id, each.category) for each in histories if each.since.year == year}
    counts: dict[str, int] = {}
    for _person, category in sorted(came, key=str):
        counts[category] = counts.get(category, 0) + 1
    return counts
