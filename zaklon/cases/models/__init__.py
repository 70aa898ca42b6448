"""The tables of the case file."""

from zaklon.cases.models.case import Case, Link, Listing, Person, Track
from zaklon.cases.models.merging import Merge, Moved
from zaklon.cases.models.vault import DataKey, Record, Token, TokenUse
from zaklon.cases.models.walls import AccessKey, Assignment, BreakGlass, Conflict, Consent, Opening
from zaklon.cases.models.work import Event, Flag, Reveal, Task

__all__ = [
    "AccessKey",
    "Assignment",
    "BreakGlass",
    "Case",
    "Conflict",
    "Consent",
    "DataKey",
    "Event",
    "Flag",
    "Link",
    "Listing",
    "Merge",
    "Moved",
    "Opening",
    "Person",
    "Record",
    "Reveal",
    "Task",
    "Token",
    "TokenUse",
    "Track",
]
