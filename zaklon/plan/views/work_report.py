"""A progress report: reading it, and entering it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.documents.values import Upload
from zaklon.plan.commands.evidence import attach_evidence
from zaklon.plan.commands.progress import move_report, save_report
from zaklon.plan.forms.decisions import DecisionForms
from zaklon.plan.forms.report import ReportForm
from zaklon.plan.queries.report import ReportPage, payer_choices, report_page
from zaklon.plan.queries.tasks import TaskFilter, TaskRow, Tasks
from zaklon.plan.views import work_facts, work_words
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Everything that a report says, and what the reader may do with it."""
    page = report_page(report_id, actor=request.actor, language=current().code)
    return show(request, page, DecisionForms())


@require_http_methods(["GET", "POST"])
def entry(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """The reporter's form: save it, or save it and send it to the head."""
    page = report_page(report_id, actor=request.actor, language=current().code)
    _must_edit(request, page)
    payers = payer_choices(page.activity.activity_id, actor=request.actor, language=current().code)
    if request.method == "GET":
        return _show_form(request, page, ReportForm(page, payers))
    form = ReportForm(page, payers, request.POST, request.FILES)
    if form.is_valid() and form.is_stale():
        form.add_error(None, _stale_sentence())
        form.take_as_seen(page.fingerprint)
    if form.is_valid() and _keep(request, page, form, is_sent=request.POST.get("do") == "send"):
        return redirect("plan:report", report_id)
    return _show_form(request, page, form, status=422)


def show(request: ActorRequest, page: ReportPage, forms: DecisionForms, *, status: int = 200) -> HttpResponse:
    """The page of a report, with whichever of its small forms has an error."""
    context = {
        "page": page,
        "words": work_words,
        "why": work_words.why(page),
        "tags": work_words.report_tags(page),
        "waits_with": work_words.waits_with(page.status, page.activity.lead.name),
        "forms": forms.for_page(page),
        "has_errors": status != 200,
        "crumbs": _crumbs(page, _("Report for %(period)s") % {"period": page.period.name}),
        "facts": work_facts.report_facts(page),
        "texts": work_facts.report_texts(page),
        "decisions": work_facts.decisions(page),
        "result_columns": work_facts.result_columns(page),
        "money_columns": work_facts.money_columns(),
        "partner_columns": work_facts.partner_columns(),
        "entries": work_words.entries_of(page.steps),
        "next_task": None if page.rights.verbs else _next_task(request, page),
    }
    return respond(request, "plan/report.html", context, status=status)


def _must_edit(request: ActorRequest, page: ReportPage) -> None:
    request.actor.must(Permission.PROGRESS_WRITE)
    if not page.rights.leads:
        raise NotPermitted("body_does_not_lead")
    if not page.rights.may_edit:
        raise NotAllowedNow("report_not_editable")


def _keep(request: ActorRequest, page: ReportPage, form: ReportForm, *, is_sent: bool) -> bool:
    """Save, and send when asked to. What cannot be sent is saved all the same, and the form says why."""
    now, actor = timezone.now(), request.actor
    try:
        save_report(page.report_id, form.entry(), actor=actor, now=now)
    except RuleBroken as refusal:
        form.add_refusal(refusal)
        return False
    saved = report_page(page.report_id, actor=actor, language=current().code)
    try:
        _attach(page, form, actor, now)
        if is_sent:
            move_report(page.report_id, "submit", actor=actor, now=now)
    except RuleBroken as refusal:
        form.add_refusal(refusal)
        form.take_as_seen(saved.fingerprint)
        messages.info(request, _("Your entries are saved as a draft, but not sent yet."))
        return False
    facts = {"status": saved.code.label, "why": work_words.why(saved)}
    if is_sent:
        sentence = _("Sent to the head of the body. As reported, the activity is: %(status)s. %(why)s")
    else:
        sentence = _("Saved as a draft. As it stands, the activity is: %(status)s. %(why)s")
    messages.success(request, sentence % facts)
    return True


def _attach(page: ReportPage, form: ReportForm, actor: Actor, now: datetime) -> None:
    """Keep the file that came with the form, if one did."""
    file = form.cleaned_data["evidence"]
    if file is not None:
        attach_evidence(page.report_id, Upload.received(file), actor=actor, now=now)


def _stale_sentence() -> str:
    return _(
        "Somebody else has saved this report since you opened it. What you typed is below and not saved yet: open the"
        " report in another tab to compare, then save again to replace what is there."
    )


def _show_form(request: ActorRequest, page: ReportPage, form: ReportForm, *, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "words": work_words,
        "has_errors": status != 200,
        "former": {value.line.result_id: value for value in page.former_values},
        "crumbs": _crumbs(page, _("Enter the report for %(period)s") % {"period": page.period.name}),
    }
    return respond(request, "plan/report_entry.html", context, status=status)


def _crumbs(page: ReportPage, here: str) -> list[Crumb]:
    head = page.activity
    return [
        Crumb(_("Tasks"), reverse("plan:tasks")),
        Crumb(_("Activity %(code)s") % {"code": head.code}, reverse("plan:activity", args=[head.activity_id])),
        Crumb(here),
    ]


def _next_task(request: ActorRequest, page: ReportPage) -> TaskRow | None:
    """What waits for the reader after this report."""
    found = Tasks(actor=request.actor, today=timezone.localdate(), language=current().code)
    rows = found.rows(TaskFilter(), is_ours=True, window=slice(0, 2))
    return next((row for row in rows if row.report_id != page.report_id), None)
