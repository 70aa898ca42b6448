"""The page on which a call is logged while talking; saved, it is the same page again, empty."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.views.shared import posted
from zaklon.common.errors import RuleBroken
from zaklon.helpline.commands.logging import log_call
from zaklon.helpline.forms.calls import LogForm
from zaklon.helpline.queries.choices import choices_of
from zaklon.helpline.queries.settings import line_number, zone_of
from zaklon.helpline.rules.codes import BY_LETTERS, LISTS
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.respond import respond

_CALL_PAGE = "call"


@require_http_methods(["GET", "POST"])
def log(request: ActorRequest) -> HttpResponse:
    """Log a call."""
    actor, now, words = request.actor, timezone.now(), vocabulary()
    actor.must(Permission.CALL_LOG)
    choices = choices_of(words, current().code, on=timezone.localdate())
    form = LogForm(choices, posted(request), now=now, zone=zone_of(words))
    if form.is_bound and form.is_valid():
        try:
            number = log_call(form.new(), actor=actor, now=now)
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            if request.POST.get("next") == _CALL_PAGE:
                return redirect("helpline:call", number)
            return redirect(f"{reverse('helpline:log')}?after={number}")
    context = {
        "form": form,
        "has_errors": form.is_bound,
        "codes": [(form[field], "letters" if field in BY_LETTERS else "key") for field in LISTS],
        "after": _number(request.GET.get("after", "")),
        "line": line_number(words),
        "may_refer": actor.may(Permission.SIGNAL_REPORT),
    }
    return respond(request, "helpline/log.html", context, status=422 if form.is_bound else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else None
