"""What the pages of protection share: a page with one question, outside a case."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.cases.forms.shared import CommandForm
from zaklon.cases.views.shared import Question
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


def offered(list_code: str, *, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The values of a list of the pack that are in use today, to choose from."""
    found = vocabulary().wording(current().code).terms(list_code, on=timezone.localdate())
    return [(each.code, each.label) for each in found if each.code not in without]


def ask_at(
    request: ActorRequest, form: CommandForm, question: Question, deed: Callable[[], None], back: list[Crumb]
) -> HttpResponse:
    """Show the question; when it is answered well, do the deed and go to the last of the pages that led here."""
    if form.is_bound and form.is_valid():
        try:
            deed()
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, question.done)
            return redirect(back[-1].href)
    context = {
        "question": question,
        "form": form,
        "has_errors": form.is_bound,
        "cancel_href": back[-1].href,
        "crumbs": [*back, Crumb(question.title)],
        "code": "",
    }
    return respond(request, "cases/question.html", context, status=422 if form.is_bound else 200)


def to_directory() -> list[Crumb]:
    """The way to the directory."""
    return [Crumb(_("Providers"), reverse("protection:directory"))]


def to_provider(code: str) -> list[Crumb]:
    """The way to a provider."""
    return [*to_directory(), Crumb(code, reverse("protection:provider", args=[code]))]


def to_shelter() -> list[Crumb]:
    """The way to the home page of shelter staff."""
    return [Crumb(_("Shelter"), reverse("protection:shelter"))]
