"""Changes to an account: by its owner, and by the administrator for somebody who cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from zaklon.access.actor import SIGN_IN, Actor
from zaklon.access.commands.sessions import end_sessions
from zaklon.access.models import AccountNotice, NoticeKind, User
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken


@dataclass(frozen=True)
class WaitingNotice:
    """Something that the owner of an account must be told."""

    notice_id: UUID
    kind: NoticeKind


@transaction.atomic
def choose_language(language: str, *, actor: Actor, now: datetime) -> None:
    """The acting person chooses the language of their mails. Raises NotPermitted for whoever is not signed in."""
    if actor.user_id is None:
        raise NotPermitted("not_signed_in")
    User.objects.filter(pk=actor.user_id).update(language=language)
    record("account.language_chosen", actor.user_id, by=actor, at=now, fields=["language"])


@transaction.atomic
def change_address(user_id: UUID, email: str, *, actor: Actor, now: datetime) -> None:
    """Give a person another e-mail address to sign in with, after the administrator has verified it with them.

    Every session of the person ends, and a joined government sign-on is undone: it may belong to the old address.
    The old address is told.
    Raises NotPermitted, NotAllowedNow, RuleBroken when the address is taken.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    email = email.strip().lower()
    user = _somebody_else(user_id, actor)
    if User.objects.filter(email=email).exists():
        raise RuleBroken("person_already_signs_in", field="email")
    _note(NoticeKind.ADDRESS_CHANGED, user, now)  # to the address that it was until now
    user.email = email
    user.save(update_fields=["email"])
    # Ways in belong to their owner; not even the administrator's own reach shows or changes them.
    with acting_as(SIGN_IN):
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        SocialAccount.objects.filter(user=user).delete()
    end_sessions(user_id, actor=actor, now=now)
    record("account.address_changed", user_id, by=actor, at=now, fields=["email"])


@transaction.atomic
def drop_second_factors(user_id: UUID, *, actor: Actor, now: datetime) -> None:
    """For somebody who lost phone, key and recovery codes: with the next password they must set up a new factor.

    Every session of the person ends, and they are told. Raises NotPermitted, NotAllowedNow, RuleBroken for oneself.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    user = _somebody_else(user_id, actor)
    _note(NoticeKind.SECOND_FACTOR_DROPPED, user, now)
    with acting_as(SIGN_IN):
        Authenticator.objects.filter(user=user).delete()
    end_sessions(user_id, actor=actor, now=now)
    record("second_factor.dropped", user_id, by=actor, at=now)


def _note(kind: NoticeKind, user: User, now: datetime) -> None:
    """Leave word for the owner of the account: whoever took it over by way of an administrator is found out."""
    AccountNotice.objects.create(kind=kind, user=user, email=user.email, language=user.language, noted_at=now)


@transaction.atomic
def take_waiting_notices(*, now: datetime) -> list[WaitingNotice]:
    """Hand the waiting notices over to the caller, who must send each. Needs the reach `system`."""
    waiting = AccountNotice.objects.select_for_update(skip_locked=True).filter(queued_at__isnull=True)
    taken = [WaitingNotice(notice.pk, NoticeKind(notice.kind)) for notice in waiting.order_by("noted_at", "pk")]
    AccountNotice.objects.filter(pk__in=[each.notice_id for each in taken]).update(queued_at=now)
    return taken


def notice_receiver(notice_id: UUID) -> tuple[str, str] | None:
    """Address and language of the owner whom a notice is for, for the sending worker alone (reach `system`)."""
    return AccountNotice.objects.filter(pk=notice_id).values_list("email", "language").first()


def forget_notices(notice_ids: Iterable[UUID]) -> None:
    """Delete notices, addresses and all, once the messages about them are gone. Needs the reach `system`."""
    AccountNotice.objects.filter(pk__in=list(notice_ids)).delete()


def _somebody_else(user_id: UUID, actor: Actor) -> User:
    """The account, locked. Nobody loosens their own: a seized browser must not be enough."""
    if user_id == actor.user_id:
        raise RuleBroken("not_for_oneself")
    user = User.objects.select_for_update().get(pk=user_id)
    if user.left_at is not None:
        raise NotAllowedNow("person_has_left")
    return user
