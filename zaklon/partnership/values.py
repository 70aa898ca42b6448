"""What commands of partnership take."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.common.money import Money
from zaklon.partnership.kinds import Manner, ReportKind, Standing


@dataclass(frozen=True)
class NewMandate:
    """Who sits for a body, known by the work address there, and as what."""

    address: str
    body_id: UUID
    standing: Standing
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class NewObserver:
    """Who observes, from where."""

    name: str
    comes_from: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class NewSession:
    """When and how the Body meets; `closes_at` for an electronic session only."""

    manner: Manner
    planned_at: datetime
    closes_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class NewItem:
    """An item for the agenda; `proposal` is what is voted on."""

    title: str
    proposal: str
    is_voted: bool


@dataclass(frozen=True)
class NewConclusion:
    """What which body has to do by a day."""

    text: str
    owner_id: UUID
    due_on: date
    item_id: UUID | None = None


@dataclass(frozen=True)
class NewTask:
    """An item of a work plan."""

    text: str
    owner_id: UUID
    due_on: date


@dataclass(frozen=True)
class NewCall:
    """A call. `total` is what can be given in all, `least` and `most` for one project, `least_percent` of the score."""

    year: int
    title: str
    priority: str
    reference: str
    total: Money
    least: Money
    most: Money
    least_percent: int
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class NewCriterion:
    """By what is judged: weight in per cent, most points."""

    text: str
    weight: int
    most_points: int


@dataclass(frozen=True)
class Contact:
    """Whom to write to about an application; kept sealed."""

    person: str
    email: str
    telephone: str = ""


@dataclass(frozen=True)
class NewApplication:
    """What an organisation asks for; `request_key` makes one of a form that is sent twice."""

    applicant: str
    registered_as: str
    project: str
    summary: str
    municipalities: tuple[str, ...]
    asked: Money
    own: Money
    contact: Contact
    request_key: UUID


@dataclass(frozen=True)
class Receipt:
    """What the applicant keeps: the number of the application, and the code that opens its state."""

    number: str
    code: str


@dataclass(frozen=True)
class NewContract:
    """A signed contract."""

    reference: str
    signed_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class NewReport:
    """A report that is expected."""

    kind: ReportKind
    due_on: date


@dataclass(frozen=True)
class ReportGiven:
    """What a report says."""

    received_on: date
    spent: Money
    reached: int
    results: str
