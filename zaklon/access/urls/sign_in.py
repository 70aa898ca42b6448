"""Addresses of sign-in: those of allauth that we want, by name, and no others.

Left out on purpose: signing up (accounts come from invitations), e-mail addresses (they change through the
administrator), signing in by code, joining foreign accounts.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as sign_on
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from zaklon.access.views import second_factor as watched

_PASSWORD = [
    path("change/", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("reset/", account.password_reset, name="account_reset_password"),
    path("reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
_SECOND_FACTOR = [
    path("", second_factor.index, name="mfa_index"),
    path("authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", watched.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", watched.deactivate_totp, name="mfa_deactivate_totp"),
    path("webauthn/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("webauthn/add/", watched.add_webauthn, name="mfa_add_webauthn"),
    path("webauthn/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", watched.remove_webauthn, name="mfa_remove_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("webauthn/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", watched.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
# Only when a government sign-on is configured.
SIGN_ON: list[URLPattern | URLResolver] = [
    path("3rdparty/login/cancelled/", sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", sign_on.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", include(_PASSWORD)),
    path("2fa/", include(_SECOND_FACTOR)),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += SIGN_ON
