"""One's own keys for programs, and what a new one may be for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.models import Post, ProgramKey
from zaklon.access.permissions import OPEN_TO_PROGRAMS, Permission
from zaklon.access.roles import Role, permissions_of
from zaklon.common.errors import NotPermitted


@dataclass(frozen=True)
class KeyRow:
    """One key; nothing of its secret."""

    key_id: UUID
    purpose: str
    body_id: UUID
    role: Role
    permissions: tuple[Permission, ...]
    may_write: bool
    made_at: datetime
    last_day: date
    last_used_at: datetime | None
    revoked_at: datetime | None
    is_in_use: bool


@dataclass(frozen=True)
class PostChoice:
    """A post for which a key can be made, with what a program may do there at most."""

    post_id: UUID
    role: Role
    permissions: tuple[Permission, ...]


def my_keys(*, actor: Actor, now: datetime) -> tuple[KeyRow, ...]:
    """Every key that the acting person has made, newest first. One query. Raises NotPermitted for nobody."""
    if actor.user_id is None:
        raise NotPermitted("not_signed_in")
    found = ProgramKey.objects.filter(user_id=actor.user_id).select_related("post").order_by("-made_at", "pk")
    return tuple(_row(key, now) for key in found)


def posts_for_keys(*, actor: Actor, today: date) -> tuple[PostChoice, ...]:
    """Posts of the acting person in the body that is acted for, in which programs are allowed. One query."""
    actor.must(Permission.PROGRAM_ALLOW)
    user_id, body_id = actor.post()
    found = Post.objects.held_on(today).filter(user_id=user_id, body_id=body_id).order_by("role", "pk")
    choices = ((post.pk, Role(post.role), permissions_of([Role(post.role)])) for post in found)
    return tuple(
        PostChoice(post_id, role, tuple(each for each in Permission if each in allowed & OPEN_TO_PROGRAMS))
        for post_id, role, allowed in choices
        if Permission.PROGRAM_ALLOW in allowed
    )


def _row(key: ProgramKey, now: datetime) -> KeyRow:
    return KeyRow(
        key.pk,
        key.purpose,
        key.post.body_id,
        Role(key.post.role),
        tuple(Permission(each) for each in key.permissions),
        key.may_write,
        key.made_at,
        # It ends with the midnight after its last day.
        timezone.localdate(key.expires_at - timedelta(seconds=1)),
        key.last_used_at,
        key.revoked_at,
        key.revoked_at is None and key.expires_at > now,
    )
