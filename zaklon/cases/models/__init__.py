"""The tables of the case file."""

from zaklon.cases.models.case import Case, Link, Listing, Person, Track
from zaklon.cases.models.erasure import CopyDecision, Erasure
from zaklon.cases.models.exports import Export
from zaklon.cases.models.merging import Merge, Moved
from zaklon.cases.models.rights import Extension, Hold, RightsRequest
from zaklon.cases.models.sheets import SheetFacts
from zaklon.cases.models.vault import DataKey, NameVariant, Record, SealedFile, Token, TokenUse
from zaklon.cases.models.walls import AccessKey, Assignment, BreakGlass, Conflict, Consent, Opening
from zaklon.cases.models.watch import Alert
from zaklon.cases.models.work import Event, Flag, Reveal, Task

__all__ = [
    "AccessKey",
    "Alert",
    "Assignment",
    "BreakGlass",
    "Case",
    "Conflict",
    "Consent",
    "CopyDecision",
    "DataKey",
    "Erasure",
    "Event",
    "Export",
    "Extension",
    "Flag",
    "Hold",
    "Link",
    "Listing",
    "Merge",
    "Moved",
    "NameVariant",
    "Opening",
    "Person",
    "Record",
    "Reveal",
    "RightsRequest",
    "SealedFile",
    "SheetFacts",
    "Task",
    "Token",
    "TokenUse",
    "Track",
]
