"""Submitting and adopting a strategy."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.common.errors import NotAllowedNow
from zaklon.plan.commands.strategies import move_strategy
from zaklon.plan.forms.amendments import AdoptForm
from zaklon.plan.queries.amendments import strategy_paper
from zaklon.plan.views.amendments import PAPER_TONES
from zaklon.plan.views.overview_words import Tag
from zaklon.web.respond import respond

_PLAIN = ("submit", "take_back", "discard", "close")


@require_GET
def steps(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """Where a strategy stands as a paper, and what can be done with it."""
    paper = strategy_paper(strategy_id, actor=request.actor)
    status = Tag(str(paper.status.label), PAPER_TONES.get(paper.status, ""))
    return respond(request, "plan/amend_strategy.html", {"paper": paper, "status": status})


@require_POST
def step(request: ActorRequest, strategy_id: UUID, verb: str) -> HttpResponse:
    """Take a step that needs no more words."""
    if verb not in _PLAIN:
        raise Http404(verb)
    move_strategy(strategy_id, verb, actor=request.actor, now=timezone.now())
    messages.success(request, _moved(verb))
    return redirect("plan:strategy_steps", strategy_id)


@require_http_methods(["GET", "POST"])
def adopt(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """Adopt a submitted strategy."""
    paper = strategy_paper(strategy_id, actor=request.actor)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        adopted_by = form.cleaned_data["adopted_by"]
        move_strategy(strategy_id, "adopt", actor=request.actor, now=timezone.now(), adopted_by=adopted_by)
        messages.success(request, _("The strategy is adopted and open to everyone."))
        return redirect("plan:strategy", strategy_id)
    if "adopt" not in paper.verbs and request.method == "GET":
        raise NotAllowedNow("step_not_open")
    context = {"paper": paper, "form": form, "has_errors": bool(form.errors)}
    return respond(request, "plan/amend_adopt_strategy.html", context, status=422 if form.errors else 200)


def _moved(verb: str) -> str:
    words = {
        "submit": _("The strategy was submitted. The Coordination Body now decides."),
        "take_back": _("The strategy was taken back."),
        "discard": _("The strategy was discarded."),
        "close": _("The strategy is closed."),
    }
    return words[verb]
