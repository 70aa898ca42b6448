"""Reporting a signal: case, first step, identity and flags in one deed, whole or not there, once for each draft."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as, looking_as
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.cases.commands.files import open_case
from zaklon.cases.commands.flags import raise_flag
from zaklon.cases.commands.orphans import ask_to_take_over
from zaklon.cases.commands.records import write_record
from zaklon.cases.commands.sheets import refuse_wrong
from zaklon.cases.kinds import AgeGroup, FlagKind, Level, Part, RecordKind
from zaklon.cases.models import Case, Person
from zaklon.cases.rules.decide import Tie, decide
from zaklon.cases.values import NewCase, NewRecord, PersonFacts
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.forms.definition import Answers, Definition
from zaklon.forms.queries import definition_of
from zaklon.forms.rules.checking import check
from zaklon.forms.rules.shown import shown_codes
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.values import NewStep
from zaklon.signal.commands.likenesses import note_likenesses
from zaklon.signal.commands.watching import watch_signals
from zaklon.signal.models import Report
from zaklon.signal.rules.days import check_day, clock_of, written_at
from zaklon.signal.rules.steps import first_step, reporting_roles
from zaklon.signal.values import NewSignal, Reported
from zaklon.vocabulary.pack import FieldKind, Step
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current

MOST_PERSONS = 12
RESPONDERS, URGENCIES, AGES, SEXES = "responder_kind", "urgency", "age_group", "sex"
# Questions of the form whose answer must be known at once by whoever opens the case.
_FLAGS = (("danger", FlagKind.DANGER), ("alone", FlagKind.CHILD_ALONE))
_YES = "yes"
# A draft that is sent twice at once waits here for its twin, and then finds what that one has made.
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7306))"


@dataclass(frozen=True)
class _Reporting:
    """A signal that is being recorded, by whom and when."""

    new: NewSignal
    step: Step
    form: Definition | None
    actor: Actor
    now: datetime

    def said(self, list_code: str) -> str:
        """The answer to the first question that is answered from a list; empty for none."""
        code = _asking(self.form, list_code)
        answer = self.new.answers.get(code, "") if code else ""
        return answer if isinstance(answer, str) else ""


@transaction.atomic
def report_signal(new: NewSignal, *, actor: Actor, now: datetime) -> Reported:
    """Record a signal; the same request, however often and however much at once it is sent, is one signal.

    Raises NotPermitted, NotAllowedNow before a pack is loaded, RuleBroken with the question that is answered wrongly.
    """
    actor.must(Permission.SIGNAL_REPORT)
    user_id, _body_id = actor.post()
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [f"{user_id} {new.request_key}"])
    known = Report.objects.filter(user_id=user_id, request_key=new.request_key).first()
    if known is not None:
        return Reported(known.pk, known.code)
    reporting = _reporting(new, actor, now)
    code = open_case(
        NewCase(new.persons, new.role, new.request_key), actor=actor, now=now, needs=Permission.SIGNAL_REPORT
    )
    with looking_as(SYSTEM):
        people = list(Person.objects.filter(case__code=code).order_by("position").select_related("case"))
    for person in people:
        _take_first_step(reporting, code, person)
    # Before the name is sealed, upon which everybody else's likenesses are looked for: here it was said who is meant.
    note_likenesses(new, people[0], actor=actor, now=now)
    if new.identity:
        sealed = NewRecord(people[0].pk, Part.IDENTITY, RecordKind.IDENTITY, new.identity, new.request_key)
        write_record(code, sealed, actor=actor, now=now)
    for question, kind in _FLAGS:
        if new.answers.get(question) == _YES:
            raise_flag(code, kind, actor=actor, now=now)
    report = _keep(reporting, people[0])
    _ask_for_a_lead(people[0].case, actor, now)
    record("signal.reported", code, by=actor, at=now, fields=["late" if new.waited.age else "at_once"])
    watch_signals(actor=actor, now=now)
    return Reported(report.pk, code)


def whole_answers(answers: Answers, about: PersonFacts, *, today: date) -> Answers:
    """The answers to the form of the first step, with the age and sex that are known of the person already.

    A signal that says nothing helps nobody: raises RuleBroken for a needed question without an answer, for a wrong one,
    and for age or sex that is answered otherwise.
    """
    words = vocabulary()
    step = first_step(words.steps, words.ways)
    if not step.form:
        return answers
    form = definition_of(step.form, current().code, on=today)
    known = {_asking(form, AGES): str(about.age_group), _asking(form, SEXES): str(about.sex)}
    known.pop("", None)
    for code, said in known.items():
        if answers.get(code, said) != said:
            raise RuleBroken("signal_facts_differ", field=code)
    whole = {**answers, **known}
    refuse_wrong(form, check(form, whole, today=today, is_final=True))
    return whole


def may_name(role: Role) -> bool:
    """Whether a post in this role records who the person is."""
    return decide(Tie(assigned=frozenset({role})), Level.WRITE, Part.IDENTITY).allow


def _reporting(new: NewSignal, actor: Actor, now: datetime) -> _Reporting:
    """What is needed to record it, after everything was checked that needs no case."""
    words = vocabulary()
    step = first_step(words.steps, words.ways)
    if new.role not in reporting_roles(step, actor.roles):
        raise NotPermitted("signal_role_missing")
    if new.identity and not may_name(new.role):
        raise RuleBroken("signal_names_withheld", field="given_names")
    if len(new.persons) > MOST_PERSONS:
        raise RuleBroken("signal_too_many_persons", field="other_children", facts={"most": MOST_PERSONS})
    form = definition_of(step.form, current().code, on=timezone.localdate(now)) if step.form else None
    _check_days(new, form, now, ZoneInfo(words.home().timezone))
    return _Reporting(new, step, form, actor, now)


def _check_days(new: NewSignal, form: Definition | None, now: datetime, zone: ZoneInfo) -> None:
    waited = new.waited
    clock = clock_of(now, waited.age, waited.day, zone, is_confirmed=waited.is_day_confirmed)
    for question in form or ():
        if question.kind is FieldKind.DAY and question.bound == "past":
            check_day(_day_of(new.answers.get(question.code, "")), clock, field=question.code)


def _day_of(said: str | list[str]) -> date | None:
    """The day; None for what is none, which the form itself then speaks about."""
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def _asking(form: Definition | None, list_code: str) -> str:
    return next((question.code for question in form or () if question.list_code == list_code), "")


def _take_first_step(reporting: _Reporting, code: str, person: Person) -> None:
    new, step = reporting.new, reporting.step
    answers = new.answers if person.position == 1 else _answers_about(reporting, person)
    key = uuid5(new.request_key, str(person.position))
    taken = NewStep(person.pk, step.way, step.verb, answers, request_key=key)
    take_step(code, taken, actor=reporting.actor, now=reporting.now)


def _answers_about(reporting: _Reporting, person: Person) -> Answers:
    """The same answers about somebody else in the signal: age and sex are the person's own."""
    if reporting.form is None:
        return {}
    own = {_asking(reporting.form, AGES): str(person.age_group), _asking(reporting.form, SEXES): str(person.sex)}
    answers = {**reporting.new.answers, **{code: said for code, said in own.items() if code}}
    shown = shown_codes(reporting.form, answers)
    return {code: said for code, said in answers.items() if code in shown}


def _keep(reporting: _Reporting, person: Person) -> Report:
    new, (user_id, body_id) = reporting.new, reporting.actor.post()
    with looking_as(SYSTEM):
        return Report.objects.create(
            case_id=person.case_id,
            person=person,
            code=person.case.code,
            user_id=user_id,
            body_id=body_id,
            role=new.role,
            responder=reporting.said(RESPONDERS),
            urgency=reporting.said(URGENCIES),
            age_group=_youngest(new.persons),
            written_at=written_at(reporting.now, new.waited.age),
            reported_at=reporting.now,
            request_key=new.request_key,
        )


def _youngest(persons: tuple[PersonFacts, ...]) -> AgeGroup:
    """One child among them is enough for what a responder is told about children."""
    found = {person.age_group for person in persons}
    return next(group for group in (AgeGroup.CHILD, AgeGroup.IN_DOUBT, AgeGroup.ADULT) if group in found)


def _ask_for_a_lead(case: Case, actor: Actor, now: datetime) -> None:
    """Whoever only reports leads nothing: the body is asked to take the case over at once."""
    user_id, body_id = actor.post()
    with acting_as(SYSTEM):
        ask_to_take_over(Case.objects.get(pk=case.pk), left=user_id, body_id=body_id, now=now)
