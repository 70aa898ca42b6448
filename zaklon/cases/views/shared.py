"""What the pages of cases share: opening one with its trace, and a page that asks one question."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands.reading import read_case, read_front
from zaklon.cases.forms.shared import CommandForm
from zaklon.cases.queries.page_rows import CaseFront, CasePage
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.languages import current
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@dataclass(frozen=True)
class Question:
    """A page with one form: `lead` says what will happen, `done` what has happened; `kind` is that of the button."""

    title: str
    button: str
    done: str
    lead: tuple[str, ...] = ()
    warning: str = ""
    kind: str = ""
    is_upload: bool = False


def opened(request: ActorRequest, code: str) -> CasePage:
    """The case as this person meets it, with the trace of it."""
    return read_case(code, actor=request.actor, now=timezone.now(), language=current().code)


def fronted(request: ActorRequest, code: str) -> CaseFront:
    """As much of the case as a page within it needs, with the same trace."""
    return read_front(code, actor=request.actor, now=timezone.now())


def page_of(code: str) -> str:
    """Address of a case."""
    return reverse("cases:case", args=[code])


def crumbs_to(code: str, *steps: Crumb) -> list[Crumb]:
    """The way to a page of a case."""
    return [Crumb(_("Cases"), reverse("cases:home")), Crumb(code, page_of(code)), *steps]


def posted(request: ActorRequest) -> QueryDict | None:
    """What was sent, or None for a page that is only opened: an unbound form."""
    return request.POST if request.method == "POST" else None


def ask(
    request: ActorRequest, form: CommandForm, question: Question, deed: Callable[[], str | None], *, code: str = ""
) -> HttpResponse:
    """Show the question; when it is answered well, do the deed and go where it says, or back to the case."""
    back = page_of(code) if code else reverse("cases:home")
    if form.is_bound and form.is_valid():
        try:
            target = deed()
        except (RuleBroken, NotAllowedNow) as refusal:
            form.add_refusal(refusal)
        else:
            if question.done:
                messages.success(request, question.done)
            return redirect(target or back)
    last = Crumb(question.title)
    context = {
        "question": question,
        "form": form,
        "has_errors": form.is_bound,
        "cancel_href": back,
        "crumbs": crumbs_to(code, last) if code else [Crumb(_("Cases"), reverse("cases:home")), last],
        "code": code,
    }
    return respond(request, "cases/question.html", context, status=422 if form.is_bound else 200)
