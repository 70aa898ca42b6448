"""allauth's hooks: no sign-up, lock-out after repeated failures, sealed second factors, government sign-on.

The private methods of allauth that are overridden here were read in 65.21; pyproject.toml holds it to that line.
"""

import base64
import ipaddress
import os
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zaklon.access import guard
from zaklon.access.actor import signing_in
from zaklon.access.commands import lockout, passwords, programs, sessions
from zaklon.access.models import User
from zaklon.audit.commands import record

_NONCE_BYTES = 12
_PURPOSE = b"second factor"
LOCKED = _("Sign-in is locked for a while after several failures. Try again later or ask your administrator.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations only."""

    error_messages = {**DefaultAccountAdapter.error_messages, "locked": LOCKED}  # noqa: RUF012

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's hook
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address, or the one that a trusted proxy names; never a header that anybody can set."""
        named = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
        for text in (named.split(",")[-1].strip(), request.META.get("REMOTE_ADDR", "")):
            try:
                return str(ipaddress.ip_address(text))
            except ValueError:
                continue
        return "::"  # behind a socket file nobody has an address; a session's record needs one

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By account and address: by account alone, anybody could keep the officer on call out.
        email = str(credentials.get("email", "")).lower()
        return f"{email}|{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", ""))
        if lockout.locked_until(email, self.get_client_ip(request), now=timezone.now()):
            raise ValidationError(self.error_messages["locked"], code="locked")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.count_failure(str(credentials.get("email", "")), self.get_client_ip(request), now=timezone.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of someone who signed in a moment ago: a first second factor can be set up without a second password."""
        if guard.signed_in_recently(self.request, app_settings.REAUTHENTICATION_TIMEOUT):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        now, actor = timezone.now(), signing_in(user.pk)
        super().login(request, user)
        guard.mark_signed_in(request, now)
        sessions.make_room(user.pk, actor=actor, now=now)
        lockout.forget_failures(user.get_username(), self.get_client_ip(request))
        record("sign_in.done", user.pk, by=actor, at=now)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        if user.is_authenticated:
            record("sign_in.ended", user.pk, by=signing_in(user.pk), at=timezone.now())
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        actor, now = signing_in(user.pk), timezone.now()
        programs.revoke_all_keys(user.pk, actor=actor, now=now)
        record("password.set", user.pk, by=actor, at=now)

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """Left for the sending worker: no mail server decides how long the answer takes, or whether there is one."""
        passwords.ask_for_reset(user.pk, actor=signing_in(user.pk), now=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie sealed in the database; the key does not."""

    error_messages = {**DefaultMFAAdapter.error_messages, "locked": LOCKED}  # noqa: RUF012

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

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        named = user.full_name if isinstance(user, User) else ""
        return {**super().get_public_key_credential_user_entity(user), "display_name": named}


class GovernmentSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A government sign-on proves who somebody is; only a person with an account, made by invitation, gets in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's hook
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> Any:
        # Some services say "false" in quotes, which is true to Python.
        sociallogin.email_addresses = [each for each in sociallogin.email_addresses if each.verified is True]
        return super().authenticate_by_email(sociallogin)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:  # noqa: ARG002 - allauth's hook
        """Keep nothing of what the service says about the person, and join no foreign account to one's own."""
        if sociallogin.state.get("process") == "connect":
            raise PermissionDenied
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk is not None:
            sociallogin.account.save(update_fields=["extra_data"])


def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(settings.SIGN_IN_KEY))
