"""Editing a draft plan or the draft of an amendment: activities, measures, carrying over."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.common.dates import Quarter
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.plan.commands import drafting
from zaklon.plan.commands.amending import carry_over as carry
from zaklon.plan.forms.amendments import (
    ActivityEditor,
    CarryOverForm,
    MeasureForm,
    quarter_choices,
    with_more_lines,
)
from zaklon.plan.queries import amendments as queries
from zaklon.plan.queries.amendments import PaperRow
from zaklon.plan.queries.drafting import offered_for_plan
from zaklon.plan.settling.becoming import activity_values
from zaklon.plan.settling.drafts import DraftActivity
from zaklon.plan.views.amendments import paper_tag
from zaklon.plan.views.overview_shared import names_of_bodies
from zaklon.web.languages import current
from zaklon.web.listing import page_of
from zaklon.web.respond import respond

_ROWS = 100
_LINES = ("bodies", "results", "money")


@require_GET
def draft(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """What stands in a plan or an amendment, with the ways to change it."""
    page = page_of(request.GET, 10**6, _ROWS)
    found = queries.draft(plan_id, actor=request.actor, offset=page.offset, size=_ROWS)
    context = {
        "found": found,
        "status": paper_tag(found.paper),
        "names": dict(names_of_bodies()),
        "page": page_of(request.GET, found.total, _ROWS),
        "may_carry_over": found.paper.may_edit and not found.paper.is_amendment,
    }
    return respond(request, "plan/amend_draft.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Add an activity to a draft."""
    paper = _draft_only(queries.paper(plan_id, actor=request.actor))
    return _edit(request, paper, partial(drafting.add_activity, plan_id), _("Activity %(code)s was added."))


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, activity_id: UUID) -> HttpResponse:
    """Change an activity of a draft."""
    paper, held = queries.draft_activity(activity_id, actor=request.actor)
    save = partial(drafting.change_activity, activity_id)
    return _edit(request, _draft_only(paper), save, _("Activity %(code)s was changed."), held)


def _edit(
    request: ActorRequest,
    paper: PaperRow,
    save: Callable[..., object],
    saved: str,
    held: DraftActivity | None = None,
) -> HttpResponse:
    """The form of one activity, and its saving; `saved` says what was done to which code."""
    editor, more = _editor(request, paper, held)
    is_sent = request.method == "POST" and not more
    if is_sent and editor.is_valid():
        values = editor.activity()
        try:
            save(values.measure, activity_values(values), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            editor.add_refusal(refusal)
        else:
            messages.success(request, saved % {"code": values.code})
            return redirect("plan:draft", paper.plan_id)
    context = {
        "paper": paper,
        "editor": editor,
        "forms": editor.all_forms,
        "is_new": held is None,
        "has_errors": is_sent,
    }
    return respond(request, "plan/amend_activity.html", context, status=422 if is_sent else 200)


def _editor(request: ActorRequest, paper: PaperRow, held: DraftActivity | None) -> tuple[ActivityEditor, str]:
    """The editor, and for which lines more room is asked."""
    more = next((name for name in _LINES if request.POST.get("more") == name), "")
    data = with_more_lines(request.POST, more) if more else request.POST or None
    offered = offered_for_plan(paper.plan_id, current().code, actor=request.actor)
    return ActivityEditor(offered, held, data, measure=request.GET.get("measure", "")), more


def _draft_only(paper: PaperRow) -> PaperRow:
    if not paper.is_draft:
        raise NotAllowedNow("plan_not_draft")
    return paper


@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, activity_id: UUID) -> HttpResponse:
    """Take an activity out of a draft, after asking once more."""
    paper, held = queries.draft_activity(activity_id, actor=request.actor)
    _draft_only(paper)
    if request.method == "POST":
        drafting.remove_activity(activity_id, actor=request.actor, now=timezone.now())
        messages.success(request, _("Activity %(code)s was taken out.") % {"code": held.code})
        return redirect("plan:draft", paper.plan_id)
    return respond(request, "plan/amend_remove.html", {"paper": paper, "code": held.code, "title": held.title})


@require_http_methods(["GET", "POST"])
def measure(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Add a key measure to a draft."""
    paper = _draft_only(queries.paper(plan_id, actor=request.actor))
    offered = offered_for_plan(plan_id, current().code, actor=request.actor)
    form = MeasureForm(offered.objectives, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.add_measure(plan_id, form.values(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The measure was added."))
            return redirect("plan:draft", plan_id)
    context = {"paper": paper, "form": form, "measure_id": None, "may_remove": False, "has_errors": bool(form.errors)}
    return respond(request, "plan/amend_measure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_measure(request: ActorRequest, measure_id: UUID) -> HttpResponse:
    """Change a key measure of a draft, or take it out when nothing stands under it."""
    paper, held = queries.draft_measure(measure_id, actor=request.actor)
    _draft_only(paper)
    offered = offered_for_plan(paper.plan_id, current().code, actor=request.actor)
    initial = {"objective": str(held.objective), "label": held.label, "number": held.number, "text": held.text}
    form = MeasureForm(offered.objectives, request.POST or None, initial=initial)
    if request.method == "POST" and request.POST.get("remove"):
        drafting.remove_measure(measure_id, actor=request.actor, now=timezone.now())
        messages.success(request, _("The measure was taken out."))
        return redirect("plan:draft", paper.plan_id)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.change_measure(measure_id, form.values(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The measure was changed."))
            return redirect("plan:draft", paper.plan_id)
    context = {
        "paper": paper,
        "form": form,
        "measure_id": measure_id,
        "may_remove": True,
        "has_errors": bool(form.errors),
    }
    return respond(request, "plan/amend_measure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def carry_over(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Continue an activity of a former plan."""
    paper = _draft_only(queries.paper(plan_id, actor=request.actor))
    activities = queries.carry_over_choices(plan_id, actor=request.actor)
    quarters = tuple(quarter_choices(paper.year, paper.year + 1)[1:])
    form = CarryOverForm(activities, quarters, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            carry(
                UUID(chosen["activity"]),
                plan_id,
                chosen["code"],
                end=Quarter.parse(chosen["end"]),
                actor=request.actor,
                now=timezone.now(),
            )
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The activity was carried over as %(code)s.") % {"code": chosen["code"]})
            return redirect("plan:draft", plan_id)
    context = {"paper": paper, "form": form, "has_choices": bool(activities), "has_errors": bool(form.errors)}
    return respond(request, "plan/amend_carry_over.html", context, status=422 if form.errors else 200)
