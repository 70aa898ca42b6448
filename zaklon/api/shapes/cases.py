"""Shapes of the case file. Content of sealed parts stands only in EntryOut, which opens by an operation of its own."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from zaklon.access.roles import Role
from zaklon.api.shapes.shared import LevelOut, Moment, PartName, PartOut, Row, Said, Text, WhoOut
from zaklon.cases.kinds import (
    AgeGroup,
    CaseStatus,
    ClosingReason,
    DutyKind,
    EventKind,
    FlagKind,
    Giver,
    Ground,
    LinkKind,
    Purpose,
    SearchPurpose,
    Sex,
    TaskKind,
)

Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]


class CaseLine(Row):
    """A case in a list."""

    code: str
    status: CaseStatus
    opened_at: datetime
    is_sealed: bool
    is_referred: bool
    leads: WhoOut | None
    flags: list[FlagKind]


class CaseListOut(Row):
    """A page of a list, newest first. `next` goes into `after` for the page that follows; empty on the last.

    Beyond a thousand nobody counts: `is_more` says so.
    """

    rows: list[CaseLine]
    next: str = Field(validation_alias="older")
    count: int
    is_more: bool


class HeadOut(Row):
    """The shell of a case. Codes of other cases are empty where the post does not see them."""

    code: str
    status: CaseStatus
    owner: str
    opened_at: datetime
    closed_at: datetime | None
    closing_reason: ClosingReason | None
    is_sealed: bool
    is_referred: bool
    is_on_hold: bool
    merged_into: str
    split_from: str
    lead: WhoOut | None


class PartRowOut(Row):
    """A part that the post meets; others are left out. One that `is_deliberate` opens by a reason only."""

    part: PartOut
    level: LevelOut
    is_open: bool
    is_deliberate: bool
    may_write: bool
    ground: Ground | None
    state: str
    since: datetime | None


class PersonOut(Row):
    """A person in coded facts."""

    person_id: UUID
    position: int
    sex: Sex
    age_group: AgeGroup
    citizenship: str
    is_erased: bool
    is_restricted: bool


class FlagOut(Row):
    """A flag that holds."""

    flag_id: UUID
    kind: FlagKind
    raised_at: datetime
    raised_by: WhoOut


class TaskOut(Row):
    """An open task."""

    task_id: UUID
    code: str
    kind: TaskKind
    who: WhoOut
    due_at: datetime
    is_late: bool
    may_finish: bool


class StaffOut(Row):
    """Somebody who works on the case."""

    user_id: UUID
    body_id: UUID
    who: WhoOut
    since: datetime
    until: datetime | None
    is_lead: bool


class LinkOut(Row):
    """Two persons who belong together, seen from this case."""

    position: int
    other_code: str
    other_position: int
    kind: LinkKind
    is_first: bool


class EntryLine(Row):
    """That there is an entry; nothing of what it says."""

    record_id: UUID
    part: PartOut
    position: int
    kind: str
    written_at: datetime
    who: WhoOut
    files: int


class CaseOut(Row):
    """A case as its page shows it to this post. `withheld` is a sentence where there may be more than is shown."""

    head: HeadOut
    roles: list[Role]
    may_write: bool
    parts: list[PartRowOut]
    withheld: str
    persons: list[PersonOut]
    flags: list[FlagOut]
    tasks: list[TaskOut]
    staff: list[StaffOut]
    links: list[LinkOut]
    entries: list[EntryLine]


class EventOut(Row):
    """A line of the timeline."""

    kind: EventKind
    part: PartOut
    about: str
    at: datetime
    who: WhoOut


class FileOut(Row):
    """A file of an entry; it is fetched on its page."""

    file_id: UUID
    name: str
    media_type: str
    size: int


class EntryOut(Row):
    """An entry that was opened. Each opening stands on the trail."""

    record_id: UUID
    person_id: UUID
    part: PartOut
    kind: str
    body_id: UUID
    author_id: UUID | None
    written_at: datetime
    content: dict[str, str | list[str]]
    is_superseded: bool
    files: list[FileOut]


class OpenedOut(Row):
    """A part as it was opened; of the persons in `restricted` and `erased` nothing is shown."""

    records: list[EntryOut]
    restricted: list[UUID]
    erased: list[UUID]


class FoundOut(Row):
    """Somebody who may be meant: where, how surely, by what; never the name."""

    code: str
    position: int
    score: float
    why: list[str]


class OpeningOut(Row):
    """A part that is open to a body."""

    opening_id: UUID
    receiver: str
    part: PartOut
    purpose: Purpose
    starts_at: datetime
    ends_at: datetime | None
    holds: bool
    duty: DutyKind | None


class ConsentOut(Row):
    """A consent, with what it opens."""

    consent_id: UUID
    position: int
    giver: Giver
    child_assents: bool | None
    language: str
    text_version: str
    is_read_aloud: bool
    is_interpreted: bool
    given_at: datetime
    withdrawn_at: datetime | None
    openings: list[OpeningOut]


class ConsentsOut(Row):
    """Everything that opens parts of a case to others."""

    consents: list[ConsentOut]
    duties: list[OpeningOut]


class NewPersonIn(Said):
    """Coded facts of a person; `citizenship` is an ISO 3166 code, or empty for not known."""

    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.IN_DOUBT
    citizenship: Country = ""


class NewCaseIn(Said):
    """A case to open, in one of the own roles."""

    persons: list[NewPersonIn] = Field(min_length=1, max_length=12)
    role: Role


class SearchIn(Said):
    """A name or number to look for, and why."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    purpose: SearchPurpose


class NewRevealIn(Said):
    """Which part of whom is to be opened, and why."""

    person_id: UUID
    part: PartName
    reason: Text


class RevealOut(Row):
    """A look that was asked for; while it waits for a second person, nothing is open."""

    reveal_id: UUID
    part: PartOut
    position: int
    asked_at: datetime
    ends_at: datetime | None
    opened: OpenedOut | None


class NewTaskIn(Said):
    """What somebody who works on the case is to do, by when."""

    kind: TaskKind
    user_id: UUID
    body_id: UUID
    due_at: Moment


class ScopeIn(Said):
    """One part for one body, for one purpose."""

    receiver_id: UUID
    part: PartName
    purpose: Purpose
    ends_at: Moment | None = None


class NewConsentIn(Said):
    """How a consent was given."""

    person_id: UUID
    giver: Giver
    text_version: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    language: Annotated[str, StringConstraints(min_length=2, max_length=8)]
    scopes: list[ScopeIn] = Field(min_length=1, max_length=60)
    guardian_id: UUID | None = None
    has_capacity: bool = False
    child_assents: bool | None = None
    is_read_aloud: bool = False
    is_interpreted: bool = False
    is_refusal_explained: bool = False


class SeenOut(Row):
    """Somebody who had seen a part before it was closed."""

    user_id: UUID
    body_id: UUID
    part: PartOut
    at: datetime


class DueOut(Row):
    """Something that is due."""

    deadline_id: UUID
    code: str
    person_id: UUID
    position: int
    way: str
    name: str
    due_at: datetime
    last_day: date | None
    is_late: bool
    is_paused: bool
    may_change: bool
