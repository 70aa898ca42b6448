"""The letter about a decision, and the reports of the Team."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import name_of
from zaklon.cases.views.papers import PAGE, Paper, answer, answer_for_person, asked_language
from zaklon.identification.commands.letters import open_letter
from zaklon.identification.commands.reading import note_report
from zaklon.identification.kinds import Disclosure
from zaklon.identification.outputs.letter import letter_report
from zaklon.identification.outputs.reports import ANNUAL, HALF_YEAR, Made, annual_report, half_year_report
from zaklon.identification.queries.facts import years
from zaklon.identification.queries.reports import counts_of, level_for, year_of
from zaklon.identification.views.shared import crumbs
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_LETTER_FORMS = ("pdf", "docx")
_REPORT_FORMS = ("pdf", "docx", "xlsx")
_FIRST_YEAR = 2000


@require_GET
def letter(request: ActorRequest, decision_id: UUID, form: str) -> HttpResponse:
    """The letter about a decision, as a file in the person's language: never a page that stays open."""
    language = asked_language(request, form, _LETTER_FORMS)
    if form == PAGE:
        raise Http404
    actor, now = request.actor, timezone.now()
    _user_id, body_id = actor.post()
    found = open_letter(decision_id, actor=actor, now=now)
    report = letter_report(
        found,
        vocabulary().wording(language),
        language=language,
        made_by=name_of(body_id, language),
        told_by=name_of(found.told_body_id, language) if found.told_body_id else "",
        now=now,
    )
    paper = Paper("team:letter", (decision_id,), "letter", _LETTER_FORMS)
    return answer_for_person(request, report, form, paper, [found.person_id])


@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """The reports that there are, by year."""
    actor = request.actor
    actor.must(Permission.TEAM_REPORT)
    words = vocabulary()
    context = {
        "years": years() or (timezone.localdate().year,),
        "levels": [
            level for level in Disclosure if level is not Disclosure.INTERNAL or actor.may(Permission.TEAM_READ)
        ],
        "annual": words.wording(_language(request)).label("report", ANNUAL),
        "half_year": words.wording(_language(request)).label("report", HALF_YEAR),
        "crumbs": crumbs(Crumb(_("Reports"))) if actor.may(Permission.TEAM_READ) else [],
    }
    return respond(request, "team/reports.html", context)


def _language(request: ActorRequest) -> str:
    return asked_language(request, PAGE, ())


@require_GET
def decisions_report(request: ActorRequest, year: int, half: int, level: str, form: str) -> HttpResponse:
    """Decisions of a half-year: number, sex, form, origin."""
    disclosure, made = _made(request, year, level, form)
    if half not in (1, 2):
        raise Http404
    counts = counts_of(year, disclosure, actor=request.actor)
    report = half_year_report(counts, half, made)
    note_report(report.reference, (form, level), actor=request.actor, now=made.now)
    paper = Paper("team:decisions_report", (year, half, level), f"{HALF_YEAR}-{year}-{half}-{level}", _REPORT_FORMS)
    return answer(request, report, form, paper)


@require_GET
def year_report(request: ActorRequest, year: int, level: str, form: str) -> HttpResponse:
    """The annual report of the Team."""
    disclosure, made = _made(request, year, level, form)
    found = year_of(year, disclosure, timezone.localdate(), actor=request.actor)
    report = annual_report(found, made)
    note_report(report.reference, (form, level), actor=request.actor, now=made.now)
    paper = Paper("team:annual_report", (year, level), f"{ANNUAL}-{year}-{level}", _REPORT_FORMS)
    return answer(request, report, form, paper)


def _made(request: ActorRequest, year: int, level: str, form: str) -> tuple[Disclosure, Made]:
    """The level, and how the report is made. Raises Http404 for what there is not, NotPermitted."""
    language = asked_language(request, form, _REPORT_FORMS)
    if level not in Disclosure.values or not _FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    disclosure = level_for(level, actor=request.actor)
    _user_id, body_id = request.actor.post()
    return disclosure, Made(vocabulary(), language, name_of(body_id, language), timezone.now())
