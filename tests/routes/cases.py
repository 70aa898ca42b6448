"""Two cases of another body, with canaries in them; one of them is never named in an address."""

from datetime import UTC, datetime, timedelta

from tests.routes.house import make_house
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases import models
from zaklon.cases.commands import (
    answering,
    attaching,
    consents,
    erasing,
    exporting,
    files,
    flags,
    glass,
    linking,
    merging,
    posts,
    records,
    reveals,
    rights,
    tasks,
)
from zaklon.cases.commands.answering import Decided
from zaklon.cases.kinds import (
    AgeGroup,
    ClosingReason,
    DutyKind,
    ErasureBasis,
    FlagKind,
    Giver,
    LinkKind,
    Part,
    Purpose,
    RightKind,
    RightOutcome,
    Stance,
    TaskKind,
)
from zaklon.cases.rules.codes import read_code
from zaklon.cases.rules.exports import NewExport
from zaklon.cases.values import (
    ConsentGiven,
    DutyNamed,
    NewAssignment,
    NewCase,
    NewFile,
    NewLink,
    NewRecord,
    NewTask,
    PersonFacts,
    Scope,
)
from zaklon.pathway.commands.deadlines import pause
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.models import Deadline
from zaklon.pathway.values import NewStep

HIDDEN_CODE = "KNRN-CF7D"
# Somebody's public key; nobody here has the private one.
RECEIVER = "age1tgyuvdlmpejqsdf847hevurz9szk7vf3j7ytfyqecgzvphvu2d8qrtaxl6"
ADULT = PersonFacts(age_group=AgeGroup.ADULT)


def make_cases(colleague, body):
    """The ids of everything in a case of this person and body."""
    now = datetime.now(tz=UTC)
    manager = Actor.holding(frozenset({Role.CASE_MANAGER}), user_id=colleague.pk, body_id=body.pk)
    by = {"actor": manager, "now": now}
    new = NewCase((ADULT, ADULT), Role.CASE_MANAGER)
    with acting_as(manager):
        code, other, hidden = (files.open_case(new, **by) for _ in range(3))
        person = models.Person.objects.filter(case__code=code).first()
        flag = flags.raise_flag(code, FlagKind.DANGER, **by)
        flags.resolve_flag(code, flags.raise_flag(code, FlagKind.MISSING, **by), "kanarinac-flag", **by)
        scope = Scope(body.pk, Part.HEALTH, Purpose.CARE)
        consents.open_by_duty(code, DutyNamed(scope, DutyKind.COURT_ORDER, "kanarinac-duty of a court"), **by)
        given = ConsentGiven(
            person.pk, Giver.PERSON, "2026-1", "en", (scope,), has_capacity=True, is_refusal_explained=True
        )
        consent = consents.give_consent(code, given, **by)
        due = now + timedelta(days=3)
        task = tasks.add_task(code, NewTask(TaskKind.FOLLOW_UP, colleague.pk, body.pk, due), **by)
        link = linking.link_persons(code, NewLink(1, code, 2, LinkKind.SIBLING), **by)
        merge = merging.propose_merge(code, other, **by)
        sealed = _sealed(code, person, by)
        worker = make_actor(Role.SHELTER_STAFF)
    new_post = NewAssignment(worker.user_id, worker.body_id, Role.SHELTER_STAFF)
    with acting_as(manager):
        assignment = posts.assign(code, new_post, **by)
    broken, conflict = _danger_and_conflict(code, now)
    stands = _stands(code, person, by)
    sealed["reveal_id"] += [_waiting_look(code, person, worker, now)]
    with acting_as(manager):
        restricted = _person_of(other).pk
    export, request, erasure = _leaving(code, person, manager, now)
    officer = _officer_s(code, other, person, worker, by)
    with acting_as(SYSTEM):
        assert read_code(HIDDEN_CODE) == HIDDEN_CODE
        models.Case.objects.filter(code=hidden).update(code=HIDDEN_CODE)
    return {
        "code": [code, other],
        "assignment_id": [assignment],
        "consent_id": [consent],
        "flag_id": [flag],
        "task_id": [task],
        "link_id": [link],
        "merge_id": [merge],
        "glass_id": [broken],
        "conflict_id": [conflict],
        "person_id": [person.pk, restricted],
        "part": [Part.IDENTITY, Part.SERVICES, Part.HEALTH],
        "kind": ["identity", "note"],
        **stands,
        **make_house(code, colleague, body, now),
        "export_id": [export],
        "erasure_id": [erasure],
        **sealed,
        **officer,
        "request_id": [*officer["request_id"], request],
    }


