"""The reports of the helpline: of a day (R01) and of a half-year (R02)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.cases.views.papers import PAGE, Paper, answer, asked_language
from zaklon.helpline.commands.reading import note_report
from zaklon.helpline.forms.handing import DayForm
from zaklon.helpline.kinds import Disclosure
from zaklon.helpline.outputs.reports import DAILY, HALF_YEAR, Made, day_report, half_year_report
from zaklon.helpline.queries.counts import day_of, days_reported, half_year_of, level_for, levels_for, years
from zaklon.helpline.views.shared import beginning, crumbs, wording_now
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_FORMS = ("pdf", "docx", "xlsx")
_FIRST_YEAR = 2000


@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """The reports that there are: the last days, any day, and the half-years."""
    actor, today = request.actor, timezone.localdate()
    actor.must(Permission.CALL_REPORT)
    wording = wording_now()
    form = DayForm(request.GET if any(name.startswith("day") for name in request.GET) else None)
    if form.is_bound and form.is_valid():
        return redirect("helpline:day", form.cleaned_data["day"].isoformat(), PAGE)
    reads_days = actor.may(Permission.CALL_READ)
    context = {
        "form": form,
        "has_errors": form.is_bound,
        "days": days_reported(actor=actor) if reads_days else (),
        "reads_days": reads_days,
        "halves": [
            (year, half) for year in years(actor=actor, today=today) for half in (2, 1) if _begun(year, half, today)
        ],
        "levels": levels_for(actor),
        "daily": wording.label("report", DAILY),
        "half_year": wording.label("report", HALF_YEAR),
        "crumbs": crumbs(actor, Crumb(_("Reports"))) if beginning(actor) != request.path else [],
    }
    return respond(request, "helpline/reports.html", context, status=422 if form.is_bound else 200)


def _begun(year: int, half: int, today: date) -> bool:
    return (year, half) <= (today.year, 1 if today.month <= 6 else 2)


@require_GET
def day(request: ActorRequest, day: str, form: str) -> HttpResponse:
    """The daily report: calls by structure and number."""
    language = asked_language(request, form, _FORMS)
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    found = day_of(wanted, actor=request.actor)
    if found is None:
        raise Http404
    made = _made(request, language)
    report = day_report(found, made)
    note_report(report.reference, (form,), actor=request.actor, now=made.now)
    return answer(request, report, form, Paper("helpline:day", (day,), f"{DAILY}-{day}", _FORMS))


@require_GET
def half_year(request: ActorRequest, year: int, half: int, level: str, form: str) -> HttpResponse:
    """The half-year analysis with charts."""
    language = asked_language(request, form, _FORMS)
    if level not in Disclosure.values or half not in (1, 2) or year < _FIRST_YEAR:
        raise Http404
    if not _begun(year, half, timezone.localdate()):
        raise Http404
    disclosure = level_for(level, actor=request.actor)
    made = _made(request, language)
    report = half_year_report(half_year_of(year, half, disclosure, actor=request.actor), made)
    note_report(report.reference, (form, level), actor=request.actor, now=made.now)
    paper = Paper("helpline:half_year", (year, half, level), f"{HALF_YEAR}-{year}-{half}-{level}", _FORMS)
    return answer(request, report, form, paper)


def _made(request: ActorRequest, language: str) -> Made:
    _user_id, body_id = request.actor.post()
    return Made(vocabulary(), language, name_of(body_id, language), timezone.now())
