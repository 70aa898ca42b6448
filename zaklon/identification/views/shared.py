"""What the pages of the Team share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.cases.forms.shared import Choices, CommandForm
from zaklon.cases.views.shared import Question
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.identification.queries.people import MemberRow
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Wording
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

STATES, KINDS, PROFILES, TOLD_WAYS = "state_identification", "session_kind", "team_profile", "told_way"


@dataclass(frozen=True)
class Back:
    """Where a question stands: the pages above it, and where it leads back to."""

    href: str
    crumbs: tuple[Crumb, ...] = field(default=())


def wording_now() -> Wording:
    """The words of the pack in the language of the page."""
    return vocabulary().wording(current().code)


def offered(list_code: str) -> Choices:
    """The values of a list of the pack as choices."""
    found = wording_now().terms(list_code, on=timezone.localdate())
    return [(each.code, each.label) for each in found]


def crumbs(*steps: Crumb) -> list[Crumb]:
    """The way to a page of the Team."""
    return [Crumb(_("The Team"), reverse("team:home")), *steps]


def person_line(code: str, position: int) -> str:
    """A person in a list: by the code of the case and the number in it."""
    return _("%(code)s, person %(number)s") % {"code": code, "number": position}


def function_of(row: MemberRow) -> str:
    """What a member does."""
    if row.is_deputy:
        return _("%(function)s, deputy") % {"function": row.function.label}
    return str(row.function.label)


def member_line(row: MemberRow, wording: Wording) -> str:
    """A member by name, function and profile."""
    return ", ".join((row.name, function_of(row), wording.label(PROFILES, row.profile)))


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
        "crumbs": crumbs(*back.crumbs, Crumb(question.title)),
        "code": "",
    }
    return respond(request, "cases/question.html", context, status=422 if form.is_bound else 200)
