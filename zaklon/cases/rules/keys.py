"""From the facts of a case to the keys that the row policies look up: one key for each part, level and window of time.

The keys are a ready answer, kept in the transaction that changes a fact; `decide` gives the same answer from the facts
themselves, and the tests hold the two together at every moment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.access.roles import Role
from zaklon.cases.kinds import Ground, Level, Part
from zaklon.cases.rules.decide import LEVELS
from zaklon.cases.rules.matrix import MATRIX, PARTS


@dataclass(frozen=True)
class Window:
    """From `starts` (with it) to `ends` (without it); no end is None."""

    starts: datetime
    ends: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies inside."""
        return self.starts <= moment and (self.ends is None or moment < self.ends)

    def within(self, other: "Window") -> "Window | None":
        """The common part; None when there is none."""
        starts = max(self.starts, other.starts)
        ends = min((end for end in (self.ends, other.ends) if end is not None), default=None)
        return Window(starts, ends) if ends is None or starts < ends else None


@dataclass(frozen=True)
class Assigned:
    """A post that works on the case with one role."""

    user_id: UUID
    body_id: UUID
    role: Role
    window: Window


@dataclass(frozen=True)
class Opened:
    """A part that consent or a legal duty opens to a body."""

    body_id: UUID
    part: Part
    ground: Ground
    window: Window


@dataclass(frozen=True)
class Broken:
    """A part that one user has broken open, acting for a body."""

    user_id: UUID
    body_id: UUID
    part: Part
    window: Window


@dataclass(frozen=True)
class Facts:
    """Everything about one case that decides who sees what, past and to come."""

    assigned: tuple[Assigned, ...] = ()
    opened: tuple[Opened, ...] = ()
    broken: tuple[Broken, ...] = ()
    conflicted: frozenset[UUID] = frozenset()
    is_sealed: bool = False
    is_referred: bool = False
    # The body that owns the case: with nobody at work, its supervisor still sees that the case is there.
    owner: UUID | None = None


@dataclass(frozen=True)
class Key:
    """That a user acting for a body gets as far as `level` into `part` during the window."""

    user_id: UUID
    body_id: UUID
    part: Part
    level: Level
    ground: Ground
    window: Window


def number_of(case_id: int, part: Part, level: Level) -> int:
    """The number under which policies look for the key: 64 for each case, 4 for each part."""
    return case_id * 64 + part * 4 + level


def keys_of(facts: Facts) -> frozenset[Key]:
    """Every key of the case."""
    found = (*_by_assignment(facts), *_by_break_glass(facts))
    return frozenset(key for key in found if key.user_id not in facts.conflicted)


def _by_assignment(facts: Facts) -> Iterator[Key]:
    for post in facts.assigned:
        for part in PARTS:
            letter = MATRIX[post.role][part] if post.role in MATRIX else "-"
            if letter == "-" or (letter == "R" and facts.is_referred):
                continue
            for ground, window in _windows(facts, post, part, letter):
                yield from _levels(post, part, LEVELS[letter], ground, window)


def _windows(facts: Facts, post: Assigned, part: Part, letter: str) -> Iterator[tuple[Ground, Window]]:
    if letter != "C":
        yield Ground.ASSIGNMENT, post.window
        return
    for opening in facts.opened:
        if (opening.body_id, opening.part) == (post.body_id, part) and (both := post.window.within(opening.window)):
            yield opening.ground, both


def _by_break_glass(facts: Facts) -> Iterator[Key]:
    for glass in facts.broken:
        if facts.is_sealed and glass.part is Part.TESTIMONY:
            continue
        for part in (Part.SHELL, glass.part):
            yield from _levels(glass, part, Level.READ, Ground.BREAK_GLASS, glass.window)


def _levels(holder: Assigned | Broken, part: Part, highest: Level, ground: Ground, window: Window) -> Iterator[Key]:
    for level in Level:
        if level <= highest:
            yield Key(holder.user_id, holder.body_id, part, level, ground, window)
