"""Sessions of the Coordination Body: called, walked through, closed; votes, papers, minutes."""

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
from zaklon.access.queries.bodies import name_of
from zaklon.cases.views.papers import Paper, answer, asked_language
from zaklon.cases.views.shared import Question, posted
from zaklon.common.errors import NotAllowedNow
from zaklon.documents.values import Upload
from zaklon.partnership.commands import sessions as commands
from zaklon.partnership.commands import voting
from zaklon.partnership.commands.papers import note_minutes
from zaklon.partnership.forms.board import ItemForm, PresentForm, RecordForm, SessionForm, VoteForm
from zaklon.partnership.forms.shared import DayForm, FileForm
from zaklon.partnership.outputs.minutes import minutes_report
from zaklon.partnership.queries.conclusions import conclusions
from zaklon.partnership.queries.sessions import ItemRow, SessionPage, session_page, sessions
from zaklon.partnership.states import SESSION_STEPS
from zaklon.partnership.views.shared import Back, ask, board_crumbs
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

VERBS: dict[str, str | Promise] = {
    "open_session": gettext_lazy("Open the session"),
    "close_session": gettext_lazy("Close the session"),
    "call_off": gettext_lazy("Call the session off"),
}
_DONE: dict[str, str | Promise] = {
    "open_session": gettext_lazy("The session is open. Members can vote."),
    "close_session": gettext_lazy("The session is closed. Its outcome stands, and the minutes can be made."),
    "call_off": gettext_lazy("The session is called off."),
}
_FORMS = ("pdf", "docx")


@require_GET
def every(request: ActorRequest) -> HttpResponse:
    """All sessions, the newest first."""
    context = {
        "rows": sessions(actor=request.actor, now=timezone.now()),
        "may_manage": request.actor.may(Permission.BOARD_MANAGE),
        "columns": [
            Column("when", _("When")),
            Column("manner", _("How")),
            Column("status", _("State")),
            Column("items", _("Items"), is_number=True),
        ],
        "crumbs": board_crumbs(request, Crumb(_("Sessions"))),
    }
    return respond(request, "board/sessions.html", context)


