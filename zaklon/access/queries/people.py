"""Who somebody is, and who works where."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import models

from zaklon.access.actor import PUBLIC, Actor
from zaklon.access.models import Invitation, Post, User
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.common.errors import NotPermitted


@dataclass(frozen=True)
class BodyChoice:
    """A body for which a user may act today."""

    body_id: UUID
    roles: frozenset[Role]


@dataclass(frozen=True)
class PostRow:
    """One post of a person; `is_current` also where it has yet to begin."""

    post_id: UUID
    body_id: UUID
    role: Role
    start_date: date
    end_date: date | None
    is_current: bool


@dataclass(frozen=True)
class PersonRow:
    """One person with posts, for the administrator."""

    user_id: UUID
    full_name: str
    email: str
    language: str
    is_active: bool
    joined_at: datetime
    left_at: datetime | None
    posts: tuple[PostRow, ...]

    @property
    def current_posts(self) -> tuple[PostRow, ...]:
        return tuple(post for post in self.posts if post.is_current)


@dataclass(frozen=True)
class InvitationRow:
    """One invitation that has not been accepted."""

    invitation_id: UUID
    full_name: str
    email: str
    body_id: UUID
    role: Role
    expires_at: datetime


@dataclass(frozen=True)
class PeopleFilter:
    """Whom to list; every part that is given narrows the list. `part_of_name` also looks into addresses."""

    part_of_name: str = ""
    body_id: UUID | None = None
    role: Role | None = None
    has_left: bool = False


@dataclass(frozen=True)
class OfferRow:
    """What an invitation offers, for whoever holds its link."""

    invitation_id: UUID
    full_name: str
    email: str
    body_id: UUID
    role: Role


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


def count_people(chosen: PeopleFilter, *, actor: Actor, today: date) -> int:
    """How many people the filter finds."""
    actor.must(Permission.PEOPLE_MANAGE)
    return _found(chosen, today).count()


def people(chosen: PeopleFilter, *, actor: Actor, today: date, offset: int = 0, limit: int = 50) -> list[PersonRow]:
    """People by name, one page of them. Two queries however many."""
    actor.must(Permission.PEOPLE_MANAGE)
    users = list(_found(chosen, today).order_by("full_name", "pk")[offset : offset + limit])
    posts = _posts_of({user.pk for user in users}, today)
    return [_person_row(user, posts.get(user.pk, ())) for user in users]


def person(user_id: UUID, *, actor: Actor, today: date) -> PersonRow:
    """One person. Raises NotPermitted, User.DoesNotExist."""
    actor.must(Permission.PEOPLE_MANAGE)
    return _person_row(User.objects.get(pk=user_id), _posts_of({user_id}, today).get(user_id, ()))


def myself(*, actor: Actor, today: date) -> PersonRow:
    """The acting person's own account. Raises NotPermitted when nobody is signed in."""
    if actor.user_id is None:
        raise NotPermitted("not_signed_in")
    posts = _posts_of({actor.user_id}, today).get(actor.user_id, ())
    return _person_row(User.objects.get(pk=actor.user_id), posts)


def colleagues(body_id: UUID, *, today: date) -> list[tuple[str, Role]]:
    """Name and role of everyone who works in the body today and whom the reader may see."""
    found = Post.objects.held_on(today).filter(body_id=body_id, user__is_active=True).select_related("user")
    return [(post.user.full_name, Role(post.role)) for post in found.order_by("user__full_name", "role", "pk")]


def holds_post(user_id: UUID, body_id: UUID, role: Role, *, today: date) -> bool:
    """Whether the person holds the role in the body today."""
    posts = Post.objects.held_on(today).filter(user_id=user_id, body_id=body_id, role=role, user__is_active=True)
    return posts.exists()


def names_of(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names of those among the people whom the reader may see."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "full_name"))


def everyone_by_name(*, actor: Actor) -> list[tuple[UUID, str]]:
    """Id and name of everyone who has or had an account, to choose from, for those who read the trail."""
    actor.must(Permission.AUDIT_READ)
    return list(User.objects.order_by("full_name", "pk").values_list("pk", "full_name"))


def successors(user_id: UUID, *, actor: Actor, today: date) -> list[tuple[UUID, str]]:
    """Id and name of those who hold a post today in a body where the leaver holds one: who may take over."""
    actor.must(Permission.PEOPLE_MANAGE)
    body_ids = set(Post.objects.held_on(today).filter(user_id=user_id).values_list("body_id", flat=True))
    held = Post.objects.held_on(today).filter(body_id__in=body_ids).values_list("user_id", flat=True)
    found = User.objects.filter(pk__in=set(held), is_active=True).exclude(pk=user_id)
    return list(found.order_by("full_name", "pk").values_list("pk", "full_name"))


def open_invitations(*, actor: Actor, now: datetime) -> list[InvitationRow]:
    """Invitations that can still be accepted, soonest to expire first."""
    actor.must(Permission.PEOPLE_MANAGE)
    found = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)
    return [
        InvitationRow(each.pk, each.full_name, each.email, each.body_id, Role(each.role), each.expires_at)
        for each in found.order_by("expires_at", "pk")
    ]


def offer(invitation_id: UUID, *, now: datetime) -> OfferRow | None:
    """What the invitation offers; None when it can no longer be accepted. Needs the reach `sign_in`."""
    found = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)
    each = found.filter(pk=invitation_id).first()
    return OfferRow(each.pk, each.full_name, each.email, each.body_id, Role(each.role)) if each else None


def _found(chosen: PeopleFilter, today: date) -> models.QuerySet[User]:
    found = User.objects.filter(left_at__isnull=not chosen.has_left)
    if chosen.part_of_name:
        part = chosen.part_of_name
        found = found.filter(models.Q(full_name__icontains=part) | models.Q(email__icontains=part))
    if chosen.body_id is not None or chosen.role is not None:
        posts = Post.objects.all() if chosen.has_left else Post.objects.held_on(today)
        if chosen.body_id is not None:
            posts = posts.filter(body_id=chosen.body_id)
        if chosen.role is not None:
            posts = posts.filter(role=chosen.role)
        found = found.filter(pk__in=posts.values("user_id"))
    return found


def _posts_of(user_ids: set[UUID], today: date) -> dict[UUID, tuple[PostRow, ...]]:
    posts: dict[UUID, tuple[PostRow, ...]] = {}
    for post in Post.objects.filter(user_id__in=user_ids).order_by("start_date", "pk"):
        is_over = post.end_date is not None and post.end_date <= today
        row = PostRow(post.pk, post.body_id, Role(post.role), post.start_date, post.end_date, not is_over)
        posts[post.user_id] = (*posts.get(post.user_id, ()), row)
    return posts


def _person_row(user: User, posts: tuple[PostRow, ...]) -> PersonRow:
    return PersonRow(
        user.pk, user.full_name, user.email, user.language, user.is_active, user.joined_at, user.left_at, posts
    )


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
