"""Complaints and incidents: filed from a case or by a provider's staff, settled by those who license."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.roles import Role
from zaklon.cases.views import words as case_words
from zaklon.cases.views.shared import Question, crumbs_to, fronted, page_of, posted
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.forms.forms import AnswerForm, form_of
from zaklon.forms.queries import definition_of
from zaklon.pathway.views.history import person_at
from zaklon.protection.commands import incidents as commands
from zaklon.protection.forms.providers import HouseIncidentForm, OutcomeForm
from zaklon.protection.queries import incidents as queries
from zaklon.protection.queries.directory import provider_page
from zaklon.protection.values import NewIncident
from zaklon.protection.views import words
from zaklon.protection.views.shared import ask_at, offered, to_directory, to_provider
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb, SubItem
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for


@require_GET
def incidents(request: ActorRequest) -> HttpResponse:
    """Complaints that wait, or those that were settled."""
    is_settled = request.GET.get("list") == "settled"
    rows = queries.incidents(actor=request.actor, language=current().code, is_settled=is_settled)
    context = {
        "rows": rows,
        "lists": [
            SubItem(_("Waiting"), "?list=waiting", is_current=not is_settled),
            SubItem(_("Settled"), "?list=settled", is_current=is_settled),
        ],
        "columns": [
            Column("provider", _("Provider")),
            Column("severity", _("Severity")),
            Column("kinds", _("About")),
            Column("day", _("Reported")),
            Column("by", _("Filed by")),
        ],
        "say": words,
        "crumbs": [*to_directory(), Crumb(_("Complaints and incidents"))],
    }
    return respond(request, "protection/incidents.html", context)


@require_http_methods(["GET", "POST"])
def settle(request: ActorRequest, incident_id: UUID) -> HttpResponse:
    """Say what came of a complaint."""
    row = queries.incident_row(incident_id, actor=request.actor, language=current().code)
    form = OutcomeForm(offered("complaint_outcome", without=("waiting",)), posted(request))

    def deed() -> None:
        commands.settle_incident(incident_id, form.cleaned_data["outcome"], actor=request.actor, now=timezone.now())

    about = _("Provider %(code)s, severity: %(severity)s.") % {
        "code": row.provider,
        "severity": words.term("severity", row.severity),
    }
    stops = (_("People can be placed there again afterwards, unless something else stops it."),) if row.stops else ()
    question = Question(_("Settle the complaint"), _("Settle it"), _("The complaint is settled."), (about, *stops))
    back = [*to_directory(), Crumb(_("Complaints and incidents"), reverse("protection:incidents"))]
    return ask_at(request, form, question, deed, back)


@require_http_methods(["GET", "POST"])
def file_from_house(request: ActorRequest, provider: str) -> HttpResponse:
    """What the staff of a provider file about it, in codes."""
    page = provider_page(provider, actor=request.actor, now=timezone.now(), language=current().code)
    if not page.is_own or Role.SHELTER_STAFF not in request.actor.roles:
        raise NotPermitted("incident_needs_case")
    form = HouseIncidentForm(offered("severity"), offered("complaint_kind"), posted(request))

    def deed() -> None:
        said = form.cleaned_data
        new = NewIncident(provider, said["severity"], tuple(said["kind"]), said["reported_on"], said["stop"])
        commands.file_incident(new, actor=request.actor, now=timezone.now())

    question = Question(
        _("File an incident"),
        _("File it"),
        _("It is filed. Those who supervise providers have been told."),
        (
            _("Codes only: nobody is named here. What concerns one person is filed from the person's case."),
            _("Something very serious stops new placements at once."),
        ),
    )
    return ask_at(request, form, question, deed, to_provider(provider))


@require_http_methods(["GET", "POST"])
def file_from_case(request: ActorRequest, code: str, position: int) -> HttpResponse:
    """The form F16 for a person of a case; about a provider it also stops placements when it is grave."""
    page = fronted(request, code)
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    if not page.roles:
        raise NotPermitted("part_withheld")
    person = person_at(page, position)
    today = timezone.localdate()
    if not queries.has_form(today):
        raise Http404
    sheet = form_of(definition_of(queries.FORM, current().code, on=today), posted(request), today=today)
    refusal = ""
    if request.method == "POST" and sheet.is_valid():
        try:
            commands.file_for_person(_incident(sheet, code, person.person_id), actor=request.actor, now=timezone.now())
        except (RuleBroken, NotAllowedNow) as found:
            refusal = _at_its_question(sheet, found)
        else:
            messages.success(request, _("It is filed, and its words are sealed in the file."))
            return redirect(page_of(code))
    context = {
        "title": sheet.definition.title,
        "about": case_words.person(person),
        "lead": sheet.definition.lead,
        "sheet": sheet,
        "refusal": refusal,
        "button": _("File it"),
        "code": code,
        "crumbs": crumbs_to(code, Crumb(sheet.definition.title)),
        "cancel_href": page_of(code),
        "has_errors": request.method == "POST",
    }
    return respond(request, "protection/sheet.html", context, status=422 if request.method == "POST" else 200)


def _at_its_question(sheet: AnswerForm, found: Refusal) -> str:
    """Put a refusal at the question that it names; gives its sentence where there is none."""
    if found.field is not None and found.field in sheet.fields:
        sheet.add_error(found.field, sentence_for(found))
        return ""
    return sentence_for(found)


def _incident(sheet: AnswerForm, code: str, person_id: UUID) -> NewIncident:
    said = sheet.answers()
    kinds = said.get("kind", [])
    is_of_provider = said.get("about") == "provider"
    return NewIncident(
        provider_code=str(said.get("provider_code", "")).strip().upper() if is_of_provider else "",
        severity=str(said.get("severity", "")),
        kinds=tuple([kinds] if isinstance(kinds, str) else kinds),
        reported_on=_day(str(said.get("reported_on", ""))),
        should_stop=said.get("stop_referrals") == "yes",
        case_code=code,
        person_id=person_id,
        words=said,
    )


def _day(text: str) -> date:
    """The day of the report; today where it was left open."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
