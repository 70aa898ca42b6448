"""Reports from the registers: choose the days, read, take out, keep the numbers."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.audit.commands import record
from zaklon.cases.views.papers import PAGE, Paper, answer, asked_language
from zaklon.common.errors import NotAllowedNow
from zaklon.registers.commands.keeping import keep_report
from zaklon.registers.counting import Days
from zaklon.registers.outputs.reports import register_report
from zaklon.registers.queries.reports import Made, kept_report, kept_reports, make_report, reports_for
from zaklon.registers.views.measures import days_of
from zaklon.registers.views.words import to_registers
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

_FORMS = ("pdf", "docx", "xlsx")


@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """The reports that can be made, for days that the reader chooses."""
    days, form = days_of(request)
    lines = reports_for(request.actor, current().code, today=timezone.localdate())
    asked = request.GET.get("report", "")
    if asked in {line.code for line in lines if not line.href} and days.start <= days.end:
        return redirect("registers:report", asked, days.start.isoformat(), days.end.isoformat(), PAGE)
    context = {
        "lines": [line for line in lines if not line.href],
        "elsewhere": [line for line in lines if line.href],
        "kept": kept_reports(request.actor, current().code),
        "may_keep": request.actor.may(Permission.REGISTER_KEEP) and days.start <= days.end,
        "days": days,
        "form": form,
        "is_upside_down": days.end < days.start,
        "crumbs": [*to_registers(), Crumb(_("Reports"))],
    }
    return respond(request, "registers/reports.html", context)


@require_GET
def report(request: ActorRequest, report: str, start: str, end: str, form: str) -> HttpResponse:
    """One report over days, as a page or a file."""
    language = asked_language(request, form, _FORMS)
    try:
        days = _days(start, end)
    except ValueError as wrong:
        raise Http404 from wrong
    made = make_report(report, days, actor=request.actor, language=language)
    return _paper(
        request, made, form, language, Paper("registers:report", (report, start, end), report.lower(), _FORMS)
    )


@require_GET
def kept(request: ActorRequest, kept_id: UUID, form: str) -> HttpResponse:
    """A report with the numbers that were kept, as a page or a file."""
    language = asked_language(request, form, _FORMS)
    made = kept_report(kept_id, actor=request.actor, language=language)
    return _paper(request, made, form, language, Paper("registers:kept", (kept_id,), made.code.lower(), _FORMS))


@require_POST
def keep(request: ActorRequest) -> HttpResponse:
    """Keep the numbers of a report over days as they stand now."""
    try:
        days = _days(request.POST.get("start", ""), request.POST.get("end", ""))
    except ValueError as wrong:
        raise Http404 from wrong
    try:
        kept_id = keep_report(request.POST.get("report", ""), days, actor=request.actor, now=timezone.now())
    except NotAllowedNow as refusal:
        messages.info(request, sentence_for(refusal))
        return redirect(reverse("registers:reports", query={"start": days.start, "end": days.end}))
    messages.success(request, _("The numbers are kept as they stand now."))
    return redirect("registers:kept", kept_id, PAGE)


def _days(start: str, end: str) -> Days:
    """Raises ValueError for days that are none, or upside down."""
    days = Days(date.fromisoformat(start), date.fromisoformat(end))
    if days.end < days.start:
        raise ValueError(end)
    return days


def _paper(request: ActorRequest, made: Made, form: str, language: str, paper: Paper) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    if form != PAGE:
        actor.must(Permission.REPORT_EXPORT)
        record("register_report.taken", made.code, by=actor, at=now)
    described = register_report(made, language=language, made_by=_made_by(actor, language), now=_moment(made, now))
    return answer(request, described, form, paper)


def _made_by(actor: Actor, language: str) -> str:
    return name_of(actor.body_id, language) if actor.body_id else ""


def _moment(made: Made, now: datetime) -> datetime:
    """When the numbers were counted: two copies of a revision are the same paper."""
    return made.kept.kept_at if made.kept else now
