"""Reports from the registers: choose the days, read, take out."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.audit.commands import record
from zaklon.cases.views.papers import PAGE, Paper, answer, asked_language
from zaklon.registers.counting import Days
from zaklon.registers.outputs.reports import register_report
from zaklon.registers.queries.reports import make_report, reports_for
from zaklon.registers.views.measures import days_of
from zaklon.registers.views.words import to_registers
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_FORMS = ("pdf", "docx", "xlsx")


@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """The reports that can be made, for days that the reader chooses."""
    days, form = days_of(request)
    lines = reports_for(request.actor, current().code)
    asked = request.GET.get("report", "")
    if asked in {line.code for line in lines} and days.start <= days.end:
        return redirect("registers:report", asked, days.start.isoformat(), days.end.isoformat(), PAGE)
    context = {
        "lines": lines,
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
        days = Days(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError as wrong:
        raise Http404 from wrong
    if days.end < days.start:
        raise Http404
    actor, now = request.actor, timezone.now()
    made = make_report(report, days, actor=actor, language=language)
    if form != PAGE:
        actor.must(Permission.REPORT_EXPORT)
        record("register_report.taken", report, by=actor, at=now)
    made_by = name_of(actor.body_id, language) if actor.body_id else ""
    described = register_report(made, language=language, made_by=made_by, now=now)
    return answer(request, described, form, Paper("registers:report", (report, start, end), report.lower(), _FORMS))
