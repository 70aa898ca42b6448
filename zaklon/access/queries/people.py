"""Who somebody is, and who works where."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from zaklon.access.actor import PUBLIC, Actor
from zaklon.access.models import Invitation, Post, User
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role


@dataclass(frozen=True)
class BodyChoice:
    """A body for which a user may act today."""

    body_id: UUID
    roles: frozenset[Role]


@dataclass(frozen=True)
class PersonRow:
    """One person with posts, for the administrator's list."""

    user_id: UUID
    full_name: str
    email: str
    is_active: bool
    posts: tuple["PostRow", ...]


@dataclass(frozen=True)
class PostRow:
    """One post of a person."""

    post_id: UUID
    body_id: UUID
    role: Role
    start_date: date
    end_date: date | None
    is_current: bool


@dataclass(frozen=True)
class InvitationRow:
    """One invitation that is still open."""

    invitation_id: UUID
    full_name: str
    email: str
    body_id: UUID
    role: Role
    expires_at: datetime


def bodies_of(user_id: UUID, *, today: date) -> list[BodyChoice]:
    """Bodies in which the user holds a post today, oldest post first; called while signing in."""
    held: dict[UUID, set[Role]] = {}
    for post in Post.objects.held_on(today).filter(user_id=user_id).order_by("start_date", "pk"):
        held.setdefault(post.body_id, set()).add(Role(post.role))
    return [BodyChoice(body_id, frozenset(roles)) for body_id, roles in held.items()]


def actor_for(user_id: UUID, choices: list[BodyChoice], wanted: str | None) -> Actor:
    """The user acting for the wanted body, or for the first; without any post they may do what the public may."""
    if not choices:
        return replace(PUBLIC, user_id=user_id)
    choice = next((each for each in choices if str(each.body_id) == wanted), choices[0])
    return Actor.holding(choice.roles, user_id=user_id, body_id=choice.body_id)


def people(*, actor: Actor, today: date) -> list[PersonRow]:
    """Everyone with an account, those who left last. Two queries however many."""
    actor.must(Permission.PEOPLE_MANAGE)
    posts: dict[UUID, list[PostRow]] = {}
    for post in Post.objects.order_by("start_date", "pk"):
        ended = post.end_date is not None and post.end_date <= today
        posts.setdefault(post.user_id, []).append(
            PostRow(post.pk, post.body_id, Role(post.role), post.start_date, post.end_date, not ended)
        )
    found = User.objects.order_by("-is_active", "full_name", "pk")
    return [
        PersonRow(user.pk, user.full_name, user.email, user.is_active, tuple(posts.get(user.pk, ()))) for user in found
    ]


def open_invitations(*, actor: Actor, now: datetime) -> list[InvitationRow]:
    """Invitations that can still be accepted, soonest to expire first."""
    actor.must(Permission.PEOPLE_MANAGE)
    found = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)
    return [
        InvitationRow(each.pk, each.full_name, each.email, each.body_id, Role(each.role), each.expires_at)
        for each in found.order_by("expires_at", "pk")
    ]


def reachable(user_ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """E-mail address and language of active users, for the sending worker alone (reach `system`)."""
    found = User.objects.filter(pk__in=user_ids, is_active=True)
    return {user.pk: (user.email, user.language) for user in found}


def holders(body_id: UUID | None, roles: set[Role], *, today: date) -> list[UUID]:
    """Users who hold one of the roles today, in the body or, without one, anywhere."""
    found = Post.objects.held_on(today).filter(role__in=roles, user__is_active=True)
    if body_id is not None:
        found = found.filter(body_id=body_id)
    return sorted(set(found.values_list("user_id", flat=True)))
