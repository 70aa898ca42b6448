"""One's own account: posts, the body to act for, language, sessions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zaklon.access import guard
from zaklon.access.commands.accounts import choose_language
from zaklon.access.commands.sessions import end_sessions
from zaklon.access.forms.people import LanguageForm
from zaklon.access.middleware import ActorRequest
from zaklon.access.queries.bodies import directory
from zaklon.access.queries.people import myself
from zaklon.access.queries.sign_in import second_factors_of, sessions_of
from zaklon.common.errors import NotPermitted
from zaklon.web.languages import current
from zaklon.web.respond import respond


@require_GET
def account(request: ActorRequest) -> HttpResponse:
    """Who I am here, and how I sign in."""
    me = myself(actor=request.actor, today=timezone.localdate())
    context = {
        "me": me,
        "bodies": directory(current().code),
        "choices": [choice.body_id for choice in request.bodies],
        "acting_for": request.actor.body_id,
        "form": LanguageForm(initial={"language": me.language}),
        "second_factors": len(second_factors_of(me.user_id)),
        "sessions": sessions_of(me.user_id),
    }
    return respond(request, "access/account.html", context)


@require_POST
def act_for(request: ActorRequest) -> HttpResponse:
    """Choose the body to act for from now on, in this browser. Raises NotPermitted for one without a post."""
    wanted = request.POST.get("body", "")
    choice = next((each for each in request.bodies if str(each.body_id) == wanted), None)
    if choice is None:
        raise NotPermitted("body_not_yours")
    request.session["body"] = str(choice.body_id)
    name = directory(current().code)[choice.body_id].name
    messages.success(request, _("You now act for: %(body)s") % {"body": name})
    return redirect(_way_back(request))


def _way_back(request: ActorRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"


@require_POST
def language(request: ActorRequest) -> HttpResponse:
    """Choose the language of mails."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        choose_language(form.cleaned_data["language"], actor=request.actor, now=timezone.now())
        messages.success(request, _("Mails will come in this language."))
    return redirect("access:account")


@require_GET
def still_here(request: ActorRequest) -> HttpResponse:
    """What the script of a page asks while somebody types: that the session is in use, and not locked."""
    if request.actor.user_id is None:
        raise NotPermitted("not_signed_in")
    return HttpResponse(status=204)


@require_POST
def lock(request: ActorRequest) -> HttpResponse:
    """Lock this session at once, as when the page's own clock says that nobody is there."""
    if request.actor.user_id is None:
        raise NotPermitted("not_signed_in")
    guard.lock(request, timezone.now())
    return HttpResponse(status=204)


@require_POST
def sign_out_everywhere(request: ActorRequest) -> HttpResponse:
    """End every session of the acting person, this one included."""
    if request.actor.user_id is None:
        raise NotPermitted("not_signed_in")
    end_sessions(request.actor.user_id, actor=request.actor, now=timezone.now())
    request.session.flush()
    messages.success(request, _("You are signed out in every browser."))
    return redirect("account_login")
