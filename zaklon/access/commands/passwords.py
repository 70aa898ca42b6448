"""Setting a new password when the old one is forgotten."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from zaklon.access.actor import Actor
from zaklon.access.models import PasswordReset, User
from zaklon.audit.commands import record


@dataclass(frozen=True)
class WaitingReset:
    """Somebody who waits for a link to set a new password."""

    reset_id: UUID
    user_id: UUID


@transaction.atomic
def ask_for_reset(user_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Note that a person asked for a link; asking again before it is sent changes nothing."""
    PasswordReset.objects.get_or_create(user_id=user_id, queued_at__isnull=True, defaults={"asked_at": now})
    record("password.reset_asked", user_id, by=actor, at=now)


@transaction.atomic
def take_waiting_resets(*, now: datetime) -> list[WaitingReset]:
    """Hand the waiting requests over to the caller, who must send each a link. Needs the reach `system`."""
    waiting = PasswordReset.objects.select_for_update(skip_locked=True).filter(queued_at__isnull=True)
    taken = [WaitingReset(reset.pk, reset.user_id) for reset in waiting.order_by("asked_at", "pk")]
    PasswordReset.objects.filter(pk__in=[each.reset_id for each in taken]).update(queued_at=now)
    return taken


def reset_path(user_id: UUID) -> str:
    """The address at which this person may set a new password once, for as long as PASSWORD_RESET_TIMEOUT allows."""
    user = User.objects.get(pk=user_id)
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
