"""Contexts above hear that it was written or corrected who somebody is; the file need not know what they do then.

A context registers a hearer when it starts. It runs in the transaction of the entry, and whatever it raises undoes it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.cases.models import Person

# The person, the fields of the entry, who wrote it, and when.
Hearer = Callable[[Person, Mapping[str, str | list[str]], Actor, datetime], None]
_hearers: list[Hearer] = []


def on_identity(hearer: Hearer) -> None:
    """Call this whenever it is written who somebody is."""
    if hearer not in _hearers:
        _hearers.append(hearer)


def tell_identity(person: Person, said: Mapping[str, str | list[str]], actor: Actor, now: datetime) -> None:
    """Let everybody hear it, after the entry is sealed and found by its names."""
    for hearer in _hearers:
        hearer(person, said, actor, now)
