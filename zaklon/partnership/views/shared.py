"""What the pages of partnership share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory, tree
from zaklon.cases.forms.shared import Choices, CommandForm
from zaklon.cases.views.shared import Question
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@dataclass(frozen=True)
class Back:
    """Where a question stands: the pages above it, and where it leads back to."""

    href: str
    crumbs: tuple[Crumb, ...] = field(default=())


def board_crumbs(request: ActorRequest, *steps: Crumb) -> list[Crumb]:
    """The way to a page of the Coordination Body; whoever only owes conclusions has no page above them."""
    if not request.actor.may(Permission.BOARD_READ):
        return list(steps)
    return [Crumb(_("Coordination Body"), reverse("board:home")), *steps]


def grant_crumbs(request: ActorRequest, *steps: Crumb) -> list[Crumb]:
    """The way to a page of calls and grants."""
    if not request.actor.may(Permission.GRANT_READ):
        return list(steps)
    return [Crumb(_("Grants"), reverse("grants:home")), *steps]


def bodies_offered() -> Choices:
    """Every body that exists today, by its place in the tree."""
    today = timezone.localdate()
    rows = [row for row in directory(current().code).values() if row.exists_on(today) and not row.is_generic]
    return [(str(row.body_id), row.name) for _depth, row in tree(rows)]


def places_offered() -> Choices:
    """Municipalities of the pack by name."""
    words, wording = vocabulary(), vocabulary().wording(current().code)
    found = [(code, wording.label("municipality", code)) for code in words.municipalities]
    return sorted(found, key=lambda pair: pair[1].casefold())


def place_names(codes: tuple[str, ...]) -> str:
    """Municipalities in words."""
    wording = vocabulary().wording(current().code)
    return ", ".join(sorted(wording.label("municipality", code) for code in codes))


def ask(
    request: ActorRequest, form: CommandForm, question: Question, back: Back, deed: Callable[[], object]
) -> HttpResponse:
    """Show the question; when it is answered well, do the deed and go back."""
    if form.is_bound and form.is_valid():
        try:
            deed()
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, question.done)
            return redirect(back.href)
    context = {
        "question": question,
        "form": form,
        "has_errors": form.is_bound,
        "cancel_href": back.href,
        "crumbs": [*back.crumbs, Crumb(question.title)],
        "code": "",
    }
    return respond(request, "cases/question.html", context, status=422 if form.is_bound else 200)
