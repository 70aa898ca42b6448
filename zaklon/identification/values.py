"""What commands of the Team take."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.identification.kinds import Function


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
