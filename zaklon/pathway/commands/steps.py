"""Taking a step: the one deed by which a person moves on a way, with its form, its clocks and its lines."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as, looking_as
from zaklon.cases.commands.gate import Entered, enter
from zaklon.cases.commands.sheets import file_sheet
from zaklon.cases.kinds import AgeGroup, EventKind, Part
from zaklon.cases.models import Assignment, Consent, Opening, Person, Track
from zaklon.cases.models.windows import goes_on
from zaklon.cases.values import NewSheet
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.pathway.commands.deadlines import end_clocks, start_clocks
from zaklon.pathway.commands.effects import Taken, happen
from zaklon.pathway.models import Move, Standing
from zaklon.pathway.queries.law import protecting_states
from zaklon.pathway.rules.needs import Situation, refuse_unmet
from zaklon.pathway.rules.steps import refuse_unfit, step_of
from zaklon.pathway.values import NewStep
from zaklon.vocabulary.pack import Step
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary

_AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True)
class _Taking:
    """A step that is being taken, under the lock of its case."""

    entered: Entered
    person: Person
    step: Step
    new: NewStep
    words: Vocabulary
    state: str

    @property
    def part(self) -> Part:
        return Part[self.words.ways[self.step.way].part.upper()]


@transaction.atomic
def take_step(code: str, new: NewStep, *, actor: Actor, now: datetime) -> UUID:
    """Move a person on; gives the key of the move. The same request sent again is one move.

    Raises NotPermitted for who may not, NotAllowedNow when the state or a condition forbids it or somebody was faster,
    RuleBroken for answers that do not do, Case.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entered.must_be_open()
    words = vocabulary()
    with looking_as(SYSTEM):
        if (known := _taken_before(new, actor)) is not None:
            return known
        step = step_of(words.steps, new.way, new.verb)
        person = _person(entered, new.person_id)
        states = _states(person.pk)
    state = states.get(step.way, words.ways[step.way].start)
    if new.seen_state and new.seen_state != state:
        raise NotAllowedNow("moved_meanwhile", facts={"state": state})
    refuse_unfit(step, state, entered.tie.assigned)
    taking = _Taking(entered, person, step, new, words, state)
    refuse_unmet(step.needs, _situation(taking, states))
    record_id = _write_form(taking)
    return _move(taking, record_id)


def _taken_before(new: NewStep, actor: Actor) -> UUID | None:
    if new.request_key is None:
        return None
    user_id, _body_id = actor.post()
    sent = Move.objects.filter(user_id=user_id, request_key=new.request_key)
    return sent.values_list("pk", flat=True).first()


def _person(entered: Entered, person_id: UUID) -> Person:
    person = Person.objects.filter(case=entered.case, pk=person_id).first()
    if person is None:
        raise RuleBroken("person_not_of_case", field="person")
    if person.erased_at is not None:
        raise NotAllowedNow("person_erased")
    return person


def _states(person_id: UUID) -> dict[str, str]:
    return dict(Standing.objects.filter(person_id=person_id).values_list("way", "state"))


def _situation(taking: _Taking, states: dict[str, str]) -> Situation:
    entered, person = taking.entered, taking.person
    user_id, _body_id = entered.actor.post()
    with looking_as(SYSTEM):
        guardians = Assignment.objects.filter(case=entered.case, role="guardian", ends_at__isnull=True)
        consents = Consent.objects.filter(person=person, withdrawn_at__isnull=True)
        duties = Opening.objects.filter(goes_on(entered.now), case=entered.case, consent__isnull=True)
        return Situation(
            case_id=entered.case.pk,
            person_id=person.pk,
            age_group=AgeGroup(person.age_group),
            citizenship=person.citizenship,
            states={code: states.get(code, way.start) for code, way in taking.words.ways.items()},
            begun=frozenset(states),
            now=entered.now,
            home=taking.words.home().code,
            user_id=user_id,
            answers=taking.new.answers,
            protecting=protecting_states(taking.words),
            has_guardian=guardians.exists(),
            is_opened=consents.exists() or duties.exists(),
            way=taking.step.way,
            verb=taking.step.verb,
        )


def _write_form(taking: _Taking) -> UUID | None:
    """Seal the filled form in its own part; none where the step has no form.

    Whoever may take the step may file its form, also into a part that others read.
    """
    if not taking.step.form:
        return None
    new = NewSheet(
        taking.person.pk, taking.step.form, taking.new.answers, taking.step.is_complete, taking.new.request_key
    )
    return file_sheet(taking.entered, new)


def _after_the_last(taking: _Taking) -> datetime:
    """The moment of the step: a little later where another on the way has the same one, so that their order stays.

    Imports and programs may take several at once; what somebody counts as is read from their order.
    """
    now = taking.entered.now
    at_once = Move.objects.filter(
        person=taking.person, way=taking.step.way, moved_at__gte=now, moved_at__lt=now + _AT_ONCE
    )
    last = at_once.aggregate(last=Max("moved_at"))["last"]
    return last + timedelta(microseconds=1) if last else now


def _move(taking: _Taking, record_id: UUID | None) -> UUID:
    entered, step, case = taking.entered, taking.step, taking.entered.case
    user_id, body_id = entered.actor.post()
    copies = {"circle": case.circle, "is_sealed": case.is_sealed}
    with acting_as(SYSTEM):
        Standing.objects.update_or_create(
            person=taking.person,
            way=step.way,
            defaults={"state": step.target, "since": entered.now, "case": case, "part": taking.part, **copies},
        )
        move = Move.objects.create(
            case=case,
            person=taking.person,
            way=step.way,
            part=taking.part,
            verb=step.verb,
            from_state=taking.state,
            to_state=step.target,
            moved_at=_after_the_last(taking),
            user_id=user_id,
            body_id=body_id,
            record_id=record_id,
            request_key=taking.new.request_key,
            **copies,
        )
        Track.objects.filter(case=case, part=taking.part).update(state=step.target, since=entered.now)
        end_clocks(taking.person, step.stops, now=entered.now)
        start_clocks(taking.person, case, step, taking.words, now=entered.now)
    entered.note(EventKind.STATE_CHANGED, part=taking.part, about=f"{step.way}.{step.target}")
    happen(Taken(entered, taking.person, step, move, taking.new.answers))
    return move.pk
