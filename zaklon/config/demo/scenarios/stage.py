"""What the scenarios share: who plays, cases that are opened, steps that are taken, all some days ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.consents import give_consent, open_by_duty
from zaklon.cases.commands.files import open_case
from zaklon.cases.commands.posts import assign
from zaklon.cases.kinds import DutyKind, Giver, Part, Purpose
from zaklon.cases.values import ConsentGiven, DutyNamed, NewAssignment, NewCase, PersonFacts, Scope
from zaklon.config.demo.case_papers import people_of
from zaklon.config.demo.walking import Cast
from zaklon.config.demo.ways import Walk
from zaklon.identification.commands.screening import answer_instrument
from zaklon.identification.rules.answers import Answer
from zaklon.identification.values import NewScreening
from zaklon.vocabulary.queries import vocabulary

Answers = dict[str, str | list[str]]


@dataclass(frozen=True)
class File:
    """A case and its persons, in their order."""

    code: str
    persons: tuple[UUID, ...]

    @property
    def person(self) -> UUID:
        """The first person."""
        return self.persons[0]


class Stage:
    """The people of the demonstration, and the moment at which it is looked at."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        with acting_as(SYSTEM):
            self.words = vocabulary()
        # Mandates in the Team, by body of their holder.
        self.members: dict[str, UUID] = {}
        # The newest stay of a case, by its code.
        self.stays: dict[str, UUID] = {}

    def actor(self, body: str, role: Role) -> Actor:
        """Who holds the role in the body."""
        return self.cast.actors[body, role.value]

    @property
    def manager(self) -> Actor:
        """The case manager of the centre for social work."""
        return self.actor("CSW-PGD", Role.CASE_MANAGER)

    def ago(self, days: float) -> datetime:
        """A moment some days ago."""
        return self.now - timedelta(days=days)

    def open(self, opener: Actor, role: Role, days: float, persons: Iterable[PersonFacts]) -> File:
        """A case that was opened some days ago."""
        at = self.ago(days)
        with acting_as(opener):
            code = open_case(NewCase(tuple(persons), role), actor=opener, now=at)
        return File(code, tuple(people_of(code, opener, at)))

    def join(self, file: File, by: Actor, days: float, actor: Actor, role: Role) -> None:
        """Let somebody work on the case."""
        user_id, body_id = actor.post()
        with acting_as(by):
            assign(file.code, NewAssignment(user_id, body_id, role), actor=by, now=self.ago(days))

    def take(
        self, file: File, by: Actor, days: float, step: str, *, person: UUID | None = None, **said: str | list[str]
    ) -> None:
        """A step, told as way.verb, about the first person unless another is named."""
        way, _dot, verb = step.partition(".")
        Walk(file.code, person or file.person, self.now).take(by, days, way, verb, **said)

    def screen(self, file: File, by: Actor, days: float, person: UUID, **marks: Iterable[str]) -> None:
        """Lists of the pack answered about a person: codes of the signs that were seen, by list."""
        for code, seen in marks.items():
            version = max(number for name, number in self.words.instruments if name == code)
            answers = dict.fromkeys(seen, Answer.PRESENT)
            with acting_as(by):
                answer_instrument(file.code, NewScreening(person, code, version, answers), actor=by, now=self.ago(days))

    def first_of_each(self, code: str) -> tuple[str, ...]:
        """The first sign of each dimension of a list."""
        rows = next(each for (name, _version), each in self.words.instruments.items() if name == code).indicators
        return tuple({each.dimension: each.code for each in reversed(rows)}.values())

    def consent(self, file: File, by: Actor, days: float, receiver: Actor, part: Part) -> None:
        """The adult agrees that a body reads one part, and nothing else."""
        given = ConsentGiven(
            file.person,
            Giver.PERSON,
            text_version="2026-1",
            language="en",
            scopes=(Scope(receiver.post()[1], part, Purpose.PROTECTION),),
            has_capacity=True,
            is_interpreted=True,
            is_refusal_explained=True,
        )
        with acting_as(by):
            give_consent(file.code, given, actor=by, now=self.ago(days))

    def duty_for_child(self, file: File, by: Actor, days: float) -> None:
        """The duty to protect a child opens what the guardian has to know."""
        guardian = self.actor("CSW-BAR", Role.GUARDIAN).post()[1]
        reason = "Invented: the guardian decides on the health of the child."
        named = DutyNamed(Scope(guardian, Part.HEALTH, Purpose.PROTECTION), DutyKind.CHILD_PROTECTION, reason)
        with acting_as(by):
            open_by_duty(file.code, named, actor=by, now=self.ago(days))
