"""One's own keys for programs: which there are, making one, ending one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.bearer import API_DOCS
from zaklon.access.commands.programs import MadeKey, latest_day, make_key, revoke_key
from zaklon.access.forms.programs import ProgramKeyForm
from zaklon.access.forms.shared import put_refusal
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.access.queries.programs import my_keys, posts_for_keys
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.languages import current
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for


@require_GET
def program_keys(request: ActorRequest) -> HttpResponse:
    """Every key of the acting person; whoever may not make one any more can still end them."""
    context = {
        "keys": my_keys(actor=request.actor, now=timezone.now()),
        "bodies": directory(current().code),
        "may_make": request.actor.may(Permission.PROGRAM_ALLOW),
        "description_href": API_DOCS,
    }
    return respond(request, "access/program_keys.html", context)


@require_http_methods(["GET", "POST"])
def make_program_key(request: ActorRequest) -> HttpResponse:
    """Ask what the key is for; then show it, this once."""
    today = timezone.localdate()
    posts = posts_for_keys(actor=request.actor, today=today)
    form = ProgramKeyForm(posts, latest_day(today), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = make_key(form.new_key(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        except NotAllowedNow as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            return _shown_once(request, made)
    context = {"form": form, "has_errors": form.is_bound, "latest": latest_day(today)}
    return respond(request, "access/program_key.html", context, status=422 if form.is_bound else 200)


def _shown_once(request: ActorRequest, made: MadeKey) -> HttpResponse:
    return respond(request, "access/program_key_made.html", {"secret": made.secret})


@require_POST
def end_program_key(request: ActorRequest, program_key_id: UUID) -> HttpResponse:
    """End a key; what shows it is refused from the next request on."""
    revoke_key(program_key_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The key has ended. No program can use it any more."))
    return redirect("access:program_keys")
