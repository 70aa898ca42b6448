"""Papers for the person and for the authority: each as a page, PDF or office file, in any language of the interface."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from zaklon.access.middleware import ActorRequest
from zaklon.cases.contacting import ON_PAPER, must_be_safe
from zaklon.cases.neutral import refuse_telling
from zaklon.reporting.description import Report
from zaklon.reporting.excel import excel
from zaklon.reporting.page import TEMPLATE, Addresses, page_context
from zaklon.reporting.pdf import pdf
from zaklon.reporting.reading_out import texts_of
from zaklon.reporting.word import word
from zaklon.web.languages import current, known
from zaklon.web.respond import respond

PAGE = "page"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_FORMS: Mapping[str, tuple[str, Callable[[Report], bytes]]] = {
    "pdf": ("application/pdf", pdf),
    "docx": (f"{_OFFICE}.wordprocessingml.document", word),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", excel),
}


@dataclass(frozen=True)
class Paper:
    """Which paper: the name of its route with its arguments, the forms it comes in, a file name that says nothing."""

    view: str
    arguments: tuple[object, ...]
    file_name: str
    forms: tuple[str, ...] = ("pdf",)


def asked_language(request: ActorRequest, form: str, forms: tuple[str, ...]) -> str:
    """The language from the address; raises Http404 for a form or language that there is not."""
    language = request.GET.get("language", current().code)
    if form not in {PAGE, *forms} or not known(language):
        raise Http404
    return current().code if form == PAGE else language


def answer(request: ActorRequest, report: Report, form: str, paper: Paper) -> HttpResponse:
    """The paper in the form that was asked for. Never kept by a browser."""
    if form == PAGE:
        hrefs = {each: _address(paper, each, report.language) for each in paper.forms}
        addresses = Addresses(pdf=hrefs.get("pdf", ""), word=hrefs.get("docx", ""), excel=hrefs.get("xlsx", ""))
        response = respond(request, TEMPLATE, page_context(report, addresses))
        response.headers["Cache-Control"] = "no-store"
        return response
    content_type, render = _FORMS[form]
    name = f"{paper.file_name}-{timezone.localdate():%Y-%m-%d}-{report.language}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(render(report), content_type=content_type, headers=headers)


def answer_for_person(
    request: ActorRequest, report: Report, form: str, paper: Paper, persons: Iterable[UUID]
) -> HttpResponse:
    """A paper that goes into the hands of these persons: refused where it would put one of them in danger.

    What others read without opening it is its title and the name of its file. A letter is kept at home or in a pocket,
    so nothing in it may tell why the person has it. Raises NotAllowedNow, RuleBroken.
    """
    if form != PAGE:
        if report.is_letter:
            refuse_telling(*texts_of(report))
        for person_id in persons:
            must_be_safe(person_id, ON_PAPER, timezone.now(), (report.title, report.subtitle, paper.file_name))
    return answer(request, report, form, paper)


def _address(paper: Paper, form: str, language: str) -> str:
    return f"{reverse(paper.view, args=[*paper.arguments, form])}?{urlencode({'language': language})}"
