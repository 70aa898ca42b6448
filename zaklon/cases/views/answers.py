"""What the person gets: who opened the file, and a copy of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.cases.commands import answering
from zaklon.cases.commands.answering import GROUNDS, Decided
from zaklon.cases.forms.copies import CopyForm
from zaklon.cases.outputs.copy_for_person import copy_report
from zaklon.cases.outputs.filing_record import filing_report
from zaklon.cases.outputs.opened_by import opened_by_report
from zaklon.cases.queries.copies import CopyRequest, copy_request
from zaklon.cases.views import words
from zaklon.cases.views.papers import Paper, answer, answer_for_person, asked_language
from zaklon.cases.views.shared import crumbs_to, posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.outputs.footnotes import with_footnotes
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import INTERFACE_LANGUAGES, current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_FORMS = ("pdf",)


@require_GET
def opened_by(request: ActorRequest, code: str, form: str) -> HttpResponse:
    """Who opened the file, to read on the screen or to print for the person."""
    language, now = asked_language(request, form, _FORMS), timezone.now()
    found = answering.list_openings(code, actor=request.actor, now=now, language=language)
    report = opened_by_report(found, language=language, now=now)
    paper = Paper("cases:opened_by", (code,), "who-opened")
    return answer_for_person(request, report, form, paper, found.persons)


@require_GET
def filing_record(request: ActorRequest, form: str) -> HttpResponse:
    """The record of filing systems for the authority."""
    forms = ("pdf", "docx", "xlsx")
    language, now = asked_language(request, form, forms), timezone.now()
    _user_id, body_id = request.actor.post()
    systems = answering.list_filing_systems(actor=request.actor, now=now, language=language)
    report = filing_report(systems, made_by=name_of(body_id, language), language=language, now=now)
    return answer(request, with_footnotes(report), form, Paper("cases:filing_record", (), "filing-systems", forms))


@require_http_methods(["GET", "POST"])
def decide_copy(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Which entries go into the person's copy; for the officer, how far that is."""
    asked = copy_request(request_id, actor=request.actor, now=timezone.now(), language=current().code)
    form = _form(asked, posted(request))
    if form.is_bound and form.is_valid():
        try:
            for part, withheld in form.decided().items():
                answering.decide_copy(request_id, Decided(part, withheld), actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Your decision is recorded."))
            return redirect("cases:copy", request_id)
    context = {
        "asked": asked,
        "form": form,
        "has_errors": form.is_bound,
        "words": words,
        "may_approve": request.actor.may(Permission.PRIVACY_REVIEW) and asked.is_ready and not asked.is_decided,
        "is_officer": request.actor.may(Permission.PRIVACY_REVIEW),
        "columns": [
            Column("part", _("Part")),
            Column("entries", _("Entries"), is_number=True),
            Column("undecided", _("Not decided"), is_number=True),
            Column("withheld", _("Withheld"), is_number=True),
        ],
        "languages": INTERFACE_LANGUAGES,
        "crumbs": _crumbs(request, asked.code),
    }
    return respond(request, "cases/copy.html", context, status=422 if form.is_bound else 200)


def _crumbs(request: ActorRequest, code: str) -> list[Crumb]:
    """Back to the case for who works on it, to the list of requests for the officer."""
    last = Crumb(_("Copy for the person"))
    if request.actor.may(Permission.CASE_WORK):
        return crumbs_to(code, last)
    return [Crumb(_("Requests of persons"), reverse("cases:requests")), last]


def _form(asked: CopyRequest, data: object) -> CopyForm:
    grounds = vocabulary().wording(current().code).terms(GROUNDS, on=timezone.localdate())
    return CopyForm(asked.parts, [(each.code, each.label) for each in grounds], data)


@require_POST
def approve_copy(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """The officer's word on what the workers decided."""
    try:
        answering.approve_copy(request_id, actor=request.actor, now=timezone.now())
    except (RuleBroken, NotAllowedNow) as refusal:
        messages.warning(request, sentence_for(refusal))
    else:
        messages.success(request, _("The copy is approved. It can be printed for the person now."))
    return redirect("cases:copy", request_id)


@require_GET
def copy_paper(request: ActorRequest, request_id: UUID, form: str) -> HttpResponse:
    """The approved copy, to print and to hand over."""
    language, now = asked_language(request, form, _FORMS), timezone.now()
    copy = answering.make_copy(request_id, actor=request.actor, now=now, language=language)
    report = copy_report(copy, language=language, now=now)
    paper = Paper("cases:copy_paper", (request_id,), "copy")
    return answer_for_person(request, report, form, paper, [copy.person.person_id])
