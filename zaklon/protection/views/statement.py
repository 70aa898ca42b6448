"""The monthly statement of nights and cost of a provider, as a page or Excel."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.queries.bodies import name_of
from zaklon.cases.views.papers import Paper, answer, asked_language
from zaklon.protection.commands.reading import note_statement
from zaklon.protection.outputs.statement import statement_report
from zaklon.protection.queries.statement import statement

_FORMS = ("xlsx", "pdf")


@require_GET
def month(request: ActorRequest, provider: str, month: str, form: str) -> HttpResponse:
    """Nights and cost of a month; a month that has not begun is none."""
    first, now = _first_day(month), timezone.now()
    language = asked_language(request, form, _FORMS)
    found = statement(provider, first, actor=request.actor)
    note_statement(found.provider, first, actor=request.actor, now=now)
    report = statement_report(found, made_by=name_of(found.body_id, language), language=language, now=now)
    paper = Paper("protection:statement", (provider, month), f"nights-{month}", _FORMS)
    return answer(request, report, form, paper)


def _first_day(month: str) -> date:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise Http404 from error
    if first > timezone.localdate():
        raise Http404
    return first
