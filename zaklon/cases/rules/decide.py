"""The decision at the centre: may this actor do this with this part of this case, and on what ground?

Pure and without a clock of its own. The row policies decide the same from the database's side; the two are tested
against each other and against an oracle that shares no code with either.
"""

from dataclasses import dataclass

from zaklon.access.roles import Role
from zaklon.cases.kinds import Ground, Level, Part
from zaklon.cases.rules.matrix import MATRIX, OVERSIGHT

# How far each letter of the matrix lets a post in.
LEVELS = {"O": Level.WRITE, "R": Level.WRITE, "A": Level.READ, "C": Level.READ, "S": Level.STATUS}


@dataclass(frozen=True)
class Tie:
    """All that ties one post (a user acting for a body) to one case at one moment.

    `assigned` are the roles with which the post works on the case now; `opened` the parts that consent or a legal duty
    opens to the body now; `glass` the parts that the user has broken open; `oversees` the overseeing roles that the
    post holds, the supervisor's only where the body belongs to the circle.
    """

    assigned: frozenset[Role] = frozenset()
    opened: frozenset[Part] = frozenset()
    glass: frozenset[Part] = frozenset()
    oversees: frozenset[Role] = frozenset()
    is_conflicted: bool = False
    is_sealed: bool = False
    is_referred: bool = False


@dataclass(frozen=True)
class Decision:
    """Whether, and why. `why` is a code of sentences.py, for the trail and for the calm word on the page."""

    allow: bool
    why: str
    ground: Ground | None = None


@dataclass(frozen=True)
class _Reached:
    level: Level
    ground: Ground


NOTHING = Decision(allow=False, why="part_withheld")


def decide(tie: Tie, level: Level, part: Part) -> Decision:
    """Whether the post gets as far as `level` into `part`."""
    if tie.is_conflicted:
        return Decision(allow=False, why="conflict_of_interest")
    for reached in _reached(tie, part):
        if reached.level >= level:
            return Decision(allow=True, why=f"by_{reached.ground}", ground=reached.ground)
    return NOTHING


def level_of(tie: Tie, part: Part) -> Level | None:
    """How far the post gets into the part; None for not at all."""
    levels = [] if tie.is_conflicted else [reached.level for reached in _reached(tie, part)]
    return max(levels, default=None)


def _reached(tie: Tie, part: Part) -> list[_Reached]:
    """Every way into the part, the plainest ground first."""
    ways = [way for role in sorted(tie.assigned) if (way := _by_assignment(tie, role, part))]
    broken = tie.glass - {Part.TESTIMONY} if tie.is_sealed else tie.glass
    if part in broken or (broken and part is Part.SHELL):
        ways.append(_Reached(Level.READ, Ground.BREAK_GLASS))
    if tie.oversees and not tie.is_sealed:
        ways += [way for role in sorted(tie.oversees) if (way := _by_oversight(role, part))]
    return ways


def _by_assignment(tie: Tie, role: Role, part: Part) -> _Reached | None:
    letter = MATRIX[role][part] if role in MATRIX else "-"
    if letter == "-" or (letter == "R" and tie.is_referred):
        return None
    if letter == "C" and part not in tie.opened:
        return None
    return _Reached(LEVELS[letter], Ground.CONSENT if letter == "C" else Ground.ASSIGNMENT)


def _by_oversight(role: Role, part: Part) -> _Reached | None:
    if part is Part.SHELL:
        return _Reached(Level.READ, Ground.OVERSIGHT)
    return _Reached(Level.STATUS, Ground.OVERSIGHT) if part in OVERSIGHT[role] else None
