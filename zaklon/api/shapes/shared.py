"""Shapes that several operations use: rows, names of parts, moments, texts."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from zaklon.access.roles import Role
from zaklon.cases.kinds import Level, Part

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class Row(BaseModel):
    """Something that is shown: read from the rows of a query, only the fields that are listed."""

    model_config = ConfigDict(from_attributes=True)


class Said(BaseModel):
    """Something that is sent: a field that nobody knows is refused, so that a slip of the pen is noticed."""

    model_config = ConfigDict(extra="forbid")


class PartName(StrEnum):
    """The parts of a file, by name."""

    SHELL = "shell"
    IDENTITY = "identity"
    CONTACT = "contact"
    SCREENING = "screening"
    TESTIMONY = "testimony"
    HEALTH = "health"
    PLACEMENT = "placement"
    JUSTICE = "justice"
    COMPENSATION = "compensation"
    SERVICES = "services"
    RISK = "risk"
    SIGNAL = "signal"
    RESIDENCE = "residence"

    @property
    def part(self) -> Part:
        """The part itself."""
        return Part[self.name]


class LevelName(StrEnum):
    """How far the post gets into a part."""

    STATUS = "status"
    READ = "read"
    WRITE = "write"


def _name(value: Any) -> Any:
    return value.name.lower() if isinstance(value, Part | Level) else value


def _in_our_time(moment: datetime) -> datetime:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("not a moment of this time")
    return moment


PartOut = Annotated[PartName, BeforeValidator(_name)]
LevelOut = Annotated[LevelName, BeforeValidator(_name)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Code = Annotated[str, StringConstraints(pattern=r"^[2-9B-DF-HJ-NP-TV-XZ]{4}-[2-9B-DF-HJ-NP-TV-XZ]{4}$")]
Short = Annotated[str, StringConstraints(max_length=40)]
Text = Annotated[str, StringConstraints(max_length=2000)]
Answer = Annotated[str, StringConstraints(max_length=20_000)]
Answers = dict[Annotated[str, StringConstraints(max_length=80)], Answer | list[Answer]]


class WhoOut(Row):
    """Somebody at work. The name is empty where the post may not see it."""

    name: str
    body: str
    role: Role | None


class Done(Row):
    """What a request did: the key of what was made, and the code of its case."""

    code: str | None = None
    id: UUID | None = None


class Problem(Row):
    """Every answer that is no."""

    code: str
    message: str
    field: str | None
    facts: dict[str, Any]
