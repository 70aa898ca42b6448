"""Work on a case: tasks, what is due, consents, and the steps of a person's way."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from zaklon.access.roles import Role
from zaklon.api.asking import actor, reads, request_key, watched, writes
from zaklon.api.routes.cases import case_of, must_write
from zaklon.api.shapes.cases import ConsentsOut, DueOut, NewConsentIn, NewTaskIn, SeenOut, TaskOut
from zaklon.api.shapes.shared import Done, PartName, Row, Short
from zaklon.api.shapes.work import MoveOut, NewStepIn, PersonWaysOut
from zaklon.cases.commands import consents, tasks
from zaklon.cases.forms.shared import CONSENT_LANGUAGES
from zaklon.cases.queries import lists, staff
from zaklon.cases.queries.page_rows import CasePage
from zaklon.cases.values import ConsentGiven, NewTask, Scope
from zaklon.cases.views.guarding import of_case
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.due import due_in_case, late_in_oversight, my_due
from zaklon.pathway.queries.standing import moves_of, ways_of
from zaklon.pathway.rules.steps import may_take
from zaklon.pathway.values import NewStep
from zaklon.pathway.views.history import person_at
from zaklon.web.languages import current

router = Router(tags=["Work on a case"])


class Closed(Row):
    """What a withdrawal closed, and who had seen it before."""

    closed: int
    seen: list[SeenOut]


@router.get("/tasks", response=list[TaskOut], url_name="my_tasks", summary="My tasks")
@reads
def my_tasks(request: HttpRequest) -> Any:
    """Open tasks of the post and of the body, the most urgent first."""
    return lists.tasks_due(actor=actor(request), now=timezone.now(), language=current().code)


@router.get("/due", response=list[DueOut], url_name="due", summary="What is due")
@reads
def due(request: HttpRequest) -> Any:
    """Times of the law that run in the cases of the post and that the post can end, the most urgent first."""
    return my_due(law_now(), actor=actor(request), now=timezone.now())


@router.get("/due/overseen", response=list[DueOut], url_name="overseen", summary="What is late in my oversight")
@reads
def overseen(request: HttpRequest) -> Any:
    """Times of the law that have passed in cases that the post oversees, the oldest first."""
    return late_in_oversight(law_now(), actor=actor(request), now=timezone.now())


@router.get("/cases/{code:code}/due", response=list[DueOut], url_name="due_in_case", summary="What is due in a case")
@of_case
@watched
@reads
def case_due(request: HttpRequest, code: str) -> Any:
    """Times of the law that run in a case, the most urgent first."""
    return due_in_case(code, _roles(case_of(request, code)), law_now(), now=timezone.now())


@router.post("/cases/{code:code}/tasks", response={201: Done}, url_name="add_task", summary="Add a task")
@of_case
@writes
def add_task(request: HttpRequest, code: str, said: NewTaskIn) -> Any:
    """Give somebody who works on the case something to do."""
    must_write(case_of(request, code))
    new = NewTask(said.kind, said.user_id, said.body_id, said.due_at)
    added = tasks.add_task(code, new, actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(added)}


@router.post(
    "/cases/{code:code}/tasks/{uuid:task_id}/finish",
    response={201: Done},
    url_name="finish_task",
    summary="Finish a task",
)
@of_case
@writes
def finish_task(request: HttpRequest, code: str, task_id: UUID) -> Any:
    """Mark a task as done."""
    tasks.finish_task(code, task_id, actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(task_id)}


@router.get("/cases/{code:code}/consents", response=ConsentsOut, url_name="consents", summary="What is open to others")
@of_case
@watched
@reads
def case_consents(request: HttpRequest, code: str) -> Any:
    """Consents and legal duties of a case, for those who work on it."""
    page = case_of(request, code)
    if not page.reads_file:
        raise NotPermitted("part_withheld")
    return {"consents": page.consents, "duties": page.duties}


@router.post("/cases/{code:code}/consents", response={201: Done}, url_name="give_consent", summary="Record a consent")
@of_case
@writes
def give_consent(request: HttpRequest, code: str, said: NewConsentIn) -> Any:
    """Record what a person agreed to. What it names is open from now."""
    page = case_of(request, code)
    must_write(page)
    _refuse_unoffered(request, said, page)
    scopes = tuple(Scope(each.receiver_id, each.part.part, each.purpose, each.ends_at) for each in said.scopes)
    plain = said.model_dump(exclude={"scopes"})
    given = consents.give_consent(code, ConsentGiven(**plain, scopes=scopes), actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(given)}


def _refuse_unoffered(request: HttpRequest, said: NewConsentIn, page: CasePage) -> None:
    """What the form of the page offers: bodies of today, languages of consent texts, guardians of the case."""
    if said.language not in CONSENT_LANGUAGES:
        raise RuleBroken("field_unfit", field="language", facts={"field": "language", "what": said.language})
    offered = staff.choices(actor=actor(request), today=timezone.localdate(), language=current().code)
    bodies = {body_id for body_id, _name in offered.bodies} | {row.body_id for row in page.staff}
    if any(each.receiver_id not in bodies or each.part is PartName.SHELL for each in said.scopes):
        raise RuleBroken("consent_scope_unfit", field="scopes")
    guardians = {row.user_id for row in page.staff if row.who.role is Role.GUARDIAN}
    if said.guardian_id is not None and said.guardian_id not in guardians:
        raise RuleBroken("guardian_not_appointed", field="guardian_id")


@router.post(
    "/cases/{code:code}/consents/{uuid:consent_id}/withdraw",
    response={201: Closed},
    url_name="withdraw_consent",
    summary="Withdraw a consent",
)
@of_case
@writes
def withdraw_consent(request: HttpRequest, code: str, consent_id: UUID) -> Any:
    """Close at once what a consent had opened, and say who has seen it before."""
    page = case_of(request, code)
    must_write(page)
    if consent_id not in {row.consent_id for row in page.consents}:
        raise Http404
    ended = consents.withdraw_consent(consent_id, actor=actor(request), now=timezone.now())
    seen = [
        {"user_id": str(each.user_id), "body_id": str(each.body_id), "part": each.part.name.lower(), "at": each.at}
        for each in ended.seen
    ]
    return {"closed": ended.closed, "seen": seen}


@router.get("/cases/{code:code}/ways", response=list[PersonWaysOut], url_name="ways", summary="Where persons stand")
@of_case
@watched
@reads
def case_ways(request: HttpRequest, code: str) -> Any:
    """For each person the ways that the post sees, and the steps that it may take now."""
    page = case_of(request, code)
    shown = [row for row in page.persons if not row.is_erased]
    ways = ways_of(shown, _roles(page), law_now())
    return [{"person_id": row.person_id, "position": row.position, "ways": ways[row.person_id]} for row in shown]


def _roles(page: CasePage) -> frozenset[Role]:
    return page.roles if page.rights.is_open else frozenset()


@router.get(
    "/cases/{code:code}/persons/{int:position}/ways/{way}/moves",
    response=list[MoveOut],
    url_name="moves",
    summary="Steps that were taken",
)
@of_case
@watched
@reads
def moves(request: HttpRequest, code: str, position: int, way: Short) -> Any:
    """Every step of a person on a way that the post sees, the newest first."""
    law, person = law_now(), person_at(case_of(request, code), position)
    found = moves_of(person.person_id, way, law) if way in law.words.ways else ()
    if not found:
        raise Http404
    return found


@router.post(
    "/cases/{code:code}/persons/{int:position}/steps",
    response={201: Done},
    url_name="take_step",
    summary="Take a step",
)
@of_case
@writes
def step(request: HttpRequest, code: str, position: int, said: NewStepIn) -> Any:
    """Move a person on, with the answers to the form of the step."""
    page, law = case_of(request, code), law_now()
    person = person_at(page, position)
    chosen = next((each for each in law.words.steps if (each.way, each.verb) == (said.way, said.verb)), None)
    if chosen is None:
        raise Http404
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    if not may_take(chosen, page.roles):
        raise NotPermitted("step_of_others")
    new = NewStep(person.person_id, said.way, said.verb, said.answers, said.seen_state, request_key(request))
    taken = take_step(code, new, actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(taken)}
