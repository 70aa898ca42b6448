"""Addresses that raise what commands raise, and stand-ins for those of the sign-in package."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

_RAISED = {
    "permission": NotPermitted("plan.read"),
    "state": NotAllowedNow("plan.already_adopted"),
    "rule": RuleBroken("web.test_rule", facts={"limit": 12}),
    "missing": ObjectDoesNotExist(),
    "hidden": Http404("Plan 12 is not yours"),
    "denied": PermissionDenied(),
    "bug": ZeroDivisionError("a secret that no page may show"),
}


def raises(request, what):
    raise _RAISED[what]


def fine(request, **kwargs):
    return HttpResponse("fine")


def kept(request):
    return HttpResponse("open data", headers={"Cache-Control": "public, max-age=60"})


_SIGN_IN = {
    "account_login": "login/",
    "account_logout": "logout/",
    "account_reset_password": "reset/",
    "account_change_password": "password/",
    "account_set_password": "password/set/",
    "account_reauthenticate": "again/",
    "account_email": "email/",
    "account_confirm_email": "email/<key>/",
    "mfa_index": "2fa/",
    "mfa_authenticate": "2fa/step/",
    "mfa_reauthenticate": "2fa/again/",
    "mfa_trust": "2fa/trust/",
    "mfa_activate_totp": "2fa/app/",
    "mfa_deactivate_totp": "2fa/app/off/",
    "mfa_list_webauthn": "2fa/keys/",
    "mfa_add_webauthn": "2fa/keys/add/",
    "mfa_edit_webauthn": "2fa/keys/<int:pk>/",
    "mfa_remove_webauthn": "2fa/keys/<int:pk>/remove/",
    "mfa_login_webauthn": "2fa/keys/login/",
    "mfa_reauthenticate_webauthn": "2fa/keys/again/",
    "mfa_view_recovery_codes": "2fa/codes/",
    "mfa_generate_recovery_codes": "2fa/codes/new/",
    "mfa_download_recovery_codes": "2fa/codes/file/",
    "usersessions_list": "sessions/",
    "socialaccount_connections": "connections/",
}

urlpatterns = [
    path("", include("zaklon.web.urls")),
    path("", include(([path("stand-in/me/", fine, name="account")], "access"))),
    path("raise/<what>", raises),
    path("post-only", require_POST(fine)),
    path("public", kept),
    *(path(f"stand-in/{route}", fine, name=name) for name, route in _SIGN_IN.items()),
]
handler400 = "zaklon.web.errors.bad_request"
handler403 = "zaklon.web.errors.forbidden"
handler404 = "zaklon.web.errors.not_found"
handler500 = "zaklon.web.errors.failed"
