"""Inviting people, giving and ending posts, leaving, coming back."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from zaklon.access import rules
from zaklon.access.actor import Actor
from zaklon.access.commands.sessions import end_sessions
from zaklon.access.models import Body, BodyKind, Invitation, Post, PostQuerySet, User
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

    Somebody who left can be invited back under the same address; a former invitation to it is withdrawn.
    Raises NotPermitted, RuleBroken when the address already signs in or the post cannot be held.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    email = person.email.strip().lower()
    if User.objects.filter(email=email, left_at__isnull=True).exists():
        raise RuleBroken("person_already_signs_in", field="email")
    if not rules.tidy(person.full_name):
        raise RuleBroken("person_without_name", field="full_name")
    _refuse_unfit_post(person.body_id, person.role, timezone.localdate(now))
    Invitation.objects.filter(email=email, accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        email=email,
        full_name=rules.tidy(person.full_name),
        language=person.language,
        body_id=person.body_id,
        role=person.role,
        invited_by_id=actor.user_id,
        invited_at=now,
        expires_at=now + rules.INVITATION_LASTS,
    )
    record("invitation.sent", invitation.pk, by=actor, at=now, fields=["body", "role"])
    return invitation.pk


def _refuse_unfit_post(body_id: UUID, role: Role, day: date) -> None:
    if role == Role.PUBLIC:
        raise RuleBroken("role_is_no_post", field="role")
    body = Body.objects.get(pk=body_id)
    if body.kind == BodyKind.GENERIC:
        raise RuleBroken("body_is_generic", field="body")
    if body.valid_until is not None and body.valid_until < day:
        raise RuleBroken("body_has_ended", field="body")


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


def invitation_path(invitation_id: UUID) -> str:
    """The address at which the invitation can be accepted; made anew for each mail, so that none is stored."""
    return reverse("access:invitation", kwargs={"key": invitation_link_key(invitation_id)})


def invitation_of_key(key: str) -> UUID | None:
    """The invitation that a link names; None when the link is not ours or too old."""
    try:
        return UUID(_SIGNER.unsign(key, max_age=rules.INVITATION_LASTS))
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def accept_invitation(invitation_id: UUID, password: str, *, actor: Actor, now: datetime) -> User:
    """Make the account that the invitation offers, or open that of somebody who comes back, with its first post.

    Runs as SIGN_IN: the signed link is the proof. Raises NotAllowedNow, RuleBroken for a weak password.
    """
    invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None or not is_open(invitation, now):
        raise NotAllowedNow("invitation_not_open")
    user = User.objects.select_for_update().filter(email=invitation.email).first()
    if user is None:
        user = User(email=invitation.email, joined_at=now)
    elif user.left_at is None:
        raise NotAllowedNow("invitation_not_open")
    user.full_name, user.language = invitation.full_name, invitation.language
    user.is_active, user.left_at = True, None
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken("password_too_weak", field="password", facts={"why": " ".join(error.messages)}) from error
    user.set_password(password)
    user.save()
    _forget_former_ways_in(user)
    Post.objects.create(user=user, body_id=invitation.body_id, role=invitation.role, start_date=timezone.localdate(now))
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record("invitation.accepted", invitation.pk, by=replace(actor, user_id=user.pk), at=now)
    return user


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether an invitation can still be accepted."""
    return invitation.accepted_at is None and invitation.withdrawn_at is None and now < invitation.expires_at


def _forget_former_ways_in(user: User) -> None:
    """What somebody who comes back signed in with long ago counts no more."""
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@transaction.atomic
def give_post(user_id: UUID, body_id: UUID, role: Role, *, start_date: date, actor: Actor, now: datetime) -> UUID:
    """Add a post to a person. Raises NotPermitted, NotAllowedNow, RuleBroken when it is already held or cannot be.

    Nobody gives a post to themselves: who may do what is never one person's own decision.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    if user_id == actor.user_id:
        raise RuleBroken("post_for_oneself", field="role")
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.is_active:
        raise NotAllowedNow("person_has_left")
    _refuse_unfit_post(body_id, role, start_date)
    if _not_over(start_date).filter(user=user, body_id=body_id, role=role).exists():
        raise RuleBroken("post_already_held", field="role")
    post = Post.objects.create(id=uuid.uuid4(), user=user, body_id=body_id, role=role, start_date=start_date)
    record("post.given", post.pk, by=actor, at=now, fields=["body", "role", "start_date"])
    return post.pk


@transaction.atomic
def end_post(post_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """End a post today; its rights are gone with the next request. Returns who held it.

    Raises NotPermitted, NotAllowedNow when it has ended, RuleBroken for one's own post as administrator.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    today = timezone.localdate(now)
    post = Post.objects.select_for_update().get(pk=post_id)
    if post.user_id == actor.user_id and post.role == Role.ADMINISTRATOR:
        raise RuleBroken("cannot_remove_oneself")
    if post.end_date is not None and post.end_date <= today:
        raise NotAllowedNow("post_has_ended")
    _end([post], today)
    record("post.ended", post.pk, by=actor, at=now)
    return post.user_id


@transaction.atomic
def leave(user_id: UUID, *, actor: Actor, now: datetime) -> None:
    """A person leaves: every post ends, the account closes, every session ends at once.

    Open work is handed over by config.departure in the same transaction. Raises NotPermitted, NotAllowedNow,
    RuleBroken for oneself.
    """
    actor.must(Permission.PEOPLE_MANAGE)
    if user_id == actor.user_id:
        raise RuleBroken("cannot_remove_oneself")
    user = User.objects.select_for_update().get(pk=user_id)
    if user.left_at is not None:
        raise NotAllowedNow("person_has_left")
    today = timezone.localdate(now)
    _end(list(_not_over(today).select_for_update().filter(user=user)), today)
    user.is_active = False
    user.left_at = now
    user.save(update_fields=["is_active", "left_at"])
    end_sessions(user.pk, actor=actor, now=now)
    record("person.left", user.pk, by=actor, at=now)


def _not_over(day: date) -> PostQuerySet:
    """Posts held on the day or later, also those that only begin then."""
    return Post.objects.filter(Q(end_date__isnull=True) | Q(end_date__gt=day))


def _end(posts: list[Post], today: date) -> None:
    for post in posts:
        post.end_date = max(post.start_date, today)
        post.save(update_fields=["end_date"])
