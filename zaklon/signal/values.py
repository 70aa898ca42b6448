"""What commands of signals take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from zaklon.access.roles import Role
from zaklon.cases.values import FoundPerson, PersonFacts

# Answers to "is it the same person?": another person, or the one of a file that the reporter may not see.
ANOTHER, ELSEWHERE = "another", "elsewhere"

Content = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Waited:
    """How a signal came: `age` is how long it waited on a device, `day` what the device took for today (None online).

    `is_day_confirmed` after the writer was asked about a device whose clock differs.
    """

    age: timedelta = timedelta(0)
    day: date | None = None
    is_day_confirmed: bool = False


@dataclass(frozen=True)
class NewSignal:
    """A signal: the persons, the first of whom the answers and the identity are about.

    `same` is empty, ANOTHER, ELSEWHERE, or the code of a case in which the reporter saw the same person.
    """

    persons: tuple[PersonFacts, ...]
    role: Role
    request_key: UUID
    answers: Content = field(default_factory=dict)
    identity: Content = field(default_factory=dict)
    same: str = ""
    waited: Waited = Waited()


@dataclass(frozen=True)
class Reported:
    """What came of a signal."""

    report_id: UUID
    code: str


@dataclass(frozen=True)
class Looked:
    """Who may be meant: persons whom the reporter may identify, and whether there is one `elsewhere`, never who."""

    seen: tuple[FoundPerson, ...] = ()
    elsewhere: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nobody was found."""
        return not self.seen and not self.elsewhere
