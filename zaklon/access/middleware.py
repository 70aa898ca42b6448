"""Who acts, for every request: one transaction, one signed context, a second factor, and a record of refusals."""

import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from zaklon.access import rules
from zaklon.access.actor import PUBLIC, SIGN_IN, Actor
from zaklon.access.queries.people import actor_for, bodies_of
from zaklon.access.rls import set_context
from zaklon.audit.commands import record, request_id
from zaklon.common.errors import NotPermitted

# Pages that need no sign-in run on accounts' own tables only.
ACCOUNT_PREFIX = "/account/"
_SECOND_FACTOR_PAGES = ("/account/2fa/", "/account/logout/", "/account/reauthenticate/", "/language/")
_SEEN_EVERY_SECONDS = 60


class ActorRequest(HttpRequest):
    """A request after the middleware: it always has an actor."""

    if TYPE_CHECKING:
        actor: Actor


class ActingMiddleware:
    """Opens the transaction, names the actor to the database, and guards the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex)
        try:
            with transaction.atomic():
                set_context(SIGN_IN)
                response = self._guard(request) or self._answer(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                return response
        finally:
            request_id.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Refusals by permission stay on record: the view's own writes have rolled back by now."""
        if isinstance(exception, NotPermitted):
            actor: Actor = getattr(request, "actor", PUBLIC)
            path = request.resolver_match.view_name if request.resolver_match else ""
            record("refused.permission", path[:40], by=actor, at=timezone.now())

    def _answer(self, request: HttpRequest) -> HttpResponse:
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        set_context(SIGN_IN if request.path.startswith(ACCOUNT_PREFIX) else actor)
        return self.get_response(request)

    def _guard(self, request: HttpRequest) -> HttpResponse | None:
        """Send an idle session to sign in, and a person without a second factor to set one up."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        now = time.time()
        if rules.is_idle(request.session.get("seen", now), now, settings.SESSION_IDLE_SECONDS):
            logout(request)
            messages.info(request, _("You were signed out because the page was not used for a while."))
            return redirect(settings.LOGIN_URL)
        if now - request.session.get("seen", 0) > _SEEN_EVERY_SECONDS:
            request.session["seen"] = now
        return None if _has_second_factor(request) else redirect("mfa_activate_totp")


def _actor(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return PUBLIC
    choices = bodies_of(request.user.pk, today=timezone.localdate())
    request.bodies = choices  # type: ignore[attr-defined]
    return actor_for(request.user.pk, choices, request.session.get("body"))


def _has_second_factor(request: HttpRequest) -> bool:
    """Whether this person has a second factor, or is on the way to set one up; asked of the database once a session."""
    if request.session.get("second_factor") or request.path.startswith(_SECOND_FACTOR_PAGES):
        return True
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    if Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists():
        request.session["second_factor"] = True
        return True
    return False
