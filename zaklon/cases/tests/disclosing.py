"""A guard over tests: whatever a command opens with a person's key has its line on the trail in the same transaction.

All that is sealed is opened by two functions of a person's key, and all lines of the trail are written by one function.
The guard notes both with the blocks of transactions around them. A line belongs to an opening when one stands in the
block of the other: the line of an earlier command, even of the same request, is none.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.transaction import Atomic

from zaklon.audit import commands as trail
from zaklon.cases.vault.keys import PersonKey

# What a line says when content was opened to somebody.
DISCLOSING = frozenset({"case.read", "case.revealed", "case.file_opened", "case.exported", "case.copied"})
# Opened by the system for a comparison or a reckoning alone, and shown to nobody.
FOR_NOBODY = frozenset({"_suspects", "_birthdays"})
_COMMANDS = "zaklon.cases.commands"
Blocks = tuple[object, ...]


@dataclass
class Watched:
    """What commands opened and what the trail was told, each with the blocks around it, the outermost first."""

    blocks: list[object] = field(default_factory=list)
    openings: list[tuple[Blocks, str]] = field(default_factory=list)
    lines: list[Blocks] = field(default_factory=list)

    @property
    def unrecorded(self) -> list[str]:
        """The commands that opened something without a line."""
        return sorted({name for blocks, name in self.openings if not any(_is_one(blocks, it) for it in self.lines)})


def _is_one(blocks: Blocks, other: Blocks) -> bool:
    shorter = min(len(blocks), len(other))
    return shorter > 0 and blocks[:shorter] == other[:shorter]


@contextmanager
def guarded() -> Iterator[Watched]:
    """Watch every opening for the length of the block."""
    watched = Watched()
    with pytest.MonkeyPatch.context() as patch:
        _follow_blocks(patch, watched)
        patch.setattr(trail, "connection", _Noting(trail.connection, watched))
        for name in ("open", "open_bytes"):
            patch.setattr(PersonKey, name, _watching(getattr(PersonKey, name), watched))
        yield watched


@pytest.fixture(autouse=True)
def disclosures() -> Iterator[Watched]:
    """For a conftest: none of its tests may open anything sealed through a command that leaves no line on the trail."""
    with guarded() as watched:
        yield watched
    assert watched.unrecorded == [], "opened without a line on the trail"


def _follow_blocks(patch: pytest.MonkeyPatch, watched: Watched) -> None:
    enter, leave = Atomic.__enter__, Atomic.__exit__

    def entered(block: Atomic) -> None:
        enter(block)
        watched.blocks.append(object())

    def left(block: Atomic, *fault: object) -> object:
        if watched.blocks:
            watched.blocks.pop()
        return leave(block, *fault)

    patch.setattr(Atomic, "__enter__", entered)
    patch.setattr(Atomic, "__exit__", left)


def _watching(original, watched):
    def opened(key, place, sealed):
        names = _commands_above()
        if names and not FOR_NOBODY & set(names):
            watched.openings.append((tuple(watched.blocks), names[-1]))
        return original(key, place, sealed)

    return opened


def _commands_above() -> list[str]:
    """Names of the functions of commands that are at work, the innermost first."""
    found, frame = [], sys._getframe(2)
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).startswith(_COMMANDS):
            found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


class _Noting:
    """The connection as the trail uses it; what it is told is noted first."""

    def __init__(self, real: Any, watched: Watched) -> None:
        self._real, self._watched = real, watched

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    @contextmanager
    def cursor(self) -> Iterator["_NotingCursor"]:
        with self._real.cursor() as cursor:
            yield _NotingCursor(cursor, self._watched)


class _NotingCursor:
    def __init__(self, cursor, watched: Watched) -> None:
        self._cursor, self._watched = cursor, watched

    def execute(self, sql: str, values: list[object]) -> None:
        self._cursor.execute(sql, values)
        if values[1] in DISCLOSING:
            self._watched.lines.append(tuple(self._watched.blocks))
