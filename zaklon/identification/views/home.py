"""The start of the Team's work: what waits with its clock, the next session, who is on call, my votes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.identification.commands.calling import call_again
from zaklon.identification.queries import waiting
from zaklon.identification.queries.people import roster
from zaklon.identification.rules.outcomes import WAY
from zaklon.identification.rules.quorum import ABSTAIN
from zaklon.identification.views.shared import KINDS, STATES, crumbs, person_line, wording_now
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.due import DueRow, my_due
from zaklon.web.respond import respond

_NEXT = 5


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """What a member, the secretary, the president or the coordinator meets first."""
    actor, now = request.actor, timezone.now()
    actor.must(Permission.TEAM_READ)
    wording = wording_now()
    context = {
        "crumbs": crumbs(),
        "waiting": waiting.waiting(actor=actor),
        "due": _due(actor),
        "uncalled": waiting.uncalled(actor=actor, now=now),
        "oversees": actor.may(Permission.CASE_OVERSEE),
        "works": actor.may(Permission.CASE_WORK),
        "untold": waiting.untold(actor=actor) if actor.may(Permission.CASE_WORK) else (),
        "sessions": waiting.sessions(actor=actor, only_coming=True, limit=_NEXT),
        "roster": roster(actor=actor, now=now),
        "votes": waiting.my_votes(actor=actor) if actor.may(Permission.TEAM_MEET) else (),
        "may_meet": actor.may(Permission.TEAM_MEET),
        "may_manage": actor.may(Permission.TEAM_MANAGE),
        "state_name": lambda code: wording.label(STATES, code),
        "kind_name": lambda code: wording.label(KINDS, code),
        "choice_name": choice_name,
        "person_line": person_line,
    }
    return respond(request, "team/home.html", context)


def _due(actor: Actor) -> dict[tuple[str, int], DueRow]:
    """The most urgent deadline of identification by case and person."""
    if not actor.may(Permission.CASE_WORK):
        return {}
    found: dict[tuple[str, int], DueRow] = {}
    for row in my_due(law_now(), actor=actor, now=timezone.now()):
        if row.way == WAY:
            found.setdefault((row.code, row.position), row)
    return found


def choice_name(choice: str) -> str:
    """What a vote is called: as the step of the law, or abstaining."""
    return _("Abstains") if choice == ABSTAIN else wording_now().label("step", f"{WAY}.{choice}")


@require_POST
def call(request: ActorRequest, code: str) -> HttpResponse:
    """Call the Team again to a case on which nobody of it works."""
    if call_again(code, actor=request.actor, now=timezone.now()):
        messages.success(request, _("The Team is called to %(code)s.") % {"code": code})
    else:
        messages.warning(
            request,
            _("Nobody of the Team can be called yet. Ask its secretary to put somebody on call, then call again."),
        )
    return redirect("team:home")
