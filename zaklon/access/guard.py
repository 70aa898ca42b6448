"""What stands between a session and a page: its age, its idleness, and the second factor."""

import time
from datetime import datetime
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zaklon.access import rules
from zaklon.access.commands.sessions import note_use
from zaklon.access.queries.locking import lock_minutes
from zaklon.access.queries.sign_in import second_factors_of

# Session keys. `began` is the moment of signing in, `seen` of the last request (noted once a minute), both in seconds
# since the epoch; `second_factor` says that this session has proven one.
# `locked` is since when the person has to prove again who they are.
BEGAN, SEEN, SECOND_FACTOR, LOCKED = "began", "seen", "second_factor", "locked"

# Open to someone who has yet to set up a second factor, and to someone who has one and has not shown it.
_ALWAYS = ("/account/logout/", "/account/reauthenticate/", "/language")
_TO_SET_UP = (*_ALWAYS, "/account/2fa/")
_TO_PROVE = (*_ALWAYS, "/account/2fa/reauthenticate/", "/account/2fa/webauthn/reauthenticate/")
# Asked by the script of a covered page: a sentence for the next page would come many times.
_ASKED_BY_SCRIPT = ("/me/still-here/", "/me/lock/")
_SEEN_EVERY_SECONDS = 60


def stop(request: HttpRequest, user_id: UUID, now: datetime) -> HttpResponse | None:
    """Where a signed-in person has to go first; None when the way is free.

    Called in the reach `sign_in`, before anything of the page is read.
    """
    why = _why_ended(request, now.timestamp())
    if why:
        logout(request)
        messages.info(request, why)
        return away(request, redirect_to_login(request.get_full_path() if request.method == "GET" else ""))
    _note_lock(request, now.timestamp())
    _note_use(request, now)
    if not _has_shown_second_factor(request):
        return _to_second_factor(request, user_id)
    return _to_unlock(request, user_id) if _is_locked(request) else None


def mark_signed_in(request: HttpRequest, now: datetime) -> None:
    """Start the clocks of a session."""
    request.session[BEGAN] = request.session[SEEN] = now.timestamp()


def lock(request: HttpRequest, now: datetime) -> None:
    """From now on this session shows nothing until its person proves again who they are."""
    request.session[LOCKED] = now.timestamp()


def signed_in_recently(request: HttpRequest, within_seconds: int) -> bool:
    """Whether the person proved who they are within the last seconds, by signing in."""
    return time.time() - float(request.session.get(BEGAN, 0)) < within_seconds


def _why_ended(request: HttpRequest, now: float) -> str:
    session = request.session
    if rules.has_passed(session.get(SEEN, now), now, settings.SESSION_IDLE_SECONDS):
        return _("You were signed out because the page was not used for a while.")
    # Each save of a session moves Django's own end of it, so its true age is kept here.
    if rules.has_passed(session.get(BEGAN, now), now, settings.SESSION_COOKIE_AGE):
        return _("You were signed out because you signed in long ago. Sign in again to go on.")
    return ""


def _note_use(request: HttpRequest, now: datetime) -> None:
    session = request.session
    session.setdefault(BEGAN, now.timestamp())
    if rules.has_passed(session.get(SEEN, 0), now.timestamp(), _SEEN_EVERY_SECONDS):
        session[SEEN] = now.timestamp()
        note_use(session.session_key or "", now=now)


def _note_lock(request: HttpRequest, now: float) -> None:
    """Lock a session that was not used for the minutes of the pack; nothing is asked while it is in use."""
    session = request.session
    idle = now - float(session.get(SEEN, now))
    if LOCKED in session or idle <= _SEEN_EVERY_SECONDS:
        return
    seconds = lock_minutes() * 60
    # The last use is noted once a minute, so it may be that much younger than it seems.
    if seconds and idle > seconds + _SEEN_EVERY_SECONDS:
        session[LOCKED] = now


def _is_locked(request: HttpRequest) -> bool:
    """Whether nothing was proven since the lock; a proof takes it away."""
    since = request.session.get(LOCKED)
    if since is None:
        return False
    if any(float(each.get("at", 0)) >= since for each in get_authentication_records(request, request.user)):
        del request.session[LOCKED]
        return False
    return True


def _to_unlock(request: HttpRequest, user_id: UUID) -> HttpResponse | None:
    if request.path_info.startswith(_TO_PROVE):
        return None
    if request.path_info.startswith(_ASKED_BY_SCRIPT):
        return HttpResponse(status=423)
    if request.method == "GET":
        messages.info(request, _("The pages were locked because nobody used them for a while. Confirm that it is you."))
        back = request.get_full_path()
    else:
        messages.warning(
            request,
            _("The pages were locked, so what you just sent was not kept. Confirm that it is you, and send it again."),
        )
        back = ""
    return away(request, _to_proof(second_factors_of(user_id), back))


def _to_proof(kinds: tuple[str, ...], back: str) -> HttpResponse:
    address = reverse("mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn")
    return redirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else address)


def _has_shown_second_factor(request: HttpRequest) -> bool:
    if request.session.get(SECOND_FACTOR):
        return True
    if any(each["method"] == "mfa" for each in get_authentication_records(request, request.user)):
        request.session[SECOND_FACTOR] = True
        return True
    return False


def _to_second_factor(request: HttpRequest, user_id: UUID) -> HttpResponse | None:
    kinds = second_factors_of(user_id)
    if request.path_info.startswith(_TO_PROVE if kinds else _TO_SET_UP):
        return None
    if not kinds:
        return away(request, redirect("mfa_activate_totp"))
    return away(request, redirect("mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn"))


def away(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A whole new page, also when htmx asked for a part of one: it would put a sign-in form into a table."""
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer.headers["HX-Redirect"] = response.headers["Location"]
        return answer
    return response
