"""Steps on a report: approve, check, adopt, send back, correct, accept a delay, answer for a partner."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands import progress
from zaklon.plan.commands.confirmations import answer_for_partner
from zaklon.plan.forms.decisions import (
    DecisionForms,
    answer_form,
    correction_form,
    delay_form,
    send_back_form,
)
from zaklon.plan.queries.report import report_page
from zaklon.plan.views.work_report import show
from zaklon.plan.views.work_words import MOVED
from zaklon.web.languages import current
from zaklon.web.sentences import sentence_for


@require_POST
def step(request: ActorRequest, report_id: UUID, verb: str) -> HttpResponse:
    """Take one step of a report's way; sending back needs a reason."""
    if verb not in MOVED:
        raise Http404(verb)
    reason = ""
    if verb == "send_back":
        form = send_back_form(request.POST)
        if not form.is_valid():
            return _again(request, report_id, DecisionForms(send_back=form))
        reason = form.cleaned_data["reason"]
    try:
        progress.move_report(report_id, verb, reason=reason, actor=request.actor, now=timezone.now())
    except RuleBroken as refusal:
        return _again(request, report_id, DecisionForms(problems=(sentence_for(refusal),)))
    messages.success(request, MOVED[verb]())
    return redirect("plan:report", report_id)


@require_POST
def correct(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Begin the correction of an adopted report."""
    form = correction_form(request.POST)
    if not form.is_valid():
        return _again(request, report_id, DecisionForms(correction=form))
    reason = form.cleaned_data["reason"]
    correction_id = progress.correct_report(report_id, reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("You have begun a correction. Change what is wrong, then send it."))
    return redirect("plan:report_entry", correction_id)


@require_POST
def accept_late(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Accept a result that came after the deadline."""
    form = delay_form(request.POST)
    if not form.is_valid():
        return _again(request, report_id, DecisionForms(delay=form))
    progress.accept_late(report_id, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
    messages.success(request, _("You have accepted the delay. The activity counts as implemented and stays late."))
    return redirect("plan:report", report_id)


@require_POST
def answer(request: ActorRequest, report_id: UUID, confirmation_id: UUID) -> HttpResponse:
    """Confirm or dispute the own part."""
    form = answer_form(confirmation_id, request.POST)
    forms = DecisionForms(answers={confirmation_id: form})
    if not form.is_valid():
        return _again(request, report_id, forms)
    verb, text = form.cleaned_data["verb"], form.cleaned_data["text"]
    try:
        answer_for_partner(confirmation_id, verb, text, actor=request.actor, now=timezone.now())
    except RuleBroken as refusal:
        form.add_refusal(refusal)
        return _again(request, report_id, forms)
    if verb == "confirm":
        messages.success(request, _("You have confirmed the part of your body."))
    else:
        messages.success(request, _("You have disputed the part of your body. The report waits until this is settled."))
    return redirect("plan:report", report_id)


def _again(request: ActorRequest, report_id: UUID, forms: DecisionForms) -> HttpResponse:
    """The page of the report with what has to be corrected."""
    return show(request, report_page(report_id, actor=request.actor, language=current().code), forms, status=422)
