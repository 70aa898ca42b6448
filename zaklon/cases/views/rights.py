"""What persons ask of those who hold their file: recorded by who works on the case, answered by the officer."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands import rights
from zaklon.cases.commands.reading import note_look
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.forms.officer import RightAnswerForm, RightForm
from zaklon.cases.kinds import RightKind, RightOutcome
from zaklon.cases.queries import officer
from zaklon.cases.queries.officer import RequestPage
from zaklon.cases.queries.page import must_see
from zaklon.cases.queries.page_rows import RequestRow
from zaklon.cases.views import words
from zaklon.cases.views.deciding import Decision, decide_page
from zaklon.cases.views.review_tabs import review_tabs
from zaklon.cases.views.shared import Question, ask, opened, page_of, posted
from zaklon.web.formats import long_date, moment
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import SubItem
from zaklon.web.respond import respond


@require_http_methods(["GET", "POST"])
def ask_right(request: ActorRequest, code: str) -> HttpResponse:
    """Record what a person asks for."""
    page = opened(request, code)
    must_see(page, lambda has: has.may_resolve)
    persons = [(str(row.person_id), words.person(row)) for row in page.persons if not row.is_erased]
    form = RightForm(persons, posted(request))

    def deed() -> str:
        said = form.cleaned_data
        rights.ask_right(code, UUID(said["person"]), RightKind(said["kind"]), actor=request.actor, now=timezone.now())
        return f"{page_of(code)}#requests"

    question = Question(
        _("Record what a person asks for"),
        _("Record it"),
        _("It is recorded. The data-protection officer answers within 30 days."),
        (
            _("Everybody may ask for a copy, a correction, a restriction or erasure, or complain. It costs nothing."),
            _("Whoever asks loses no help by it. Tell the person until when there will be an answer."),
        ),
    )
    return ask(request, form, question, deed, code=code)


@require_GET
def requests(request: ActorRequest) -> HttpResponse:
    """Requests that wait, or that were answered."""
    is_answered = request.GET.get("list") == "answered"
    rows = officer.requests(actor=request.actor, now=timezone.now(), is_answered=is_answered)
    note_look("requests", actor=request.actor, now=timezone.now())
    context = {
        "tabs": review_tabs(request, "requests"),
        "lists": [
            SubItem(_("Waiting"), "?list=waiting", is_current=not is_answered),
            SubItem(_("Answered"), "?list=answered", is_current=is_answered),
        ],
        "rows": rows,
        "words": words,
        "columns": [
            Column("kind", _("Request")),
            Column("code", _("Case")),
            Column("asked", _("Asked")),
            Column("state", _("Answer")),
        ],
    }
    return respond(request, "cases/review_requests.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """One request and its answer."""
    found = officer.request(request_id, actor=request.actor, now=timezone.now(), language=current().code)
    form = RightAnswerForm(posted(request))

    def deed() -> None:
        outcome = RightOutcome(form.cleaned_data["outcome"])
        rights.decide_right(request_id, outcome, form.cleaned_data["reason"], actor=request.actor, now=timezone.now())

    is_open = found.row.decided_at is None
    lift = ((_("Lift the restriction"), reverse("cases:lift_restriction", args=[found.row.person_id])),)
    decision = Decision(
        title=str(found.row.kind.label),
        facts=_facts(found),
        button=_("Record the answer"),
        done=_("The answer is recorded. Whoever leads the case sees it and tells the person."),
        back="cases:requests",
        lead=_lead(found.row.kind) if is_open else (),
        more=(lift if found.is_restricted else ()) + _deeds(found.row),
    )
    return decide_page(request, form if is_open else None, decision, deed)


def _deeds(row: RequestRow) -> tuple[tuple[str, str], ...]:
    """Where what was asked for is done."""
    if row.kind is RightKind.COPY:
        return ((_("The copy for the person"), reverse("cases:copy", args=[row.request_id])),)
    if row.kind is RightKind.ERASURE:
        return ((_("Erase a person's data"), reverse("cases:erase", args=[row.code])),)
    return ()


def _lead(kind: RightKind) -> tuple[str, ...]:
    if kind is RightKind.RESTRICTION:
        return (_("If it is granted, nothing of the person's data is shown or changed until the restriction ends."),)
    if kind is RightKind.COPY:
        return (_("A copy may be limited only to guard somebody else, such as another child in the case."),)
    return ()


def _facts(found: RequestPage) -> list[tuple[str, str]]:
    row = found.row
    facts = [
        (_("Case"), row.code),
        (_("Who asks"), words.person_short(row.position)),
        (_("Asked"), moment(row.asked_at)),
        (_("Recorded by"), words.who(found.recorded_by)),
        (_("To be answered by"), long_date(row.due_on)),
    ]
    if row.outcome is not None:
        facts += [(_("Answer"), str(row.outcome.label)), (_("Answered"), moment(row.decided_at))]
        facts += [(_("Reasons"), row.reason)] if row.reason else []
    if found.is_restricted:
        facts.append((_("Use of the data"), _("Restricted now")))
    return facts


@require_http_methods(["GET", "POST"])
def lift_restriction(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Allow the ordinary use of a person's data again."""
    code = officer.restricted_code(person_id, actor=request.actor)
    form = ConfirmForm(posted(request))

    def deed() -> None:
        rights.lift_restriction(person_id, actor=request.actor, now=timezone.now())

    decision = Decision(
        title=_("Lift the restriction"),
        facts=[(_("Case"), code)],
        button=_("Lift the restriction"),
        done=_("The restriction is lifted. The person's data are shown again to those who may read them."),
        back="cases:requests",
        lead=(_("The person is told before it is lifted."),),
    )
    return decide_page(request, form, decision, deed)
