"""Inviting people, giving and ending posts, leaving."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction

from zaklon.access import rules
from zaklon.access.actor import Actor
from zaklon.access.models import Invitation, Post, User
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken

_SIGNER = TimestampSigner(salt="zaklon.invitation")


@dataclass(frozen=True)
class NewPerson:
    """Whom to invite, and to which first post."""

    email: str
    full_name: str
    language: str
    body_id: UUID
    role: Role


@transaction.atomic
def invite(person: NewPerson, *, actor: Actor, now: datetime) -> UUID:
    """Offer a person a first post; `notify` sends the link. Returns the invitation's id.

    Raises NotPermitted, RuleBroken when the address already signs in.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    email = person.email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise RuleBroken("person_already_signs_in", field="email")
    Invitation.objects.filter(email=email, accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        email=email,
        full_name=person.full_name.strip(),
        language=person.language,
        body_id=person.body_id,
        role=person.role,
        invited_by_id=actor.user_id,
        invited_at=now,
        expires_at=now + rules.INVITATION_LASTS,
    )
    record("invitation.sent", invitation.pk, by=actor, at=now, fields=["body", "role"])
    return invitation.pk


@transaction.atomic
def withdraw_invitation(invitation_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Make an open invitation's link worthless. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.PEOPLE_MANAGE)
    changed = Invitation.objects.filter(pk=invitation_id, accepted_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=now
    )
    if not changed:
        raise NotAllowedNow("invitation_not_open")
    record("invitation.withdrawn", invitation_id, by=actor, at=now)


def invitation_link_key(invitation_id: UUID) -> str:
    """The signed part of the link that goes out by e-mail."""
    return _SIGNER.sign(invitation_id.hex)


def invitation_of_key(key: str) -> UUID | None:
    """The invitation that a link names; None when the link is not ours or too old."""
    try:
        return UUID(_SIGNER.unsign(key, max_age=rules.INVITATION_LASTS))
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def accept_invitation(invitation_id: UUID, password: str, *, actor: Actor, now: datetime) -> User:
    """Make the account that the invitation offers, with its first post.

    Runs as SIGN_IN: the signed link is the proof. Raises NotAllowedNow, RuleBroken for a weak password.
    """
    invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= now:
        raise NotAllowedNow("invitation_not_open")
    user = User(email=invitation.email, full_name=invitation.full_name, language=invitation.language, joined_at=now)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken("password_too_weak", field="password", facts={"why": " ".join(error.messages)}) from error
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Post.objects.create(user=user, body_id=invitation.body_id, role=invitation.role, start_date=now.date())
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record("invitation.accepted", invitation.pk, by=actor, at=now)
    return user


@transaction.atomic
def give_post(user_id: UUID, body_id: UUID, role: Role, *, start_date: date, actor: Actor, now: datetime) -> UUID:
    """Add a post to a person. Raises NotPermitted, RuleBroken when it is already held."""
    actor.must(Permission.PEOPLE_MANAGE)
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.is_active:
        raise NotAllowedNow("person_has_left")
    if Post.objects.held_on(start_date).filter(user=user, body_id=body_id, role=role).exists():
        raise RuleBroken("post_already_held", field="role")
    post = Post.objects.create(id=uuid.uuid4(), user=user, body_id=body_id, role=role, start_date=start_date)
    record("post.given", post.pk, by=actor, at=now, fields=["body", "role", "start_date"])
    return post.pk


@transaction.atomic
def end_post(post_id: UUID, *, actor: Actor, now: datetime) -> None:
    """End a post today; its rights are gone with the next request. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.PEOPLE_MANAGE)
    post = Post.objects.select_for_update().get(pk=post_id)
    _end([post], now)
    record("post.ended", post.pk, by=actor, at=now)


@transaction.atomic
def leave(user_id: UUID, *, actor: Actor, now: datetime) -> None:
    """A person leaves: every post ends, the account closes, every session ends at once.

    Open work is handed over by config.departure in the same transaction. Raises NotPermitted, NotAllowedNow.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    if user_id == actor.user_id:
        raise RuleBroken("cannot_remove_oneself")
    user = User.objects.select_for_update().get(pk=user_id)
    if user.left_at is not None:
        raise NotAllowedNow("person_has_left")
    _end(list(Post.objects.select_for_update().held_on(now.date()).filter(user=user)), now)
    user.is_active = False
    user.left_at = now
    user.save(update_fields=["is_active", "left_at"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    record("person.left", user.pk, by=actor, at=now)


def _end(posts: list[Post], now: datetime) -> None:
    for post in posts:
        post.end_date = max(post.start_date, now.date())
        post.save(update_fields=["end_date"])
