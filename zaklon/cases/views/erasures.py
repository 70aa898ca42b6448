"""Erasing a person's data, by two officers where the country wants two."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import erasing
from zaklon.cases.forms.erasing import EraseForm
from zaklon.cases.kinds import ErasureBasis
from zaklon.cases.queries import erasures as queries
from zaklon.cases.views import words
from zaklon.cases.views.review_tabs import review_tabs
from zaklon.cases.views.shared import posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for


@require_GET
def erasures(request: ActorRequest) -> HttpResponse:
    """What waits for a second person, and what was erased."""
    context = {
        "tabs": review_tabs(request, "erasures"),
        "rows": queries.erasures(actor=request.actor, language=current().code),
        "words": words,
        "columns": [
            Column("case", _("Case")),
            Column("basis", _("Basis")),
            Column("asked", _("Asked for")),
            Column("entries", _("Entries"), is_number=True),
            Column("state", _("Erased")),
        ],
    }
    return respond(request, "cases/erasures.html", context)


@require_http_methods(["GET", "POST"])
def erase(request: ActorRequest, code: str) -> HttpResponse:
    """Ask for the erasure of one person's data."""
    case = queries.case_to_erase(code, actor=request.actor)
    form = EraseForm(case.positions, posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            erasing.ask_erasure(
                code,
                said["position"],
                ErasureBasis(said["basis"]),
                said["words"],
                actor=request.actor,
                now=timezone.now(),
            )
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The erasure is asked for, or done where one person is enough."))
            return redirect("cases:erasures")
    context = {
        "case": case,
        "form": form,
        "has_errors": form.is_bound,
        "crumbs": [Crumb(_("Erasures"), reverse("cases:erasures")), Crumb(code)],
        "cancel_href": reverse("cases:erasures"),
    }
    return respond(request, "cases/erase.html", context, status=422 if form.is_bound else 200)


@require_POST
def agree(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """The second officer agrees: the data are gone."""
    return _done(
        request,
        lambda: erasing.agree_to_erasure(erasure_id, actor=request.actor, now=timezone.now()),
        _("The personal data are erased. The count is kept."),
    )


@require_POST
def decline(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """The second officer does not agree: everything stays."""
    return _done(
        request,
        lambda: erasing.decline_erasure(erasure_id, actor=request.actor, now=timezone.now()),
        _("Nothing is erased. Everything stays as it is."),
    )


def _done(request: ActorRequest, deed: Callable[[], None], said: str) -> HttpResponse:
    try:
        deed()
    except (RuleBroken, NotAllowedNow) as refusal:
        messages.warning(request, sentence_for(refusal))
    else:
        messages.success(request, said)
    return redirect("cases:erasures")
