"""A new session token whenever somebody has proved again who they are (ASVS V7.2.4)."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest


def renew_session(request: HttpRequest, *, reauthenticated: bool = False, **_facts: Any) -> None:
    """Receives allauth's signal of each step of a sign-in; signing in itself gives a new token already.

    Whoever has copied the old token is outside from now on. The list of a person's sessions keeps its line.
    """
    if not reauthenticated:
        return
    former = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)