@require_http_methods(["GET", "POST"])
def call_session(request: ActorRequest) -> HttpResponse:
    """Call a session."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = SessionForm(posted(request))
    question = Question(
        _("Call a session"),
        _("Call it"),
        _("It is called, and the members are told. Put the items on its agenda."),
        (_("An electronic session takes votes from its beginning to its end, by the clock."),),
    )
    return ask(
        request,
        form,
        question,
        Back(reverse("board:sessions"), tuple(_at_sessions(request))),
        lambda: commands.call_session(form.new(), actor=request.actor, now=timezone.now()),
    )


@require_GET
def session(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """A session with its agenda, votes, who takes part, and what was concluded."""
    page = _page(request, meeting_id)
    context = {
        "page": page,
        "title": _name(page),
        "verbs": [(verb, VERBS[verb]) for verb in page.verbs],
        "tracker": conclusions(current().code, actor=request.actor, now=timezone.now(), of_session=meeting_id),
        "may_manage": request.actor.may(Permission.BOARD_MANAGE),
        "crumbs": [*_at_sessions(request), Crumb(_name(page))],
    }
    return respond(request, "board/session.html", context)


@require_POST
def move(request: ActorRequest, meeting_id: UUID, verb: str) -> HttpResponse:
    """Open, close or call off a session."""
    if verb not in {step.verb for step in SESSION_STEPS}:
        raise Http404
    commands.move_session(meeting_id, verb, actor=request.actor, now=timezone.now())
    messages.success(request, str(_DONE[verb]))
    return redirect("board:session", meeting_id)


@require_http_methods(["GET", "POST"])
def present(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Who takes part."""
    request.actor.must(Permission.BOARD_MANAGE)
    page = _page(request, meeting_id)
    people = [(str(row.member_id), row.line) for row in page.offered]
    form = PresentForm(people, [row.member_id for row in page.present], posted(request))
    question = Question(
        _("Who takes part"),
        _("Save"),
        _("It is recorded who takes part."),
        (_("Take a member who is missing off the list: then the deputy of the same body can vote."),),
    )
    return ask(
        request,
        form,
        question,
        _at(request, page),
        lambda: commands.set_present(meeting_id, form.chosen(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def add_item(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Put an item on the agenda."""
    request.actor.must(Permission.BOARD_MANAGE)
    page, form = _page(request, meeting_id), ItemForm(posted(request))
    question = Question(_("Put an item on the agenda"), _("Put on the agenda"), _("The item is on the agenda."))
    return ask(
        request,
        form,
        question,
        _at(request, page),
        lambda: commands.put_on_agenda(meeting_id, form.new(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def vote(request: ActorRequest, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """Vote on an item, for one's body."""
    request.actor.must(Permission.BOARD_VOTE)
    page = _page(request, meeting_id)
    item = _item(page, point_id)
    if request.method == "GET" and not item.may_vote:
        raise NotAllowedNow("board_voted_already" if item.has_voted else "board_not_on_list")
    form = VoteForm(posted(request))
    question = Question(
        item.title,
        _("Vote"),
        _("Your vote is cast."),
        (item.proposal, _("You vote for your body. A vote is not changed afterwards.")),
    )

    def deed() -> None:
        voting.vote(point_id, form.cleaned_data["choice"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(request, page), deed)


@require_POST
def decide(request: ActorRequest, point_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Record what the votes in the room led to."""
    outcome = voting.decide_item(point_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("It is recorded: %(outcome)s.") % {"outcome": outcome.label})
    return redirect("board:session", meeting_id)


@require_http_methods(["GET", "POST"])
def paper(request: ActorRequest, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """Add a paper to an item."""
    request.actor.must(Permission.BOARD_MANAGE)
    page = _page(request, meeting_id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(data, files)
    question = Question(
        _("Add a paper"), _("Add"), _("The paper is added."), (_item(page, point_id).title,), is_upload=True
    )

    def deed() -> None:
        upload = Upload.received(form.cleaned_data["file"])
        commands.attach_paper(point_id, upload, actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(request, page), deed)


@require_http_methods(["GET", "POST"])
def write_record(request: ActorRequest, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """Write what was said on an item."""
    request.actor.must(Permission.BOARD_MANAGE)
    page = _page(request, meeting_id)
    item = _item(page, point_id)
    form = RecordForm(item.record, posted(request))
    question = Question(_("Record of an item"), _("Save"), _("The record is saved."), (item.title,))

    def deed() -> None:
        commands.write_record(point_id, form.cleaned_data["record"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(request, page), deed)


@require_http_methods(["GET", "POST"])
def adopt_minutes(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Say on which day the minutes were adopted."""
    request.actor.must(Permission.BOARD_MANAGE)
    page, form = _page(request, meeting_id), DayForm(posted(request))
    question = Question(
        _("Adopt the minutes"),
        _("Adopt"),
        _("The minutes are adopted and stand."),
        (_("From then on what they say is not changed."),),
    )
    return ask(
        request,
        form,
        question,
        _at(request, page),
        lambda: commands.adopt_minutes(meeting_id, form.cleaned_data["on"], actor=request.actor, now=timezone.now()),
    )


@require_GET
def minutes(request: ActorRequest, meeting_id: UUID, form: str) -> HttpResponse:
    """The minutes as a page, PDF or Word."""
    language = asked_language(request, form, _FORMS)
    actor, now = request.actor, timezone.now()
    _user_id, body_id = actor.post()
    page = session_page(meeting_id, language, actor=actor, now=now)
    if not page.was_held:
        raise NotAllowedNow("board_minutes_too_early")
    concluded = conclusions(language, actor=actor, now=now, of_session=meeting_id)
    report = minutes_report(page, concluded.rows, language=language, made_by=name_of(body_id, language), now=now)
    note_minutes(meeting_id, form, actor=actor, now=now)
    day = timezone.localdate(page.planned_at)
    return answer(request, report, form, Paper("board:minutes", (meeting_id,), f"minutes-{day:%Y-%m-%d}", _FORMS))


def _page(request: ActorRequest, meeting_id: UUID) -> SessionPage:
    return session_page(meeting_id, current().code, actor=request.actor, now=timezone.now())


def _item(page: SessionPage, item_id: UUID) -> ItemRow:
    found = next((item for item in page.items if item.item_id == item_id), None)
    if found is None:
        raise Http404
    return found


def _name(page: SessionPage) -> str:
    return _("%(manner)s session, %(moment)s") % {"manner": page.manner.label, "moment": moment(page.planned_at)}


def _at_sessions(request: ActorRequest) -> list[Crumb]:
    return board_crumbs(request, Crumb(_("Sessions"), reverse("board:sessions")))


def _at(request: ActorRequest, page: SessionPage) -> Back:
    href = reverse("board:session", args=[page.session_id])
    return Back(href, (*_at_sessions(request), Crumb(_name(page), href)))