def _stands(code, person, by):
    """Where a person stands by the law of the invented country, and what is due."""
    with acting_as(by["actor"]):
        take_step(code, NewStep(person.pk, "identification", "hear"), **by)
        deadline = Deadline.objects.get(person=person)
        pause(code, deadline.pk, "kanarinac-pause of a deadline", **by)
    return {"deadline_id": [deadline.pk], "position": [person.position], "way": ["identification"]}


def _sealed(code, person, by):
    """Entries with a file each, and a look at who the person is; one of the entries is revealed now."""
    entries = {
        Part.IDENTITY: NewRecord(person.pk, Part.IDENTITY, "identity", {"given_names": "kanarinac-person"}),
        Part.SERVICES: NewRecord(person.pk, Part.SERVICES, "note", {"note": "kanarinac-entry"}),
    }
    written = {part: records.write_record(code, new, **by) for part, new in entries.items()}
    file = NewFile("kanarinac-paper.txt", b"kanarinac-inside")
    kept = [attaching.attach_file(code, record, file, **by) for record in written.values()]
    reveal = reveals.ask_reveal(code, person.pk, Part.IDENTITY, "kanarinac-reveal: the person calls", **by)
    return {"record_id": list(written.values()), "sealed_file_id": kept, "reveal_id": [reveal]}


def _waiting_look(code, person, worker, now):
    """A look that somebody else asked for, and that waits for a second person."""
    with acting_as(SYSTEM):
        case = models.Case.objects.get(code=code)
        return models.Reveal.objects.create(
            case=case,
            person=person,
            part=Part.IDENTITY,
            user_id=worker.user_id,
            body_id=worker.body_id,
            reason="kanarinac-reveal of somebody else",
            asked_at=now,
        ).pk


def _officer_s(code, other, person, worker, by):
    """Something on each list of the data-protection officer."""
    officer = make_actor(Role.DATA_PROTECTION_OFFICER)
    answering = {"actor": officer, "now": by["now"]}
    with acting_as(by["actor"]):
        waits, answered = (rights.ask_right(code, person.pk, kind, **by) for kind in RightKind.values[:2])
        restriction = rights.ask_right(other, _person_of(other).pk, RightKind.RESTRICTION, **by)
        files.close_case(other, ClosingReason.GOALS_MET, **by)
    with acting_as(officer):
        rights.decide_right(answered, RightOutcome.IN_PART, "kanarinac-answer", **answering)
        rights.decide_right(restriction, RightOutcome.GRANTED, "", **answering)
        hold = rights.set_hold(code, "kanarinac-hold", **answering)
    with acting_as(SYSTEM):
        models.Case.objects.filter(code=other).update(retain_until=by["now"].date())
        alert = models.Alert.objects.create(
            kind="strange_case",
            verdict="noted",
            user_id=worker.user_id,
            body_id=worker.body_id,
            count=1,
            day=by["now"].date(),
            noted_at=by["now"],
            review_words="",
        )
    return {"request_id": [waits, answered], "hold_id": [hold], "alert_id": [alert.pk]}


def _person_of(code):
    return models.Person.objects.filter(case__code=code).first()


def _leaving(code, person, manager, now):
    """A sealed copy, a copy for the person, and an erasure that waits, each with a canary inside."""
    officer = make_actor(Role.DATA_PROTECTION_OFFICER)
    with acting_as(manager):
        content = {"goal": "kanarinac-goal of support"}
        records.write_record(code, NewRecord(person.pk, Part.SERVICES, "support", content), actor=manager, now=now)
        purpose = "kanarinac-purpose of a court"
        new = NewExport((code,), frozenset({Part.SERVICES}), purpose, "en", receiver=RECEIVER)
        export = exporting.make_export(new, actor=manager, now=now).export_id
        request = rights.ask_right(code, person.pk, RightKind.COPY, actor=manager, now=now)
        for part in (Part.IDENTITY, Part.SERVICES):
            answering.decide_copy(request, Decided(part, {}), actor=manager, now=now)
    with acting_as(officer):
        answering.approve_copy(request, actor=officer, now=now)
        words = "kanarinac-order of a court"
        erasure = erasing.ask_erasure(code, 2, ErasureBasis.ORDER, words, actor=officer, now=now)
    return export, request, erasure


def _danger_and_conflict(code, now):
    responder, aside = make_actor(Role.FIRST_RESPONDER), make_actor(Role.COORDINATOR)
    with acting_as(responder):
        broken = glass.break_glass(code, Part.RISK, "kanarinac-danger to a life", actor=responder, now=now)
    with acting_as(aside):
        posts.declare_conflict(code, Stance.OTHER, actor=aside, now=now)
    with acting_as(SYSTEM):
        return broken, models.Conflict.objects.get(user_id=aside.user_id).pk
