"""Rows of the page of a case: plain values, no content of any sealed part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.access.roles import Role
from zaklon.cases.kinds import (
    AgeGroup,
    CaseStatus,
    ClosingReason,
    DutyKind,
    EventKind,
    FlagKind,
    Giver,
    Ground,
    Level,
    LinkKind,
    Part,
    Purpose,
    RightKind,
    RightOutcome,
    Sex,
    TaskKind,
)
from zaklon.cases.rules.reveal import DELIBERATE


@dataclass(frozen=True)
class Who:
    """Somebody at work: the name is empty where the reader may not see it, and so is the role where none is meant."""

    name: str
    body: str
    role: Role | None = None


@dataclass(frozen=True)
class CaseHead:
    """The shell of a case. Codes of other cases are empty where the reader may not see them."""

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
    lead: Who | None


@dataclass(frozen=True)
class PartRow:
    """A part that the reader meets: its content (with the ground), or only the words of its state."""

    part: Part
    level: Level
    ground: Ground | None
    state: str
    since: datetime | None

    @property
    def is_open(self) -> bool:
        return self.level is not Level.STATUS

    @property
    def is_deliberate(self) -> bool:
        """Whether it opens by an act with a reason only."""
        return self.part in DELIBERATE

    @property
    def may_write(self) -> bool:
        return self.level is Level.WRITE


@dataclass(frozen=True)
class PersonRow:
    """A person in coded facts."""

    person_id: UUID
    position: int
    sex: Sex
    age_group: AgeGroup
    citizenship: str
    is_erased: bool
    is_restricted: bool


@dataclass(frozen=True)
class StaffRow:
    """Somebody who works on the case now."""

    assignment_id: UUID
    user_id: UUID
    body_id: UUID
    who: Who
    since: datetime
    until: datetime | None
    is_lead: bool


@dataclass(frozen=True)
class OpeningRow:
    """A part opened to a body."""

    opening_id: UUID
    receiver: str
    part: Part
    purpose: Purpose
    starts_at: datetime
    ends_at: datetime | None
    holds: bool
    duty: DutyKind | None
    reason: str


@dataclass(frozen=True)
class ConsentRow:
    """A consent with what it opens."""

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
    openings: tuple[OpeningRow, ...]


@dataclass(frozen=True)
class FlagRow:
    """A flag; who raised it, and why it no longer holds."""

    flag_id: UUID
    kind: FlagKind
    raised_at: datetime
    raised_by: Who
    resolved_at: datetime | None
    resolution: str


@dataclass(frozen=True)
class TaskRow:
    """An open task of a case."""

    task_id: UUID
    code: str
    kind: TaskKind
    who: Who
    due_at: datetime
    is_late: bool
    may_finish: bool


@dataclass(frozen=True)
class LinkRow:
    """Two persons who belong together, seen from this case."""

    link_id: int
    position: int
    other_code: str
    other_position: int
    kind: LinkKind
    # Whether the person of this case stands first, as the parent does.
    is_first: bool


@dataclass(frozen=True)
class MergeRow:
    """A merge with a case that the reader sees too."""

    merge_id: UUID
    other_code: str
    is_kept: bool
    proposed_at: datetime
    proposed_by: Who
    is_decided: bool
    may_decide: bool
    may_undo: bool


@dataclass(frozen=True)
class EventRow:
    """A line of the timeline."""

    kind: EventKind
    part: Part
    about: str
    at: datetime
    who: Who


@dataclass(frozen=True)
class RecordRow:
    """The line of a sealed entry: who wrote what kind of thing when, about whom; nothing of what it says."""

    record_id: UUID
    part: Part
    position: int
    kind: str
    written_at: datetime
    who: Who
    files: int


@dataclass(frozen=True)
class RevealRow:
    """A look at a sealed part: the reader's own, open or waiting; or another's that the reader may agree to."""

    reveal_id: UUID
    part: Part
    position: int
    who: Who
    reason: str
    asked_at: datetime
    ends_at: datetime | None
    is_own: bool


@dataclass(frozen=True)
class RequestRow:
    """What a person asked of those who hold the file, and what came of it."""

    request_id: UUID
    code: str
    person_id: UUID
    position: int
    kind: RightKind
    asked_at: datetime
    due_on: date
    is_late: bool
    outcome: RightOutcome | None
    reason: str
    decided_at: datetime | None


@dataclass(frozen=True)
class Rights:
    """What the page may offer; the commands decide again."""

    is_open: bool = False
    works: bool = False
    may_write: bool = False
    may_staff: bool = False
    may_hand_over: bool = False
    may_flag: bool = False
    may_resolve: bool = False
    may_seal: bool = False
    may_unseal: bool = False
    may_reopen: bool = False
    may_refer: bool = False
    may_step_aside: bool = False
    may_export: bool = False
    may_answer: bool = False


@dataclass(frozen=True)
class CaseFront:
    """What pages within a case need to know of it: who may do what, in which parts, about whom.

    `roles` are those in which the reader works on the case.
    """

    code: str
    rights: Rights
    roles: frozenset[Role]
    parts: tuple[PartRow, ...]
    persons: tuple[PersonRow, ...]

    @property
    def parts_shown(self) -> frozenset[Part]:
        """Parts whose content stands on the page itself; sealed content is opened by an act of its own."""
        return frozenset({Part.SHELL})


@dataclass(frozen=True)
class CasePage(CaseFront):
    """Everything that one reader meets of a case. `reads_file` is false for those who only oversee it."""

    head: CaseHead
    reads_file: bool
    withholds: bool
    staff: tuple[StaffRow, ...]
    consents: tuple[ConsentRow, ...]
    duties: tuple[OpeningRow, ...]
    flags: tuple[FlagRow, ...]
    tasks: tuple[TaskRow, ...]
    links: tuple[LinkRow, ...]
    merges: tuple[MergeRow, ...]
    events: tuple[EventRow, ...]
    has_more_events: bool
    records: Mapping[Part, tuple[RecordRow, ...]]
    reveals: tuple[RevealRow, ...]
    requests: tuple[RequestRow, ...]
