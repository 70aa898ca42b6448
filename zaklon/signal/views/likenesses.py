"""Deciding about two persons who may be one: asking the other body, joining, ruling out."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.cases.forms.files import ConfirmForm
from zaklon.cases.views.shared import Question, ask, fronted, page_of, posted
from zaklon.common.errors import NotPermitted
from zaklon.signal.commands import likenesses

_PLACE = "#likenesses"


def _writable(request: ActorRequest, code: str) -> None:
    """Only whoever writes the shell of the case is asked; the commands ask again."""
    if not fronted(request, code).rights.may_write:
        raise NotPermitted("part_withheld")


@require_http_methods(["GET", "POST"])
def ask_other(request: ActorRequest, code: str, likeness_id: UUID) -> HttpResponse:
    """Ask the body that leads the other file; it is not told who asks before it joins."""
    _writable(request, code)

    def deed() -> str:
        likenesses.ask_whether_same(code, likeness_id, actor=request.actor, now=timezone.now())
        return page_of(code) + _PLACE

    question = Question(
        _("Ask whether it is the same person"),
        _("Ask the other body"),
        _("The body that leads the other file is asked."),
        (
            _("Whoever leads the other file may then look at this case, and propose to merge the two."),
            _("Two people decide about a merge, and it can be undone."),
        ),
    )
    return ask(request, ConfirmForm(posted(request)), question, deed, code=code)


@require_http_methods(["GET", "POST"])
def join(request: ActorRequest, code: str, likeness_id: UUID) -> HttpResponse:
    """Take part in the other case: whoever works on it has asked for it."""
    _writable(request, code)

    def deed() -> str:
        joined = likenesses.join_signal(code, likeness_id, actor=request.actor, now=timezone.now())
        return reverse("cases:case", args=[joined]) + _PLACE

    question = Question(
        _("Look at the other file"),
        _("Work on the other case too"),
        _("You work on this case too now. If it is the same person, propose to merge the two."),
        (_("Somebody works on another case and believes that it is about a person of this one."),),
    )
    return ask(request, ConfirmForm(posted(request)), question, deed, code=code)


@require_http_methods(["GET", "POST"])
def rule_out(request: ActorRequest, code: str, likeness_id: UUID) -> HttpResponse:
    """Say that it is another person."""
    _writable(request, code)

    def deed() -> str:
        likenesses.rule_out(code, likeness_id, actor=request.actor, now=timezone.now())
        return page_of(code)

    question = Question(
        _("It is another person"),
        _("It is another person"),
        _("The two files are no longer offered to be merged."),
        (_("Nobody is asked about these two any more."),),
    )
    return ask(request, ConfirmForm(posted(request)), question, deed, code=code)
