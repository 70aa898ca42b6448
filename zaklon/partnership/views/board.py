"""The start of the Coordination Body's work, its members, and its founding."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.views.shared import Question, posted
from zaklon.partnership.commands import members as commands
from zaklon.partnership.forms.board import EndMandateForm, FoundingForm, ObserverForm, SeatForm
from zaklon.partnership.queries.conclusions import conclusions, work_plans
from zaklon.partnership.queries.members import foundings, members
from zaklon.partnership.queries.sessions import open_votes, sessions
from zaklon.partnership.views.shared import Back, ask, board_crumbs, bodies_offered
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_NEXT = 3
_SHOWN = 6


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """The next session, open votes, what the own body owes, and how all conclusions stand."""
    actor, now, language = request.actor, timezone.now(), current().code
    actor.must(Permission.BOARD_READ)
    tracker = conclusions(language, actor=actor, now=now)
    own = [row for row in tracker.rows if row.owner_id == actor.body_id and row.status == "open"]
    late = [row for row in tracker.rows if row.is_late]
    context = {
        "crumbs": [],
        "sessions": sessions(actor=actor, now=now, only_coming=True, limit=_NEXT),
        "votes": open_votes(actor=actor, now=now),
        "tracker": tracker,
        "own": own[:_SHOWN],
        "late": late[:_SHOWN],
        "plans": work_plans(language, actor=actor)[:2],
        "founding": next(iter(foundings(actor=actor)), None),
        "may_manage": actor.may(Permission.BOARD_MANAGE),
        "may_vote": actor.may(Permission.BOARD_VOTE),
    }
    return respond(request, "board/home.html", context)


@require_GET
def people(request: ActorRequest) -> HttpResponse:
    """Everybody who sits or sat in the Body, and the decisions that founded it."""
    context = {
        "rows": members(current().code, actor=request.actor),
        "foundings": foundings(actor=request.actor),
        "today": timezone.localdate(),
        "may_manage": request.actor.may(Permission.BOARD_MANAGE),
        "columns": [
            Column("name", _("Name")),
            Column("body", _("Body")),
            Column("standing", _("As what")),
            Column("mandate", _("Mandate")),
        ],
        "crumbs": board_crumbs(request, Crumb(_("Members"))),
    }
    return respond(request, "board/members.html", context)


@require_http_methods(["GET", "POST"])
def found(request: ActorRequest) -> HttpResponse:
    """Keep a decision about the Body."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = FoundingForm(posted(request))
    question = Question(_("Add a founding decision"), _("Keep it"), _("The decision is kept."))

    def deed() -> None:
        said = form.cleaned_data
        commands.record_founding(
            said["reference"], said["decided_on"], said["says"], actor=request.actor, now=timezone.now()
        )

    return ask(request, form, question, _at_members(request), deed)


@require_http_methods(["GET", "POST"])
def seat(request: ActorRequest) -> HttpResponse:
    """Give a member or deputy a mandate."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = SeatForm(bodies_offered(), posted(request))
    question = Question(
        _("Add a member or deputy"),
        _("Add"),
        _("The mandate is recorded."),
        (_("A body has one seat. Its deputy votes only while its member does not take part."),),
    )
    return ask(
        request,
        form,
        question,
        _at_members(request),
        lambda: commands.seat(form.new(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def observer(request: ActorRequest) -> HttpResponse:
    """Note an observer."""
    request.actor.must(Permission.BOARD_MANAGE)
    form = ObserverForm(posted(request))
    question = Question(
        _("Add an observer"),
        _("Add"),
        _("The observer is recorded."),
        (_("Observers attend, and do not vote. They need no account."),),
    )
    return ask(
        request,
        form,
        question,
        _at_members(request),
        lambda: commands.invite_observer(form.new(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def end_mandate(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Let a mandate end."""
    request.actor.must(Permission.BOARD_MANAGE)
    row = next((each for each in members(current().code, actor=request.actor) if each.member_id == seat_id), None)
    if row is None:
        raise Http404
    form = EndMandateForm(posted(request))
    question = Question(
        _("End a mandate"), _("End the mandate"), _("The mandate ends with that day."), (f"{row.line}.",)
    )

    def deed() -> None:
        commands.end_mandate(seat_id, form.cleaned_data["ends"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at_members(request), deed)


def _at_members(request: ActorRequest) -> Back:
    href = reverse("board:members")
    return Back(href, tuple(board_crumbs(request, Crumb(_("Members"), href))))
