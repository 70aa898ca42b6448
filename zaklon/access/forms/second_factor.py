"""The code of a second factor, with the same lock-out as the password.

It counts by account alone: only someone who knows the password gets here, so no stranger can lock anybody out.
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from zaklon.access.commands import lockout


class _LockedOut:
    def clean_code(self) -> str:
        """Raises ValidationError for a wrong code, and for any code while the account is locked."""
        account = f"second factor of {self.user.pk}"  # type: ignore[attr-defined]
        now = timezone.now()
        if lockout.locked_until(account, "", now=now):
            raise get_adapter().validation_error("locked")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            lockout.count_failure(account, "", now=now)
            raise
        lockout.forget_failures(account, "")
        return code


class SignInCodeForm(_LockedOut, AuthenticateForm):  # type: ignore[misc]
    """After the password."""


class ConfirmingCodeForm(_LockedOut, ReauthenticateForm):  # type: ignore[misc]
    """Before something that concerns the safety of the account."""
