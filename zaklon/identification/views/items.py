"""One item on the agenda: declaring, stepping aside, opinion, vote, and what was decided."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.kinds import Stance
from zaklon.cases.views.shared import Question, posted
from zaklon.common.errors import NotAllowedNow
from zaklon.identification.commands import deciding
from zaklon.identification.commands import items as commands
from zaklon.identification.commands.reading import read_item
from zaklon.identification.forms.team import AsideForm, OpinionForm, ToldForm, VoteForm
from zaklon.identification.queries.agenda import ItemPage, item_page
from zaklon.identification.queries.letters import code_of
from zaklon.identification.rules.outcomes import WAY
from zaklon.identification.views.home import choice_name
from zaklon.identification.views.shared import (
    STATES,
    TOLD_WAYS,
    Back,
    ask,
    crumbs,
    member_line,
    offered,
    person_line,
    wording_now,
)
from zaklon.web.languages import INTERFACE_LANGUAGES
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def item(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """An item as this member meets it, with the trace of it."""
    page, wording = read_item(item_id, actor=request.actor, now=timezone.now()), wording_now()
    title = person_line(page.code, page.position)
    told = [wording.label(TOLD_WAYS, way) for way in page.decision.told] if page.decision else []
    context = {
        "page": page,
        "title": title,
        "state": wording.label(STATES, page.state),
        "member_line": lambda row: member_line(row, wording),
        "state_name": lambda code: wording.label(STATES, code),
        "choice_name": choice_name,
        "step_name": lambda code: wording.label("step", code),
        "told": ", ".join(told),
        "way": WAY,
        "languages": INTERFACE_LANGUAGES,
        "may_meet": request.actor.may(Permission.TEAM_MEET),
        "crumbs": crumbs(
            Crumb(_("Sessions"), reverse("team:sessions")),
            Crumb(_("Session"), reverse("team:session", args=[page.session_id])),
            Crumb(title),
        ),
    }
    return respond(request, "team/item.html", context)


@require_POST
def declare(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Declare to have no conflict of interest."""
    commands.declare_free(item_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("You declared that you have no conflict of interest."))
    return redirect("team:item", item_id)


@require_http_methods(["GET", "POST"])
def step_aside(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Step aside from a case."""
    request.actor.must(Permission.TEAM_MEET)
    page = item_page(item_id, actor=request.actor, now=timezone.now())
    form = AsideForm(posted(request))
    question = Question(
        _("Step aside"),
        _("Step aside"),
        _("You have stepped aside. Others decide, and nothing of the case is shown to you from now on."),
        (f"{person_line(page.code, page.position)}.",),
        _("From now on nothing of this case is shown to you. Only the data-protection officer can change that."),
        kind="warning",
    )
    back = Back(reverse("team:home"))

    def deed() -> None:
        stance = Stance(form.cleaned_data["stance"])
        commands.step_aside(item_id, stance, actor=request.actor, now=timezone.now())

    return ask(request, form, question, back, deed)


@require_http_methods(["GET", "POST"])
def vote(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Vote on an item."""
    request.actor.must(Permission.TEAM_MEET)
    page = item_page(item_id, actor=request.actor, now=timezone.now())
    if not page.choices:
        raise NotAllowedNow("nothing_to_vote")
    form = VoteForm([(choice, choice_name(choice)) for choice in page.choices], posted(request))
    question = Question(
        _("Vote"),
        _("Vote"),
        _("Your vote is recorded."),
        (_("A vote is not changed. Others see what you chose once the item is decided."),),
    )

    def deed() -> None:
        commands.vote(item_id, form.cleaned_data["choice"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(page), deed)


@require_http_methods(["GET", "POST"])
def opinion(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Give an opinion, sealed in the person's file."""
    request.actor.must(Permission.TEAM_MEET)
    page = item_page(item_id, actor=request.actor, now=timezone.now())
    form = OpinionForm(posted(request), initial={"request_key": uuid4()})
    question = Question(_("Give your opinion"), _("Seal it"), _("Your opinion is sealed in the file."))

    def deed() -> None:
        said = form.cleaned_data
        commands.give_opinion(item_id, said["opinion"], said["request_key"], actor=request.actor, now=timezone.now())

    return ask(request, form, question, _at(page), deed)


@require_http_methods(["GET", "POST"])
def tell(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """Note how a decision was told."""
    code = code_of(decision_id, actor=request.actor)
    ways = [(way, name) for way, name in offered(TOLD_WAYS) if way != deciding.NOT_TOLD]
    form = ToldForm(ways, posted(request))
    question = Question(
        _("How the decision was told"),
        _("Record it"),
        _("It is recorded how the decision was told."),
        (_("Case %(code)s. Tell it in person, in a language that the person understands.") % {"code": code},),
    )
    back = Back(reverse("cases:case", args=[code]), (Crumb(code, reverse("cases:case", args=[code])),))
    return ask(
        request,
        form,
        question,
        back,
        lambda: deciding.tell(decision_id, form.told(), actor=request.actor, now=timezone.now()),
    )


def _at(page: ItemPage) -> Back:
    href = reverse("team:item", args=[page.item_id])
    return Back(href, (Crumb(person_line(page.code, page.position), href),))
