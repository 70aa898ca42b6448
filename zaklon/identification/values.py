"""What commands of the Team take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.identification.kinds import Function
from zaklon.identification.rules.answers import Answer


@dataclass(frozen=True)
class NewScreening:
    """Answers to a version of an instrument, about a person.

    `seen` is the entry whose answers were on the screen, None where nobody had answered: whoever is second is told.
    """

    person_id: UUID
    instrument: str
    version: int
    answers: Mapping[str, Answer]
    seen: UUID | None = None
    request_key: UUID | None = None


@dataclass(frozen=True)
class NewMember:
    """A mandate: whose, known by the work address in a body, and for what. `profile` is a code of the pack."""

    address: str
    body_id: UUID
    function: Function
    profile: str
    starts_on: date
    ends_on: date | None = None
    is_deputy: bool = False


@dataclass(frozen=True)
class NewShift:
    """Who is on call from one moment until another."""

    member_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Told:
    """How a decision was told (codes of the list told_way), and when."""

    ways: tuple[str, ...]
    on: date
