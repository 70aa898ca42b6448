"""Sessions and field missions of the Team."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.views.shared import Question, posted
from zaklon.identification.commands import sessions as commands
from zaklon.identification.forms.team import AgendaForm, PresentForm, SessionForm
from zaklon.identification.queries import waiting
from zaklon.identification.queries.agenda import SessionPage, session_page
from zaklon.identification.states import SESSION_STEPS
from zaklon.identification.views.shared import (
    KINDS,
    STATES,
    Back,
    ask,
    crumbs,
    member_line,
    offered,
    person_line,
    wording_now,
)
from zaklon.web.formats import moment
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

VERBS: dict[str, str | Promise] = {
    "open_session": gettext_lazy("Open the session"),
    "close_session": gettext_lazy("Close the session"),
    "call_off": gettext_lazy("Call the session off"),
}
_DONE: dict[str, str | Promise] = {
    "open_session": gettext_lazy("The session is open. Members declare on each item, then vote."),
    "close_session": gettext_lazy("The session is closed. What was not decided waits for another one."),
    "call_off": gettext_lazy("The session is called off. Its items wait for another one."),
}


@require_GET
def every(request: ActorRequest) -> HttpResponse:
    """All sessions, the newest first."""
    wording = wording_now()
    context = {
        "rows": waiting.sessions(actor=request.actor),
        "may_meet": request.actor.may(Permission.TEAM_MEET),
        "kind_name": lambda code: wording.label(KINDS, code),
        "columns": [
            Column("when", _("When")),
            Column("kind", _("Kind")),
            Column("status", _("State")),
            Column("items", _("Items that you see"), is_number=True),
        ],
        "crumbs": crumbs(Crumb(_("Sessions"))),
    }
    return respond(request, "team/sessions.html", context)


@require_http_methods(["GET", "POST"])
def call_session(request: ActorRequest) -> HttpResponse:
    """Call a session or field mission."""
    request.actor.must(Permission.TEAM_MEET)
    form = SessionForm(offered(KINDS), posted(request))
    question = Question(
        _("Call a session or field mission"),
        _("Call it"),
        _("It is called. Say who is expected, and put persons on the agenda."),
    )

    def deed() -> None:
        commands.call_session(form.cleaned_data["kind"], form.planned_at(), actor=request.actor, now=timezone.now())

    return ask(request, form, question, Back(reverse("team:sessions"), _at_sessions()), deed)


@require_GET
def session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """A session with who is present and its agenda."""
    page, wording = session_page(session_id, actor=request.actor, now=timezone.now()), wording_now()
    context = {
        "page": page,
        "title": _name(page),
        "people": [member_line(row, wording) for row in page.present],
        "person_line": person_line,
        "verbs": [(verb, VERBS[verb]) for verb in page.verbs],
        "may_meet": request.actor.may(Permission.TEAM_MEET),
        "crumbs": crumbs(*_at_sessions(), Crumb(_name(page))),
    }
    return respond(request, "team/session.html", context)


@require_POST
def move(request: ActorRequest, session_id: UUID, verb: str) -> HttpResponse:
    """Open, close or call off a session."""
    if verb not in {step.verb for step in SESSION_STEPS}:
        raise Http404
    commands.move_session(session_id, verb, actor=request.actor, now=timezone.now())
    messages.success(request, str(_DONE[verb]))
    return redirect("team:session", session_id)


@require_http_methods(["GET", "POST"])
def present(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Who is present, or expected."""
    request.actor.must(Permission.TEAM_MEET)
    page, wording = session_page(session_id, actor=request.actor, now=timezone.now()), wording_now()
    people = [(str(row.member_id), member_line(row, wording)) for row in page.offered]
    form = PresentForm(people, [row.member_id for row in page.present], posted(request))
    question = Question(
        _("Who is present"),
        _("Save"),
        _("It is recorded who is present."),
        (_("Those who are present read the cases of the agenda, unless they have a conflict of interest."),),
    )
    return ask(
        request,
        form,
        question,
        _at(page),
        lambda: commands.set_present(session_id, form.chosen(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def add_item(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Put somebody on the agenda."""
    request.actor.must(Permission.TEAM_MEET)
    page, wording = session_page(session_id, actor=request.actor, now=timezone.now()), wording_now()
    people = [
        (f"{row.code} {row.person_id}", f"{person_line(row.code, row.position)}: {wording.label(STATES, row.state)}")
        for row in waiting.waiting(actor=request.actor)
        if row.item_id is None
    ]
    form = AgendaForm(people, posted(request))
    question = Question(_("Put a person on the agenda"), _("Put on the agenda"), _("The person is on the agenda."))

    def deed() -> None:
        code, person_id = form.chosen()
        commands.put_on_agenda(session_id, code, person_id, actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(page), deed)


@require_POST
def take_off(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    commands.take_off_agenda(item_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The item is off the agenda; the person waits for another session."))
    return redirect("team:home")


def _name(page: SessionPage) -> str:
    facts = {"kind": wording_now().label(KINDS, page.kind), "moment": moment(page.planned_at)}
    return _("%(kind)s, %(moment)s") % facts


def _at_sessions() -> tuple[Crumb, ...]:
    return (Crumb(_("Sessions"), reverse("team:sessions")),)


def _at(page: SessionPage) -> Back:
    href = reverse("team:session", args=[page.session_id])
    return Back(href, (*_at_sessions(), Crumb(_name(page), href)))
