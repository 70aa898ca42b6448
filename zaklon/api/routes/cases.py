"""Case files: lists, opening one, what stands in it, and looking for somebody."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from zaklon.access.roles import Role
from zaklon.api.asking import actor, marked, reads, request_key, watched, writes
from zaklon.api.shapes.cases import (
    CaseListOut,
    CaseOut,
    EventOut,
    FoundOut,
    NewCaseIn,
    PersonOut,
    SearchIn,
)
from zaklon.api.shapes.shared import Done, Said
from zaklon.cases.commands.files import open_case
from zaklon.cases.commands.reading import read_case, read_happened
from zaklon.cases.commands.searching import search_people
from zaklon.cases.kinds import CaseStatus
from zaklon.cases.queries import lists
from zaklon.cases.queries.page import must_see
from zaklon.cases.queries.page_rows import CasePage
from zaklon.cases.values import NewCase, PersonFacts
from zaklon.cases.vault.spelling import Why
from zaklon.cases.views.guarding import of_case
from zaklon.web.languages import current

router = Router(tags=["Cases"])


class MineQuery(Said):
    """Where a page begins."""

    after: str = Field(default="", max_length=9)


class TimelineQuery(Said):
    """Which page, counted from 1; the last one for a number beyond."""

    page: int = Field(default=1, ge=1, le=99_999_999)


class BodyQuery(MineQuery):
    """Which cases, and where a page begins."""

    status: CaseStatus = CaseStatus.OPEN
    nobody_leads: bool = False


def case_of(request: HttpRequest, code: str) -> CasePage:
    """The case as the post meets it, with its line on the trail. Raises NotPermitted, Case.DoesNotExist."""
    return read_case(code, actor=actor(request), now=timezone.now(), language=current().code)


@router.get("/cases", response=CaseListOut, url_name="my_cases", summary="My cases")
@reads
def my_cases(request: HttpRequest, asked: Query[MineQuery]) -> Any:
    """Cases on which the post works now, newest first, a page at a time."""
    now, language = timezone.now(), current().code
    return lists.my_cases(actor=actor(request), now=now, language=language, after=asked.after)


@router.get("/cases/of-body", response=CaseListOut, url_name="cases_of_body", summary="Cases that I oversee")
@reads
def cases_of_body(request: HttpRequest, asked: Query[BodyQuery]) -> Any:
    """For a supervisor the cases of the own body, for the coordinator every case that is not sealed."""
    who = actor(request)
    find = lists.all_cases if Role.COORDINATOR in who.roles else lists.cases_of_body
    is_unled = asked.nobody_leads
    return find(asked.status, actor=who, language=current().code, after=asked.after, is_unled=is_unled)


@router.post("/cases", response={201: Done}, url_name="open_case", summary="Open a case")
@writes
def open_new(request: HttpRequest, said: NewCaseIn) -> Any:
    """Open a case with its persons in coded facts. The same request key gives the same case."""
    persons = tuple(PersonFacts(each.sex, each.age_group, each.citizenship) for each in said.persons)
    new = NewCase(persons, said.role, request_key(request))
    code = open_case(new, actor=actor(request), now=timezone.now())
    return {"code": code}


@router.post("/cases/search", response=list[FoundOut], url_name="search_people", summary="Look for a person")
@marked
@reads
def search(request: HttpRequest, said: SearchIn) -> Any:
    """By name or number, with a purpose, among those whom the post may identify. It stands on the trail."""
    found = search_people(said.text, said.purpose, actor=actor(request), now=timezone.now())
    return [
        {
            "code": hit.code,
            "position": hit.position,
            "score": hit.score,
            "why": [Why(int(each)).name.lower() for each in hit.why],
        }
        for hit in found
    ]


@router.get("/cases/{code:code}", response=CaseOut, url_name="case", summary="A case")
@of_case
@watched
@reads
def case(request: HttpRequest, code: str) -> Any:
    """What the page of the case shows: no content of a sealed part. It stands on the trail."""
    page = case_of(request, code)
    is_open = {row.part for row in page.parts if row.is_open}
    return {
        "head": page.head,
        "roles": sorted(page.roles),
        "may_write": page.rights.may_write,
        "parts": page.parts,
        "withheld": _withheld() if page.withholds else "",
        "persons": page.persons,
        "flags": [flag for flag in page.flags if flag.resolved_at is None],
        "tasks": page.tasks,
        "staff": page.staff,
        "links": page.links,
        "entries": [row for part, rows in page.records.items() if part in is_open for row in rows],
    }


def _withheld() -> str:
    return _("There may be more in this file that your work does not need. It is not shown here.")


@router.get("/cases/{code:code}/persons", response=list[PersonOut], url_name="persons", summary="Persons of a case")
@of_case
@watched
@reads
def persons(request: HttpRequest, code: str) -> Any:
    """The persons in coded facts. Who they are stands in sealed parts."""
    return case_of(request, code).persons


@router.get("/cases/{code:code}/timeline", response=list[EventOut], url_name="timeline", summary="What happened")
@of_case
@watched
@reads
def timeline(request: HttpRequest, code: str, asked: Query[TimelineQuery]) -> Any:
    """Lines of the timeline, the latest first, fifty on a page; for those who work on the case."""
    found = read_happened(code, asked.page, actor=actor(request), now=timezone.now(), language=current().code)
    return found.events


def must_write(page: CasePage) -> None:
    """Refuse a deed to whoever may not write the shell of the case. Raises NotPermitted."""
    must_see(page, lambda rights: rights.may_write)
