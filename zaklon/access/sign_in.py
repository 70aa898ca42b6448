"""allauth's hooks: no sign-up, lock-out after repeated failures, sealed second factors, government sign-on."""

import base64
import os
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zaklon.access.actor import SIGN_IN
from zaklon.access.commands import lockout
from zaklon.audit.commands import record

_NONCE_BYTES = 12
_PURPOSE = b"second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations only."""

    error_messages = {  # noqa: RUF012
        **DefaultAccountAdapter.error_messages,
        "locked": _("Sign-in is locked for a while after several failures. Try again later or ask your administrator."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's hook
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address, or the one that a trusted proxy names; never a header that anybody can set."""
        if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
            if forwarded:
                return str(forwarded)
        return str(request.META.get("REMOTE_ADDR", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", ""))
        if lockout.locked_until(email, self.get_client_ip(request), now=timezone.now()):
            raise ValidationError(self.error_messages["locked"], code="locked")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.count_failure(str(credentials.get("email", "")), self.get_client_ip(request), now=timezone.now())

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        lockout.forget_failures(user.get_username(), self.get_client_ip(request))
        record("sign_in.done", user.pk, by=SIGN_IN, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record("sign_in.ended", request.user.pk, by=SIGN_IN, at=timezone.now())
        super().logout(request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie sealed in the database; the key does not."""

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), _PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        raw = base64.b64decode(encrypted_text)
        return _cipher().decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _PURPOSE).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """A last second factor may be replaced, never dropped: everyone but the public needs one."""
        kinds = {"totp", "webauthn"}
        others = type(authenticator).objects.filter(user_id=authenticator.user_id, type__in=kinds)
        return authenticator.type not in kinds or others.exclude(pk=authenticator.pk).exists()


class GovernmentSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A government sign-on proves who somebody is; only an invited person gets in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's hook
        return False


def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(settings.SIGN_IN_KEY))
