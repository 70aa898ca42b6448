"""An application inside: its formal check, its assessors, the decision."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.forms.shared import CommandForm
from zaklon.cases.views.shared import Question, posted
from zaklon.partnership.commands import assessing, deciding
from zaklon.partnership.commands.checking import CHECKS, check
from zaklon.partnership.commands.contacts import open_contact
from zaklon.partnership.forms.grants import AmountForm, GiveForm
from zaklon.partnership.forms.shared import ReasonForm
from zaklon.partnership.queries.applications import ApplicationPage, application_page
from zaklon.partnership.queries.calls import call_page
from zaklon.partnership.views.shared import Back, ask, grant_crumbs, place_names
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

STEPS: dict[str, str | Promise] = {
    "admit": gettext_lazy("Admit to assessment"),
    "ask_missing": gettext_lazy("Ask for what is missing"),
    "complete": gettext_lazy("What was missing has come"),
    "refuse": gettext_lazy("Refuse at the formal check"),
    "withdraw": gettext_lazy("Note that it was withdrawn"),
}
_REASONS: dict[str, str | Promise] = {
    "ask_missing": gettext_lazy("What is missing? The applicant reads it."),
    "refuse": gettext_lazy("Why is it refused? The applicant reads it."),
    "withdraw": gettext_lazy("How and when did the applicant withdraw it?"),
}


@require_GET
def application(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """An application with what was done about it, and what comes next."""
    page = _page(request, application_id)
    return respond(request, "grants/application.html", _context(request, page, contact=None))


@require_POST
def contact(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The same page with the sealed contact opened, once; the trail keeps that it was."""
    found = open_contact(application_id, actor=request.actor, now=timezone.now())
    response = respond(
        request,
        "grants/application.html",
        _context(request, _page(request, application_id), contact=found),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _context(request: ActorRequest, page: ApplicationPage, contact: object) -> dict[str, object]:
    actor = request.actor
    return {
        "page": page,
        "places": place_names(page.municipalities),
        "steps": [(verb, STEPS[verb]) for verb in page.verbs if verb in STEPS],
        "may_manage": actor.may(Permission.GRANT_MANAGE),
        "contact": contact,
        "crumbs": grant_crumbs(
            request, Crumb(page.call, reverse("grants:call", args=[page.call_id])), Crumb(page.applicant)
        ),
    }


@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, application_id: UUID, verb: str) -> HttpResponse:
    """A step of the formal check, with its reason where it needs one."""
    if verb not in CHECKS:
        raise Http404
    request.actor.must(Permission.GRANT_MANAGE)
    page = _page(request, application_id)
    has_reason = verb in _REASONS
    form = ReasonForm(_REASONS[verb], posted(request)) if has_reason else CommandForm(posted(request))
    question = Question(str(STEPS[verb]), _("Record it"), _("It is recorded."), (f"{page.applicant}: {page.project}",))

    def deed() -> None:
        reason = form.cleaned_data["reason"] if has_reason else ""
        check(application_id, verb, reason, actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(request, page), deed)


@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Give an application to its assessors."""
    request.actor.must(Permission.GRANT_MANAGE)
    page = _page(request, application_id)
    has_it = {each.user_id for each in page.assessments}
    assessors = call_page(page.call_id, current().code, actor=request.actor, now=timezone.now()).assessors
    choices = [(str(each.assessor_id), f"{each.name}, {each.body}") for each in assessors if each.user_id not in has_it]
    form = GiveForm(choices, posted(request))
    question = Question(
        _("Give it to assessors"),
        _("Give it"),
        _("The assessors are told."),
        (_("Two people assess an application, each alone. Neither sees the other's points before both are in."),),
    )
    return ask(
        request,
        form,
        question,
        _at(request, page),
        lambda: assessing.give_to(application_id, form.chosen(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def choose(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Give a grant."""
    request.actor.must(Permission.GRANT_DECIDE)
    page = _page(request, application_id)
    label = _("Amount of the grant (%(currency)s)") % {"currency": page.asked.currency}
    form = AmountForm(page.asked, label, posted(request))
    question = Question(_("Choose this application"), _("Give the grant"), _("The grant is decided."), _facts(page))

    def deed() -> None:
        deciding.choose(application_id, form.cleaned_data["amount"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(request, page), deed)


@require_http_methods(["GET", "POST"])
def turn_down(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Decide that an application gets no grant."""
    request.actor.must(Permission.GRANT_DECIDE)
    page = _page(request, application_id)
    form = ReasonForm(_("Why is it not chosen? The applicant reads it."), posted(request))
    question = Question(
        _("Do not choose this application"), _("Do not choose it"), _("The decision is recorded."), _facts(page)
    )

    def deed() -> None:
        deciding.turn_down(application_id, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(request, page), deed)


def _facts(page: ApplicationPage) -> tuple[str, ...]:
    name = f"{page.applicant}: {page.project}"
    return (name,) if page.score is None else (name, _("Score: %(score)s per cent") % {"score": page.score})


def _page(request: ActorRequest, application_id: UUID) -> ApplicationPage:
    now = timezone.now()
    return application_page(application_id, actor=request.actor, now=now, today=timezone.localdate(now))


def _at(request: ActorRequest, page: ApplicationPage) -> Back:
    href = reverse("grants:application", args=[page.application_id])
    steps = (Crumb(page.call, reverse("grants:call", args=[page.call_id])), Crumb(page.applicant, href))
    return Back(href, tuple(grant_crumbs(request, *steps)))
