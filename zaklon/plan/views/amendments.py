"""Amendments of a plan: the list, the difference, and the steps of a paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.commands.amending import amend_plan, merge_amendment
from zaklon.plan.commands.plans import move_plan
from zaklon.plan.forms.amendments import AdoptForm, ReasonForm
from zaklon.plan.queries import amendments as queries
from zaklon.plan.queries.amendments import PaperRow
from zaklon.plan.queries.drafting import body_choices
from zaklon.plan.states import PaperStatus
from zaklon.plan.views.overview_words import Tag
from zaklon.plan.views.paper_words import changes_shown
from zaklon.web.languages import current
from zaklon.web.respond import respond

PAPER_TONES = {
    PaperStatus.DRAFT: "going",
    PaperStatus.SUBMITTED: "waiting",
    PaperStatus.ADOPTED: "done",
    PaperStatus.MERGED: "done",
}
# Steps of one click; adopting and merging ask for words first, discarding asks once more.
_PLAIN = ("submit", "take_back", "close")


def paper_tag(paper: PaperRow) -> Tag:
    """The status of a plan or an amendment."""
    return Tag(str(paper.status.label), PAPER_TONES.get(paper.status, ""))


@require_GET
def paper(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Where a paper can be changed: a draft in its draft, a plan in force by amendments."""
    found = queries.paper(plan_id, actor=request.actor)
    if found.is_amendment:
        return redirect("plan:amendment", plan_id)
    is_in_force = found.status in {PaperStatus.ADOPTED, PaperStatus.CLOSED}
    return redirect("plan:amendments" if is_in_force else "plan:draft", plan_id)


@require_GET
def amendments(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The amendments of one plan."""
    found = queries.amendments(plan_id, actor=request.actor)
    context = {
        "found": found,
        "status": paper_tag(found.plan),
        "open_status": paper_tag(found.open_one) if found.open_one else None,
        "past": [(row, paper_tag(row)) for row in found.past],
    }
    return respond(request, "plan/amendments.html", context)


@require_POST
def begin(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin an amendment by copying the plan."""
    amendment_id = amend_plan(plan_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The amendment was begun. Change what has to change, then submit it."))
    return redirect("plan:draft", amendment_id)


@require_GET
def amendment(request: ActorRequest, amendment_id: UUID) -> HttpResponse:
    """One amendment with what it changes."""
    found = queries.amendment(amendment_id, actor=request.actor)
    names = dict(body_choices(current().code))
    context = {
        "found": found,
        "status": paper_tag(found.amendment),
        "changes": changes_shown(found.changes, names) if found.changes is not None else None,
    }
    return respond(request, "plan/amendment.html", context)


@require_POST
def step(request: ActorRequest, plan_id: UUID, verb: str) -> HttpResponse:
    """Take a step that needs no more words."""
    if verb not in _PLAIN:
        raise Http404(verb)
    try:
        move_plan(plan_id, verb, actor=request.actor, now=timezone.now())
    except RuleBroken as refusal:
        raise NotAllowedNow(refusal.code, facts=refusal.facts) from refusal
    messages.success(request, _moved(verb))
    return _to_paper(queries.paper(plan_id, actor=request.actor))


@require_http_methods(["GET", "POST"])
def discard(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Discard a draft, after asking once more."""
    paper = queries.paper(plan_id, actor=request.actor)
    if request.method == "POST":
        move_plan(plan_id, "discard", actor=request.actor, now=timezone.now())
        messages.success(request, _("The draft was discarded."))
        if paper.amends_id:
            return redirect("plan:amendments", paper.amends_id)
        return redirect("plan:strategy", paper.strategy_id)
    if "discard" not in paper.verbs:
        raise NotAllowedNow("plan_not_draft")
    return respond(request, "plan/amend_discard.html", {"paper": paper})


@require_http_methods(["GET", "POST"])
def adopt(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Adopt a submitted plan."""
    paper = queries.paper(plan_id, actor=request.actor)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        adopted_by = form.cleaned_data["adopted_by"]
        move_plan(plan_id, "adopt", actor=request.actor, now=timezone.now(), adopted_by=adopted_by)
        messages.success(request, _("The plan is adopted and open to everyone."))
        return redirect("plan:plan", plan_id)
    if "adopt" not in paper.verbs and request.method == "GET":
        raise NotAllowedNow("step_not_open")
    context = {"paper": paper, "form": form, "has_errors": bool(form.errors)}
    return respond(request, "plan/amend_adopt.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest, amendment_id: UUID) -> HttpResponse:
    """Merge a submitted amendment into its plan, with the reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        merge_amendment(amendment_id, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        messages.success(request, _("The amendment is merged. The plan in force now says what it says."))
        return redirect("plan:amendment", amendment_id)
    found = queries.amendment(amendment_id, actor=request.actor)
    if "merge" not in found.amendment.verbs and request.method == "GET":
        raise NotAllowedNow("step_not_open")
    names = dict(body_choices(current().code))
    changes = changes_shown(found.changes, names) if found.changes is not None else None
    context = {"found": found, "form": form, "changes": changes, "has_errors": bool(form.errors)}
    return respond(request, "plan/amend_merge.html", context, status=422 if form.errors else 200)


def _moved(verb: str) -> str:
    words = {
        "submit": _("It was submitted. The Coordination Body now decides."),
        "take_back": _("It was taken back and can be changed again."),
        "close": _("The plan is closed."),
    }
    return words[verb]


def _to_paper(paper: PaperRow) -> HttpResponse:
    return redirect("plan:amendment" if paper.is_amendment else "plan:draft", paper.plan_id)
