"""Two cases of another body, with canaries in them; one of them is never named in an address."""

from datetime import UTC, datetime, timedelta

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases import models
from zaklon.cases.commands import (
    answering,
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
    rights,
    tasks,
)
from zaklon.cases.commands.answering import Decided
from zaklon.cases.kinds import (
    AgeGroup,
    DutyKind,
    ErasureBasis,
    FlagKind,
    Giver,
    LinkKind,
    Part,
    Purpose,
    RightKind,
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
    NewLink,
    NewRecord,
    NewTask,
    PersonFacts,
    Scope,
)

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
        worker = make_actor(Role.SHELTER_STAFF)
    new_post = NewAssignment(worker.user_id, worker.body_id, Role.SHELTER_STAFF)
    with acting_as(manager):
        assignment = posts.assign(code, new_post, **by)
    broken, conflict = _danger_and_conflict(code, now)
    export, request, erasure = _leaving(code, person, manager, now)
    with acting_as(SYSTEM):
        assert read_code(HIDDEN_CODE) == HIDDEN_CODE
        models.Case.objects.filter(code=hidden).update(code=HIDDEN_CODE)
    return {
        "code": [code],
        "assignment_id": [assignment],
        "consent_id": [consent],
        "flag_id": [flag],
        "task_id": [task],
        "link_id": [link],
        "merge_id": [merge],
        "glass_id": [broken],
        "conflict_id": [conflict],
        "export_id": [export],
        "request_id": [request],
        "erasure_id": [erasure],
    }


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
        answering.decide_copy(request, Decided(Part.SERVICES, {}), actor=manager, now=now)
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
        return broken, models.Conflict.objects.get().pk
