"""The page of a case, its persons, and the steps that it takes as a file."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import files, posts
from zaklon.cases.commands.tasks import BY_HAND
from zaklon.cases.forms.files import CloseForm, ConfirmForm, PersonForm, StepAsideForm
from zaklon.cases.kinds import ClosingReason, Part, Stance
from zaklon.cases.panels import panels_for
from zaklon.cases.queries.page import must_see
from zaklon.cases.rules.entries import kinds_of
from zaklon.cases.sheet_words import kind_name
from zaklon.cases.views import words
from zaklon.cases.views.happened import entries
from zaklon.cases.views.shared import Question, ask, fronted, opened, posted
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def case(request: ActorRequest, code: str) -> HttpResponse:
    """Everything that this person meets of a case."""
    page = opened(request, code)
    panels = panels_for(page, actor=request.actor, now=timezone.now())
    context = {
        "page": page,
        "words": words,
        "crumbs": [Crumb(_("Cases"), reverse("cases:home")), Crumb(code)],
        "entries": entries(page.events),
        "open_flags": [flag for flag in page.flags if flag.resolved_at is None],
        "past_flags": [flag for flag in page.flags if flag.resolved_at is not None],
        "by_hand": list(BY_HAND),
        "panels": [panel for panel in panels if not panel.is_due],
        "due": [panel for panel in panels if panel.is_due],
        "kind_name": kind_name,
        "kinds_of": kinds_of,
        "identity": Part.IDENTITY,
        "may_identify": page.rights.works and any(row.part is Part.IDENTITY and row.is_open for row in page.parts),
    }
    return respond(request, "cases/case.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request: ActorRequest, code: str) -> HttpResponse:
    """Add a person who was found later."""
    must_see(fronted(request, code), lambda rights: rights.may_write)
    form = PersonForm(posted(request))

    def deed() -> None:
        files.add_person(code, form.facts(), actor=request.actor, now=timezone.now())

    question = Question(
        _("Add a person"),
        _("Add the person"),
        _("The person is added."),
        (_("Enter coded facts only. Who the person is stands in the sealed parts."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, code: str) -> HttpResponse:
    """Close the case, with the reason."""
    must_see(fronted(request, code), lambda rights: rights.may_write)
    form = CloseForm(posted(request))

    def deed() -> None:
        reason = ClosingReason(form.cleaned_data["reason"])
        files.close_case(code, reason, actor=request.actor, now=timezone.now())

    question = Question(
        _("Close the case"),
        _("Close the case"),
        _("The case is closed."),
        (_("Nothing new can be entered until it is reopened. The people who work on it still see it."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, code: str) -> HttpResponse:
    """Open a closed case again."""
    must_see(fronted(request, code), lambda rights: rights.may_resolve)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        files.reopen_case(code, actor=request.actor, now=timezone.now())

    question = Question(
        _("Reopen the case"),
        _("Reopen the case"),
        _("The case is open again."),
        (_("Those who worked on it go on where they stopped."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def refer(request: ActorRequest, code: str) -> HttpResponse:
    """Mark the case as referred; first responders keep nothing of it."""
    page = opened(request, code)
    must_see(page, lambda rights: rights.may_resolve)
    form = ConfirmForm(posted(request))

    def deed() -> str | None:
        files.refer_case(code, actor=request.actor, now=timezone.now())
        return reverse("cases:home")

    question = Question(
        _("Refer the case"),
        _("Refer the case"),
        _("The case is referred."),
        (_("First responders and hotline operators see nothing of it any more."),),
        warning=""
        if len(page.staff) > 1
        else _("Nobody else works on this case yet. Let somebody take it over first."),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def seal(request: ActorRequest, code: str) -> HttpResponse:
    """Seal the case: only those who work on it know of it."""
    must_see(fronted(request, code), lambda rights: rights.may_seal or rights.may_unseal)
    form = ConfirmForm(posted(request))

    def deed() -> str | None:
        files.seal_case(code, is_sealed=True, actor=request.actor, now=timezone.now())
        return reverse("cases:home")

    question = Question(
        _("Seal the case"),
        _("Seal the case"),
        _("The case is sealed."),
        (
            _(
                "Only the people who work on it will know that it exists. Supervisors and coordinators will not find"
                " it."
            ),
            _("The seal is lifted by somebody who leads or manages the case."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def unseal(request: ActorRequest, code: str) -> HttpResponse:
    """Lift the seal."""
    must_see(fronted(request, code), lambda rights: rights.may_seal or rights.may_unseal)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        files.seal_case(code, is_sealed=False, actor=request.actor, now=timezone.now())

    question = Question(
        _("Lift the seal"),
        _("Lift the seal"),
        _("The seal is lifted."),
        (_("Supervisors and coordinators will see the shell of the case again."),),
    )
    return ask(request, form, question, deed, code=code)


@require_http_methods(["GET", "POST"])
def step_aside(request: ActorRequest, code: str) -> HttpResponse:
    """Say that one must not see this case."""
    must_see(fronted(request, code), lambda rights: rights.may_step_aside)
    form = StepAsideForm(posted(request))

    def deed() -> str | None:
        stance = Stance(form.cleaned_data["stance"])
        posts.declare_conflict(code, stance, actor=request.actor, now=timezone.now())
        return reverse("cases:home")

    question = Question(
        _("Step aside from this case"),
        _("Step aside"),
        _("You have stepped aside. The case is not shown to you any more."),
        (
            _("Do this if you know somebody in the case, or if something else ties you to it. It is no fault."),
            _("From then on nothing of the case is shown to you. Only the data-protection officer can change that."),
        ),
    )
    return ask(request, form, question, deed, code=code)
