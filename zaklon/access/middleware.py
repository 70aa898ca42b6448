"""Who acts, for every request: one transaction, one signed context, a guarded session, and a record of refusals."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zaklon.access import guard
from zaklon.access.actor import PUBLIC, SIGN_IN, Actor
from zaklon.access.queries.people import BodyChoice, actor_for, bodies_of
from zaklon.access.rls import set_context
from zaklon.audit.commands import record, request_id
from zaklon.common.errors import NotPermitted
from zaklon.vocabulary.queries import one_pack

# Pages of sign-in run on accounts' own tables only.
ACCOUNT_PREFIX = "/account/"


class ActorRequest(HttpRequest):
    """A request after the middleware: it always has an actor, and the bodies for which its person may act."""

    if TYPE_CHECKING:
        actor: Actor
        bodies: list[BodyChoice]


class ActingMiddleware:
    """Opens the transaction, names the actor to the database, and guards the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex)
        try:
            with one_pack(), transaction.atomic():
                set_context(SIGN_IN)
                response = self._stop(request) or self._answer(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                return response
        finally:
            request_id.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whoever is not signed in is sent to sign in; other refusals stay on record.

        The view's own writes have rolled back by now.
        """
        if not isinstance(exception, NotPermitted):
            return None
        actor: Actor = getattr(request, "actor", PUBLIC)
        if actor.user_id is None and request.method == "GET":
            return guard.away(request, redirect_to_login(request.get_full_path()))
        path = request.resolver_match.view_name if request.resolver_match else ""
        record("refused.permission", path[:40], by=actor, at=timezone.now())
        return None

    def _stop(self, request: HttpRequest) -> HttpResponse | None:
        user_id = _user_id(request)
        return guard.stop(request, user_id, timezone.now()) if user_id else None

    def _answer(self, request: HttpRequest) -> HttpResponse:
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        set_context(SIGN_IN if request.path_info.startswith(ACCOUNT_PREFIX) else actor)
        response = self.get_response(request)
        if actor.user_id is not None and not request.user.is_authenticated:
            # Signed out just now: what the browser keeps of the pages goes too. Cookies hold the language, and stay.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _user_id(request: HttpRequest) -> UUID | None:
    # Without the cookie no query is needed: public pages ask for no session.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user.pk


def _actor(request: HttpRequest) -> Actor:
    user_id = _user_id(request)
    choices = bodies_of(user_id, today=timezone.localdate()) if user_id else []
    request.bodies = choices  # type: ignore[attr-defined]
    return actor_for(user_id, choices, request.session.get("body")) if user_id else PUBLIC
