"""Calls for organisations, inside: drafted, published, decided; and the report about grants."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.cases.views.papers import Paper, answer, asked_language
from zaklon.cases.views.shared import Question, posted
from zaklon.partnership.commands import calls as commands
from zaklon.partnership.commands.contacts import open_contacts
from zaklon.partnership.commands.papers import note_report
from zaklon.partnership.forms.grants import AssessorForm, CallForm, CriterionForm
from zaklon.partnership.outputs.grants import REPORT, Made, grants_report
from zaklon.partnership.queries.calls import call_page, calls
from zaklon.partnership.queries.grants import calls_of, years
from zaklon.partnership.states import CALL_STEPS
from zaklon.partnership.views.shared import Back, ask, bodies_offered, grant_crumbs
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

VERBS: dict[str, str | Promise] = {
    "publish": gettext_lazy("Publish the call"),
    "announce": gettext_lazy("Publish the results"),
    "close_call": gettext_lazy("Close the call"),
    "call_off": gettext_lazy("Call it off"),
}
_DONE: dict[str, str | Promise] = {
    "publish": gettext_lazy("The call is published. Its form opens and closes by its clock."),
    "announce": gettext_lazy("The results are published."),
    "close_call": gettext_lazy("The call is closed."),
    "call_off": gettext_lazy("The call is called off."),
}
_FORMS = ("pdf", "docx", "xlsx")


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """All calls, the newest first."""
    context = {
        "calls": calls(actor=request.actor, now=timezone.now()),
        "years": years(is_public=False),
        "may_manage": request.actor.may(Permission.GRANT_MANAGE),
        "may_assess": request.actor.may(Permission.GRANT_ASSESS),
        "crumbs": [],
    }
    return respond(request, "grants/home.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest) -> HttpResponse:
    """Draft a call."""
    request.actor.must(Permission.GRANT_MANAGE)
    form = CallForm(vocabulary().home().currency, posted(request))
    question = Question(
        _("Draft a call"),
        _("Draft it"),
        _("The call is drafted. Add its criteria and assessors, then publish it."),
        (_("Nobody outside sees a draft."),),
    )
    return ask(
        request,
        form,
        question,
        Back(reverse("grants:home"), tuple(grant_crumbs(request))),
        lambda: commands.draft_call(form.new(), actor=request.actor, now=timezone.now()),
    )


@require_GET
def call(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """A call with its applications by rank."""
    page = call_page(call_id, current().code, actor=request.actor, now=timezone.now())
    context = {
        "page": page,
        "call": page.call,
        "verbs": [(verb, VERBS[verb]) for verb in page.verbs],
        "may_manage": request.actor.may(Permission.GRANT_MANAGE),
        "columns": [
            Column("rank", _("Place")),
            Column("applicant", _("Organisation and project")),
            Column("score", _("Score"), is_number=True),
            Column("asked", _("Asked"), is_number=True),
            Column("granted", _("Granted"), is_number=True),
            Column("status", _("State")),
        ],
        "crumbs": grant_crumbs(request, Crumb(page.call.title)),
    }
    return respond(request, "grants/call.html", context)


@require_POST
def move(request: ActorRequest, call_id: UUID, verb: str) -> HttpResponse:
    """Publish a call, publish its results, close it, call it off."""
    if verb not in {step.verb for step in CALL_STEPS}:
        raise Http404
    commands.move_call(call_id, verb, actor=request.actor, now=timezone.now())
    messages.success(request, str(_DONE[verb]))
    return redirect("grants:call", call_id)


@require_http_methods(["GET", "POST"])
def add_criterion(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Add a criterion."""
    request.actor.must(Permission.GRANT_MANAGE)
    back, form = _at(request, call_id), CriterionForm(posted(request))
    question = Question(
        _("Add a criterion"), _("Add"), _("The criterion is added."), (_("The weights add up to 100 per cent."),)
    )
    return ask(
        request,
        form,
        question,
        back,
        lambda: commands.add_criterion(call_id, form.new(), actor=request.actor, now=timezone.now()),
    )


@require_POST
def drop_criteria(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Take all criteria out, to begin again."""
    commands.drop_criteria(call_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The criteria are taken out."))
    return redirect("grants:call", call_id)


@require_http_methods(["GET", "POST"])
def name_assessor(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Name an assessor."""
    request.actor.must(Permission.GRANT_MANAGE)
    back, form = _at(request, call_id), AssessorForm(bodies_offered(), posted(request))
    question = Question(
        _("Name an assessor"),
        _("Name"),
        _("The person can assess applications of this call."),
        (_("Assessors read the applications that they are given, without the contacts of the applicants."),),
    )

    def deed() -> None:
        said = form.cleaned_data
        commands.name_assessor(call_id, said["address"], UUID(said["body"]), actor=request.actor, now=timezone.now())

    return ask(request, form, question, back, deed)


@require_GET
def report(request: ActorRequest, year: int, form: str) -> HttpResponse:
    """The report about grants of a year, inside: with contacts for the office that keeps them."""
    language = asked_language(request, form, _FORMS)
    actor, now = request.actor, timezone.now()
    actor.must(Permission.GRANT_READ)
    _user_id, body_id = actor.post()
    contacts = open_contacts(year, actor=actor, now=now) if actor.may(Permission.GRANT_MANAGE) else None
    made = Made(vocabulary(), language, name_of(body_id, language), now)
    paper = grants_report(year, calls_of(year, is_public=False), made, contacts=contacts)
    note_report(paper.reference, form, actor=actor, now=now)
    return answer(request, paper, form, Paper("grants:report", (year,), f"{REPORT}-{year}", _FORMS))


def _at(request: ActorRequest, call_id: UUID) -> Back:
    page = call_page(call_id, current().code, actor=request.actor, now=timezone.now())
    href = reverse("grants:call", args=[call_id])
    return Back(href, tuple(grant_crumbs(request, Crumb(page.call.title, href))))
