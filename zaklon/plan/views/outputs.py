"""Reports of a plan to read and to take out."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.plan.commands.exporting import Export, record_export
from zaklon.plan.outputs.chapter24 import chapter24_report
from zaklon.plan.outputs.footnotes import with_footnotes
from zaklon.plan.outputs.implementation import implementation_report
from zaklon.plan.outputs.plan_paper import plan_paper
from zaklon.plan.queries.outputs import Asked, implementation, outputs, paper
from zaklon.plan.queries.outputs_chapter24 import chapter24
from zaklon.plan.queries.outputs_rows import Version
from zaklon.reporting.comma_separated import comma_separated
from zaklon.reporting.description import Report, Table
from zaklon.reporting.excel import excel
from zaklon.reporting.keeping import rendered
from zaklon.reporting.page import TEMPLATE, Addresses, page_context
from zaklon.reporting.pdf import pdf
from zaklon.reporting.word import word
from zaklon.web.languages import INTERFACE_LANGUAGES, current, known
from zaklon.web.parts import SubItem
from zaklon.web.respond import respond

# One table of a report, or the list of reports, has no form of its own.
_NO_FORM = ""
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Form:
    """A form in which a report leaves the system."""

    content_type: str
    render: Callable[[Report], bytes]


FORMS = {
    "pdf": Form("application/pdf", pdf),
    "docx": Form(f"{_OFFICE}.wordprocessingml.document", word),
    "xlsx": Form(f"{_OFFICE}.spreadsheetml.sheet", excel),
}


@dataclass(frozen=True)
class Taken:
    """One report that somebody asked for, described but not yet rendered; `name` is the file's, without its ending."""

    kind: str
    subject_id: UUID
    asked: Asked
    report: Report
    name: str


@require_GET
def outputs_of_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """What can be taken out of a plan, for each period, in one of the languages."""
    asked = _asked(request)
    languages = [
        SubItem(each.name, "?" + urlencode({"language": each.code}), each.code == asked.language)
        for each in INTERFACE_LANGUAGES
    ]
    rows = outputs(plan_id, language=current().code, actor=request.actor)
    return respond(
        request,
        "plan/outputs.html",
        {"plan": rows, "file_languages": languages, "file_language": asked.language},
    )


@require_GET
def implementation_of_period(request: ActorRequest, period_id: UUID, form: str) -> HttpResponse:
    """The implementation report as page, PDF, Word or Excel."""
    return _in_form(request, _implementation(request, period_id, form), form)


@require_GET
def implementation_table(request: ActorRequest, period_id: UUID, number: int) -> HttpResponse:
    """One table of the implementation report as CSV."""
    return _table(request, _implementation(request, period_id), number)


@require_GET
def chapter24_of_period(request: ActorRequest, period_id: UUID, form: str) -> HttpResponse:
    """The half-year report for Chapter 24 as page, PDF, Word or Excel."""
    return _in_form(request, _chapter24(request, period_id, form), form)


@require_GET
def chapter24_table(request: ActorRequest, period_id: UUID, number: int) -> HttpResponse:
    """One table of the half-year report for Chapter 24 as CSV."""
    return _table(request, _chapter24(request, period_id), number)


@require_GET
def paper_of_plan(request: ActorRequest, plan_id: UUID, form: str) -> HttpResponse:
    """The plan itself as page, PDF, Word or Excel."""
    return _in_form(request, _paper(request, plan_id, form), form)


@require_GET
def paper_table(request: ActorRequest, plan_id: UUID, number: int) -> HttpResponse:
    """One table of the plan as CSV."""
    return _table(request, _paper(request, plan_id), number)


def _implementation(request: ActorRequest, period_id: UUID, form: str = _NO_FORM) -> Taken:
    asked = _asked(request, form)
    rows = implementation(period_id, asked, actor=request.actor)
    report = with_footnotes(implementation_report(rows, asked.language))
    return Taken("implementation", period_id, asked, report, f"implementation-{rows.period.mark}-r{report.revision}")


def _chapter24(request: ActorRequest, period_id: UUID, form: str = _NO_FORM) -> Taken:
    asked = _asked(request, form)
    rows = chapter24(period_id, asked, actor=request.actor)
    report = with_footnotes(chapter24_report(rows, asked.language))
    return Taken("chapter24", period_id, asked, report, f"chapter24-{rows.period.mark}-r{report.revision}")


def _paper(request: ActorRequest, plan_id: UUID, form: str = _NO_FORM) -> Taken:
    asked = _asked(request, form)
    rows = paper(plan_id, asked, actor=request.actor)
    report = with_footnotes(plan_paper(rows, asked.language))
    return Taken("paper", plan_id, asked, report, f"plan-{rows.plan.year}-r{rows.plan.revision}")


def _asked(request: ActorRequest, form: str = _NO_FORM) -> Asked:
    """Language and version from the address; a page is always in the language of the interface around it.

    Raises Http404 for a form, language or version that there is not.
    """
    language = request.GET.get("language", current().code)
    version = request.GET.get("version", Version.ADOPTED.value)
    if form not in {_NO_FORM, "page", *FORMS} or not known(language) or version not in set(Version):
        raise Http404
    return Asked(current().code if form == "page" else language, timezone.now(), Version(version))


def _in_form(request: ActorRequest, taken: Taken, form: str) -> HttpResponse:
    if form == "page":
        return respond(request, TEMPLATE, page_context(taken.report, _addresses(taken)))
    content = rendered(taken.report, form, FORMS[form].render)
    return _file(request, taken, form, content, FORMS[form].content_type)


def _table(request: ActorRequest, taken: Taken, number: int) -> HttpResponse:
    tables = [block for section in taken.report.sections for block in section.blocks if isinstance(block, Table)]
    if not 1 <= number <= len(tables):
        raise Http404
    content = comma_separated(tables[number - 1], taken.asked.language)
    return _file(request, taken, "csv", content, "text/csv; charset=utf-8", part=f"-table{number}")


def _file(
    request: ActorRequest, taken: Taken, form: str, content: bytes, content_type: str, *, part: str = ""
) -> HttpResponse:
    language = taken.asked.language
    version = Version.DRAFT if taken.report.is_draft else Version.ADOPTED
    export = Export(taken.kind, taken.subject_id, form, language, version.value)
    record_export(export, actor=request.actor, now=taken.asked.now)
    mark = "-draft" if version is Version.DRAFT else ""
    name = f"{taken.name}{mark}{part}-{language}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _addresses(taken: Taken) -> Addresses:
    """Where the other forms of the same report are, in the same language and version."""
    query = urlencode({"language": taken.asked.language, "version": taken.asked.version.value})
    forms = {form: f"{reverse(f'plan:{taken.kind}', args=[taken.subject_id, form])}?{query}" for form in FORMS}
    table = reverse(f"plan:{taken.kind}_table", args=[taken.subject_id, 0]).replace("table-0", "table-{number}")
    return Addresses(pdf=forms["pdf"], word=forms["docx"], excel=forms["xlsx"], tables=f"{table}?{query}")
