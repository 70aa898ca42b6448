"""Accepting an invitation: no sign-in, the signed link is the proof."""

from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from zaklon.access.actor import SIGN_IN
from zaklon.access.commands.people import accept_invitation, invitation_of_key
from zaklon.access.forms.people import NewPasswordForm
from zaklon.access.forms.shared import put_refusal
from zaklon.access.models import User
from zaklon.access.queries.bodies import name_of
from zaklon.access.queries.people import OfferRow, offer
from zaklon.access.rls import acting_as
from zaklon.common.errors import RuleBroken
from zaklon.web.languages import current
from zaklon.web.respond import respond


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Say what is offered and take a password; then on to the second factor."""
    if request.user.is_authenticated:
        # Two people share a browser, or an administrator tries the link: nobody takes over anybody's session.
        return respond(request, "access/invitation_signed_in.html", {})
    with acting_as(SIGN_IN):
        offered = _offer(key)
        if offered is None:
            return respond(request, "access/invitation_closed.html", {}, status=410)
        form = NewPasswordForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            user = _accepted(offered.invitation_id, form)
            if user is not None:
                messages.success(request, _("Your account is ready. One step is left: the second step of signing in."))
                perform_login(request, Login(user=user))
                return redirect("mfa_activate_totp")
        context = {
            "form": form,
            "offer": offered,
            "body": name_of(offered.body_id, current().code),
        }
        # Not 422 for a weak password: the address of a refused request is logged, and this one is still a key.
        return respond(request, "access/invitation.html", context)


def _offer(key: str) -> OfferRow | None:
    invitation_id = invitation_of_key(key)
    return offer(invitation_id, now=timezone.now()) if invitation_id else None


def _accepted(invitation_id: UUID, form: NewPasswordForm) -> User | None:
    try:
        return accept_invitation(invitation_id, form.cleaned_data["password"], actor=SIGN_IN, now=timezone.now())
    except RuleBroken as refusal:
        put_refusal(form, refusal)
        return None
