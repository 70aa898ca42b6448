"""Before something is sent or handed to a person: a context above says whether it is safe for the person.

It registers its guard when it starts, so that papers and messages made here need not know who stands above.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

# Something printed that the person takes along.
ON_PAPER = "paper"
# Who, by which way (a code of the pack's contact_channel, or "paper" for what the person takes along), when, and what
# others can read without opening it. Raises a refusal with what to do.
Guard = Callable[[UUID, str, datetime, Iterable[str]], None]
_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Let a context refuse what would put a person in danger."""
    if guard not in _guards:
        _guards.append(guard)


def must_be_safe(person_id: UUID, channel: str, at: datetime, seen: Iterable[str] = ()) -> None:
    """Raise NotAllowedNow or RuleBroken where a guard refuses."""
    outside = tuple(seen)
    for guard in _guards:
        guard(person_id, channel, at, outside)
