"""What the pages of the helpline share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.forms.shared import Choices, CommandForm
from zaklon.cases.views.shared import Question
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.helpline.queries.choices import label_of
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Wording
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


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
    return [(each.code, each.label) for each in wording_now().terms(list_code, on=timezone.localdate())]


def labeller() -> Callable[[str, str], str]:
    """What words a code of a call's field has on this page."""
    wording = wording_now()
    return lambda name, code: label_of(wording, name, code)


def crumbs(actor: Actor, *steps: Crumb) -> list[Crumb]:
    """The way to a page of the helpline, from where this person's work on it begins."""
    return [Crumb(_("Helpline"), beginning(actor)), *steps]


def beginning(actor: Actor) -> str:
    """Where a person's work on the helpline begins."""
    for permission, view in (
        (Permission.CALL_LOG, "helpline:home"),
        (Permission.CALL_OVERSEE, "helpline:overview"),
        (Permission.CALL_REPORT, "helpline:reports"),
    ):
        if actor.may(permission):
            return reverse(view)
    return reverse("helpline:received")


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
        "crumbs": crumbs(request.actor, *back.crumbs, Crumb(question.title)),
        "code": "",
    }
    return respond(request, "cases/question.html", context, status=422 if form.is_bound else 200)
