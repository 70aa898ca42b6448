"""Shapes of a person's way, of forms and screenings, of places and of the Team."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.api.shapes.shared import Answers, Row, Said, Short
from zaklon.identification.kinds import Function, ItemStatus, SessionStatus
from zaklon.identification.kinds import Purpose as ItemPurpose
from zaklon.protection.kinds import Block, Profile
from zaklon.vocabulary.pack import FieldKind, Relation, Strength, Subject, Weighing


class MeOut(Row):
    """Who acts with this key."""

    user_id: UUID
    body_id: UUID
    role: Role
    permissions: list[Permission]
    may_write: bool


class StepOut(Row):
    """A step that may be taken now."""

    verb: str
    name: str


class WayOut(Row):
    """Where a person stands on a way. `state_code` goes into `seen_state` when a step is taken."""

    way: str
    name: str
    state: str
    state_code: str
    since: datetime | None
    steps: list[StepOut]


class PersonWaysOut(Row):
    """The ways of a person, as far as the post sees them."""

    person_id: UUID
    position: int
    ways: list[WayOut]


class MoveOut(Row):
    """A step that was taken."""

    name: str
    state: str
    moved_at: datetime
    user_id: UUID | None
    body_id: UUID | None


class NewStepIn(Said):
    """A step to take. `seen_state` is the code of the state that was seen: where it has changed, nothing is done."""

    way: Short
    verb: Short
    seen_state: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    answers: Answers = Field(default_factory=dict)


class NewSheetIn(Said):
    """A filled form about a person; a final one answers every needed question."""

    person_id: UUID
    form: Short
    answers: Answers
    is_final: bool = False


class CorrectedSheetIn(Said):
    """Answers that take the place of those of the entry in the address, which is the one that was seen."""

    answers: Answers


class FormLineOut(Row):
    """A form in use."""

    code: str
    version: int
    number: int
    title: str
    lead: str


class OptionOut(Row):
    """An answer that can be chosen."""

    code: str
    label: str


class ConditionOut(Row):
    """What the answer to the question `field` must be or not be; an empty relation asks only that there is one."""

    field: str
    relation: Relation
    value: str


class QuestionOut(Row):
    """A question of a form."""

    code: str
    kind: FieldKind
    label: str
    hint: str
    list_code: str | None
    options: list[OptionOut] = Field(validation_alias="offered")
    is_needed: bool
    shown_if: list[ConditionOut]
    bound: str | None
    most: int | None


class SectionOut(Row):
    """Questions under a heading."""

    code: str
    label: str
    questions: list[QuestionOut]


class FormOut(Row):
    """A form of the country pack in the language that was asked for; `part` is where its answers are sealed."""

    code: str
    version: int
    number: int
    part: str
    language: str
    title: str
    lead: str
    sections: list[SectionOut]


class SignOut(Row):
    """One question of an instrument."""

    code: str
    label: str
    dimension: str
    strength: Strength | None
    topic: str | None


class InstrumentOut(Row):
    """An instrument of screening in use, with its rule. What it points to is advice; a person decides."""

    code: str
    version: int
    name: str
    lead: str
    subject: Subject
    rule: Weighing
    indicators: list[SignOut]


class PlacesOut(Row):
    """Places for one profile; never who has them, never where they are."""

    profile: Profile
    places: int
    free: int
    waiting: int


class ServiceOut(Row):
    """A service of a provider; `block` says why nobody may be placed now."""

    service: str
    block: Block | None
    places: list[PlacesOut]
    free: int


class ProviderOut(Row):
    """A provider of the directory."""

    code: str
    name: str
    kind: str
    is_licensed: bool
    services: list[ServiceOut]


class WaitingOut(Row):
    """A person who waits for the Team."""

    code: str
    position: int
    person_id: UUID
    state: str
    since: datetime
    item_id: UUID | None


class SessionLineOut(Row):
    """A session of the Team; `items` counts those that the post sees."""

    session_id: UUID
    kind: str
    status: SessionStatus
    planned_at: datetime
    items: int


class AgendaOut(Row):
    """What waits for the Team, and its sessions to come."""

    waiting: list[WaitingOut]
    sessions: list[SessionLineOut]


class ItemLineOut(Row):
    """An item on the agenda, by the code of its case."""

    item_id: UUID
    code: str
    position: int
    purpose: ItemPurpose
    status: ItemStatus


class MemberOut(Row):
    """A member of the Team."""

    member_id: UUID
    name: str
    function: Function
    is_deputy: bool
    profile: str
    starts_on: date
    ends_on: date | None


class SessionOut(Row):
    """A session with its agenda."""

    session_id: UUID
    kind: str
    status: SessionStatus
    planned_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    present: list[MemberOut]
    items: list[ItemLineOut]
