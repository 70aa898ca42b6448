"""Setting up and dropping second factors: all on record, and with the first one every other session ends."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.recovery_codes.views import generate_recovery_codes as allauth_generate_recovery_codes
from allauth.mfa.totp.views import activate_totp as allauth_activate_totp
from allauth.mfa.totp.views import deactivate_totp as allauth_deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn as allauth_add_webauthn
from allauth.mfa.webauthn.views import remove_webauthn as allauth_remove_webauthn
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from zaklon.access import guard
from zaklon.access.actor import signing_in
from zaklon.access.commands.sessions import end_sessions
from zaklon.access.queries.sign_in import recovery_codes_made_for, second_factors_of
from zaklon.audit.commands import record

View = Callable[..., HttpResponseBase]


def _on_record(view: View) -> View:
    """allauth's view, with a trace of what it changed."""

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        user_id = request.user.pk
        factors, codes = second_factors_of(user_id), recovery_codes_made_for(user_id)
        response = view(request, *args, **kwargs)
        factors_now = second_factors_of(user_id)
        actor, now = signing_in(user_id), timezone.now()
        if not factors and factors_now:
            # A session that began with a stolen password must not outlive the factor that the owner sets up.
            request.session[guard.SECOND_FACTOR] = True
            end_sessions(user_id, keep=request.session.session_key or "", actor=actor, now=now)
        if factors != factors_now:
            verb = "added" if len(factors_now) > len(factors) else "removed"
            record(f"second_factor.{verb}", user_id, by=actor, at=now)
        if codes != recovery_codes_made_for(user_id):
            record("recovery_codes.made", user_id, by=actor, at=now)
        return response

    return watched


activate_totp = _on_record(allauth_activate_totp)
deactivate_totp = _on_record(allauth_deactivate_totp)
add_webauthn = _on_record(allauth_add_webauthn)
remove_webauthn = _on_record(allauth_remove_webauthn)
generate_recovery_codes = _on_record(allauth_generate_recovery_codes)
