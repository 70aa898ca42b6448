"""What somebody signs in with; no secret leaves this module."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_factors_of(user_id: UUID) -> tuple[str, ...]:
    """The second factors that the person has set up, one `totp` or `webauthn` each; recovery codes alone are none."""
    found = Authenticator.objects.filter(user_id=user_id, type__in=_SECOND_FACTORS)
    return tuple(found.order_by("type", "pk").values_list("type", flat=True))


def recovery_codes_made_for(user_id: UUID) -> int | None:
    """Number of the person's set of recovery codes, which changes with every new set; None without one."""
    found = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.RECOVERY_CODES)
    made: int | None = found.values_list("pk", flat=True).first()
    return made


def sessions_of(user_id: UUID) -> int:
    """In how many browsers the person is signed in."""
    return int(UserSession.objects.filter(user_id=user_id).count())
