"""Members of the Team, and who is on call."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.queries.staff import choices
from zaklon.cases.views.shared import Question, posted
from zaklon.identification.commands import members as commands
from zaklon.identification.forms.team import AppointForm, EndMandateForm, ShiftForm
from zaklon.identification.queries.people import members, roster
from zaklon.identification.views.shared import (
    PROFILES,
    Back,
    ask,
    crumbs,
    function_of,
    member_line,
    offered,
    wording_now,
)
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def people(request: ActorRequest) -> HttpResponse:
    """Everybody who belongs or belonged to the Team."""
    wording, today = wording_now(), timezone.localdate()
    context = {
        "rows": members(actor=request.actor),
        "today": today,
        "may_manage": request.actor.may(Permission.TEAM_MANAGE),
        "function_of": function_of,
        "profile_name": lambda code: wording.label(PROFILES, code),
        "columns": [
            Column("name", _("Name")),
            Column("function", _("Function")),
            Column("profile", _("Profile")),
            Column("mandate", _("Mandate")),
        ],
        "crumbs": crumbs(Crumb(_("Members"))),
    }
    return respond(request, "team/members.html", context)


@require_http_methods(["GET", "POST"])
def appoint(request: ActorRequest) -> HttpResponse:
    """Give somebody a mandate."""
    request.actor.must(Permission.TEAM_MANAGE)
    today = timezone.localdate()
    bodies = choices(actor=request.actor, today=today, language=current().code).bodies
    form = AppointForm([(str(body_id), name) for body_id, name in bodies], offered(PROFILES), posted(request))
    question = Question(
        _("Appoint a member"),
        _("Appoint"),
        _("The mandate is recorded."),
        (_("Appointments are decided outside this system; here stands who may take part and until when."),),
    )
    return ask(
        request,
        form,
        question,
        _at_members(),
        lambda: commands.appoint(form.new(), actor=request.actor, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
def end_mandate(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """Let a mandate end."""
    request.actor.must(Permission.TEAM_MANAGE)
    row = next((each for each in members(actor=request.actor) if each.member_id == member_id), None)
    if row is None:
        raise Http404
    form = EndMandateForm(posted(request))
    question = Question(
        _("End a mandate"),
        _("End the mandate"),
        _("The mandate ends with that day."),
        (f"{member_line(row, wording_now())}.", _("Cases on which the person works are not taken away by this.")),
    )

    def deed() -> None:
        commands.end_mandate(member_id, form.cleaned_data["ends"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at_members(), deed)


@require_GET
def on_call(request: ActorRequest) -> HttpResponse:
    """The roster, with the times at which nobody is on call."""
    context = {
        "roster": roster(actor=request.actor, now=timezone.now()),
        "may_manage": request.actor.may(Permission.TEAM_MANAGE),
        "crumbs": crumbs(Crumb(_("On call"))),
    }
    return respond(request, "team/on_call.html", context)


@require_http_methods(["GET", "POST"])
def put_on_call(request: ActorRequest) -> HttpResponse:
    """Put a member on call."""
    request.actor.must(Permission.TEAM_MANAGE)
    today = timezone.localdate()
    running = [row for row in members(actor=request.actor) if row.runs_on(today) or row.starts_on > today]
    form = ShiftForm(running, posted(request))
    question = Question(
        _("Put a member on call"),
        _("Put on call"),
        _("The member is on the roster and is told."),
        (_("Whoever is on call is called to each case that is referred to the Team in that time."),),
    )
    return ask(
        request,
        form,
        question,
        Back(reverse("team:on_call"), (Crumb(_("On call"), reverse("team:on_call")),)),
        lambda: commands.put_on_call(form.new(), actor=request.actor, now=timezone.now()),
    )


@require_POST
def take_off_call(request: ActorRequest, shift_id: UUID) -> HttpResponse:
    """Take a time on call off the roster."""
    commands.take_off_call(shift_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("It is taken off the roster, and the member is told."))
    return redirect("team:on_call")


def _at_members() -> Back:
    return Back(reverse("team:members"), (Crumb(_("Members"), reverse("team:members")),))
