"""What commands of the case file take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, DutyKind, Giver, LinkKind, Part, Purpose, Sex, TaskKind


@dataclass(frozen=True)
class PersonFacts:
    """Coded facts of a person; `citizenship` is an ISO 3166-1 code or empty for not known."""

    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.IN_DOUBT
    citizenship: str = ""


@dataclass(frozen=True)
class NewCase:
    """A case as it is opened: its persons, and the role in which the opener works on it."""

    persons: tuple[PersonFacts, ...]
    role: Role
    request_key: UUID | None = None


@dataclass(frozen=True)
class NewAssignment:
    """A post that is to work on a case, until a moment or (None) until it is relieved."""

    user_id: UUID
    body_id: UUID
    role: Role
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Scope:
    """One part opened to one body for one purpose until a moment (None: until it is closed)."""

    receiver_id: UUID
    part: Part
    purpose: Purpose
    ends_at: datetime | None = None


@dataclass(frozen=True)
class ConsentGiven:
    """How a consent was given (DOMAIN.md B.5 F5)."""

    person_id: UUID
    giver: Giver
    text_version: str
    language: str
    scopes: tuple[Scope, ...]
    guardian_id: UUID | None = None
    has_capacity: bool = False
    child_assents: bool | None = None
    is_read_aloud: bool = False
    is_interpreted: bool = False
    is_refusal_explained: bool = False


@dataclass(frozen=True)
class DutyNamed:
    """A legal duty that opens a part, stated openly."""

    scope: Scope
    duty: DutyKind
    reason: str


@dataclass(frozen=True)
class Seen:
    """Somebody who has already seen a part that is now closed."""

    user_id: UUID
    body_id: UUID
    part: Part
    at: datetime


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal closed, and who had seen it before."""

    closed: int
    seen: tuple[Seen, ...] = field(default=())


@dataclass(frozen=True)
class NewRecord:
    """An entry for a part of a person's file; the content is sealed, keys are field names, values plain text."""

    person_id: UUID
    part: Part
    kind: str
    content: Mapping[str, str | list[str]]
    request_key: UUID | None = None


@dataclass(frozen=True)
class NewSheet:
    """A filled form of the pack; a final one answers every needed question."""

    person_id: UUID
    form: str
    answers: Mapping[str, str | list[str]]
    is_final: bool = False
    request_key: UUID | None = None


@dataclass(frozen=True)
class NewFile:
    """A file for an entry: what its sender calls it, and its bytes."""

    name: str
    content: bytes
    request_key: UUID | None = None


@dataclass(frozen=True)
class FileLabel:
    """A file of an entry that was opened: what its sender called it, its kind, and its size in bytes."""

    file_id: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class OpenedRecord:
    """An entry that was opened for a reader."""

    record_id: UUID
    person_id: UUID
    part: Part
    kind: str
    body_id: UUID
    author_id: UUID | None
    written_at: datetime
    content: Mapping[str, str | list[str]]
    is_superseded: bool = False
    files: tuple[FileLabel, ...] = ()


@dataclass(frozen=True)
class OpenedPart:
    """What a reader meets of a part: the entries, newest first, and persons of whom nothing is shown and why."""

    records: tuple[OpenedRecord, ...]
    restricted: tuple[UUID, ...] = ()
    erased: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class FoundPerson:
    """A hit of a search by name: where, how surely, and by what; never the name."""

    code: str
    position: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class NewTask:
    """What somebody who works on a case has to do by a moment."""

    kind: TaskKind
    user_id: UUID
    body_id: UUID
    due_at: datetime


@dataclass(frozen=True)
class NewLink:
    """That a person of one case belongs to a person of the same or another case; both are told by their position."""

    position: int
    other_code: str
    other_position: int
    kind: LinkKind
