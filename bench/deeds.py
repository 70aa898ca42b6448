"""Deeds sent over HTTP, each of which can be done once: searches by name, signals, and screenings of real cases."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.utils import timezone

from bench import pages
from bench.invented_cases import Cast
from bench.invented_persons import Crowd
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, SearchPurpose
from zaklon.cases.models import Person
from zaklon.cases.values import PersonFacts
from zaklon.forms.definition import Answer, Definition
from zaklon.forms.forms import PREFIX
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.identification.commands.screening import Screening, offered
from zaklon.identification.forms.answering import field_name
from zaklon.identification.rules import answers as screening
from zaklon.signal.commands.reporting import report_signal
from zaklon.signal.rules.steps import first_step
from zaklon.signal.values import ANOTHER, NewSignal
from zaklon.vocabulary.pack import FieldKind, Instrument
from zaklon.vocabulary.queries import vocabulary

# What the form of a signal is about; everything else that it needs is filled in.
_SAID = {"danger": "no", "urgency": "day", "age_group": "adult", "responder": "police"}
_SYLLABLES = ("bra", "dru", "fje", "gno", "klo", "mje", "pra", "sne", "tru", "zvo")


@dataclass(frozen=True)
class Deed:
    """Something that somebody sends, as the page has it, and how a good answer begins."""

    actor: Actor
    path: str
    fields: dict[str, str | list[str]]
    status: int

    def visit(self) -> pages.Visit:
        """As the server is asked for it."""
        return pages.Visit(self.path, _cookie(self.actor), self.fields, self.status)


@cache
def _cookie(actor: Actor) -> str:
    return pages.cookie_of(actor.post()[0])


def searches(cast: Cast, named: int, count: int) -> Iterator[Deed]:
    """Full names of persons who are there, looked for by so many different people."""
    lot = random.Random(21)  # noqa: S311 - the same questions each time
    names = Crowd.of(named).names
    for asks in lot.sample(cast.others, count):
        fields: dict[str, str | list[str]] = {"text": lot.choice(names), "purpose": SearchPurpose.CALL.value}
        yield Deed(asks, "/cases/search", fields, 200)


def signals(cast: Cast, count: int, *, named: int = 0) -> Iterator[Deed]:
    """Signals about persons of whom nothing is known, or with `named` about somebody with the name of one of these.

    Where the page asks whether it is the same person, it is another: that answer comes along.
    """
    lot = random.Random(named + 22)  # noqa: S311 - the same each time
    names = Crowd.of(named).names if named else []
    answers = _as_posted(*_first_form())
    for number in range(count):
        given, family = lot.choice(names).rsplit(" ", 1) if named else (_made_up(lot), _made_up(lot))
        own: dict[str, str | list[str]] = {
            "request_key": str(uuid.uuid4()),
            "given_names": given,
            "family_names": family,
            "same": ANOTHER,
        }
        yield Deed(cast.responders[number % len(cast.responders)], "/signal/", answers | own, 302)


def _first_form() -> tuple[Definition, dict[str, Answer]]:
    """The form of a signal, filled."""
    with acting_as(SYSTEM):
        step = first_step(vocabulary().steps, vocabulary().ways)
        form = definition_of(step.form, "en", on=timezone.localdate(_now()))
    return form, filled(form, timezone.localdate(_now()), _SAID)


def _made_up(lot: random.Random) -> str:
    return "".join(lot.choices(_SYLLABLES, k=4)).capitalize()


def _as_posted(form: Definition, answers: dict[str, Answer]) -> dict[str, str | list[str]]:
    """Answers under the names that the page gives them; a day goes into three boxes."""
    posted: dict[str, str | list[str]] = {}
    for code, said in answers.items():
        kind, name = form.by_code[code].kind, f"{PREFIX}-{code}"
        if kind is FieldKind.DAY:
            parts = zip(("year", "month", "day"), str(said).split("-"), strict=True)
            posted |= {f"{name}-{part}": value for part, value in parts}
        else:
            posted[name] = "\n".join(said) if kind is FieldKind.LINES else said
    return posted


def begin_cases(cast: Cast, count: int) -> list[tuple[Actor, str]]:
    """So many cases begun by signals of different managers, through the command: who works on which.

    Their persons stand on the way of identification, so that a screening can be saved.
    """
    _form, answers = _first_form()
    begun = []
    for manager in cast.others[:count]:
        about = (PersonFacts(age_group=AgeGroup.ADULT),)
        new = NewSignal(persons=about, role=Role.CASE_MANAGER, request_key=uuid.uuid4(), answers=answers)
        with acting_as(manager):
            begun.append((manager, report_signal(new, actor=manager, now=_now()).code))
    return begun


def screenings(begun: list[tuple[Actor, str]]) -> Iterator[Deed]:
    """A whole list about the person of each case, every question answered; nobody has answered it before."""
    instrument = _instrument()
    for manager, code in begun:
        fields: dict[str, str | list[str]] = {
            field_name(instrument.code, instrument.version, each.code): answer.value
            for each, answer in zip(instrument.indicators, _answers(instrument), strict=True)
        }
        fields |= {"section": "0", "seen": "", "request_key": str(uuid.uuid4()), "save": ""}
        yield Deed(manager, f"/cases/{code}/screening/{_position(manager, code)}/{instrument.code}/", fields, 302)


def _instrument() -> Instrument:
    """The longest list that can be answered about an adult."""
    with acting_as(SYSTEM):
        found = offered(Screening(AgeGroup.ADULT), vocabulary(), _now())
    return max(found, key=lambda each: len(each.indicators))


def _answers(instrument: Instrument) -> list[screening.Answer]:
    known = (screening.Answer.PRESENT, screening.Answer.ABSENT)
    return [known[number % len(known)] for number in range(len(instrument.indicators))]


def _position(actor: Actor, code: str) -> int:
    with acting_as(actor):
        return Person.objects.get(case__code=code).position


def _now() -> datetime:
    return datetime.now(tz=UTC)
