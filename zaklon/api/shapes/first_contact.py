"""Shapes of signals and of screening: what is first noticed, and what it points to."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from zaklon.access.roles import Role
from zaklon.api.shapes.cases import FoundOut, NewPersonIn
from zaklon.api.shapes.shared import Answers, Row, Said, Short
from zaklon.cases.kinds import AgeGroup
from zaklon.identification.rules.answers import Answer
from zaklon.signal.rules.outcomes import CameBack

Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class NamesIn(Said):
    """Who somebody is, as far as it was told; sealed apart from everything else."""

    given_names: Line = ""
    family_names: Line = ""
    phones: list[Line] = Field(default_factory=list, max_length=5)
    documents: list[Line] = Field(default_factory=list, max_length=5)

    def content(self) -> dict[str, str | list[str]]:
        """What was said; nothing for nothing."""
        said: dict[str, str | list[str]] = {"given_names": self.given_names, "family_names": self.family_names}
        numbers = {"phones": self.phones, "documents": self.documents}
        said |= {name: [each for each in found if each] for name, found in numbers.items()}
        return {name: value for name, value in said.items() if value}


class LookedOut(Row):
    """Who may be meant: persons whom the post may identify, and whether there is a file `elsewhere`, never whose."""

    seen: list[FoundOut]
    elsewhere: bool


class NewSignalIn(Said):
    """A signal in one of the own roles; `answers` answer the form of the first step, about the first of the persons.

    Age and sex stand with the persons and are not answered again. `same` says of somebody who was found whether it is
    the same person: a code of a case that the look has shown, `elsewhere`, or `another`.
    """

    role: Role
    persons: list[NewPersonIn] = Field(min_length=1, max_length=12)
    answers: Answers = Field(default_factory=dict)
    identity: NamesIn = Field(default_factory=NamesIn)
    same: Short = ""


class ReportOut(Row):
    """A signal that the post has sent, and how it stands: nothing of the file."""

    report_id: UUID
    code: str
    urgency: str
    reported_at: datetime
    written_at: datetime
    came_back: CameBack
    moved_at: datetime | None


class NewScreeningIn(Said):
    """Answers to a version of an instrument. What is left out is not known.

    `seen` is the entry whose answers were on the screen, null where nobody had answered: whoever is second is told.
    """

    instrument: Short
    version: Annotated[int, Field(ge=1, le=999)]
    answers: dict[Short, Answer] = Field(max_length=500)
    seen: UUID | None = None


class AnsweredOut(Row):
    """The newest answers to an instrument, in the version that asked. Where nothing stands, it is not known."""

    record_id: UUID
    instrument: str
    version: int
    written_at: datetime
    answers: dict[str, Answer]


class UsableOut(Row):
    """An instrument that can be answered today about somebody of this age."""

    instrument: str
    version: int


class DimensionOut(Row):
    """A dimension: the lines that were seen in it, and those that are not known."""

    name: str
    is_positive: bool
    present: list[str]
    not_known: list[str]


class ResultOut(Row):
    """What one instrument points to."""

    name: str
    version: int
    finding: str
    dimensions: list[DimensionOut]


class AdviceOut(Row):
    """What all answers together point to, in words. It is advice; a person decides and says why."""

    finding: str
    notes: list[str]
    results: list[ResultOut]
    questions: list[list[str]]
    steps: list[str]
    help: list[str]


class ScreeningOut(Row):
    """What was answered about a person, and what it points to; no advice where nothing was answered."""

    age_group: AgeGroup
    answered: list[AnsweredOut]
    usable: list[UsableOut]
    advice: AdviceOut | None
