"""Keys by which programs act for a person: made for one post, shown once, ended at once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zaklon.access import rules
from zaklon.access.actor import SIGN_IN, Actor
from zaklon.access.models import Post, ProgramKey
from zaklon.access.permissions import OPEN_TO_PROGRAMS, Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role, permissions_of
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

# By this beginning a key that was put somewhere by mistake is found again.
PREFIX = "zaklon_"
_SECRET_BYTES = 32
MOST_KEYS = 10


@dataclass(frozen=True)
class NewKey:
    """What a key is for: its purpose in words, the post, what the program may do at most, and its last day."""

    purpose: str
    post_id: UUID
    permissions: frozenset[Permission]
    last_day: date
    may_write: bool = False


@dataclass(frozen=True)
class MadeKey:
    """A key that was made; the secret is here, and nowhere else."""

    key_id: UUID
    secret: str


def digest_of(secret: str) -> str:
    """What is kept of a secret. Its 256 random bits need no slow digest."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def latest_day(today: date) -> date:
    """The last day that a key made today can have."""
    return today + timedelta(days=int(settings.PROGRAM_KEY_DAYS))


@transaction.atomic
def make_key(new: NewKey, *, actor: Actor, now: datetime) -> MadeKey:
    """Make a key for a program of the actor. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.PROGRAM_ALLOW)
    user_id, body_id = actor.post()
    today = timezone.localdate(now)
    if len(rules.tidy(new.purpose)) < rules.SHORTEST_PURPOSE:
        raise RuleBroken("program_purpose_short", field="purpose", facts={"least": rules.SHORTEST_PURPOSE})
    post = Post.objects.held_on(today).filter(pk=new.post_id, user_id=user_id, body_id=body_id).first()
    if post is None:
        raise RuleBroken("program_post_unfit", field="post")
    _refuse_unfit(new.permissions, Role(post.role))
    if not today < new.last_day <= latest_day(today):
        raise RuleBroken("program_key_ends_wrong", field="last_day", facts={"day": latest_day(today)})
    if ProgramKey.objects.filter(user_id=user_id, revoked_at__isnull=True, expires_at__gt=now).count() >= MOST_KEYS:
        raise NotAllowedNow("program_keys_too_many", facts={"most": MOST_KEYS})
    secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    key = ProgramKey.objects.create(
        user_id=user_id,
        post=post,
        purpose=rules.tidy(new.purpose),
        digest=digest_of(secret),
        permissions=sorted(new.permissions),
        may_write=new.may_write,
        made_at=now,
        expires_at=timezone.make_aware(datetime.combine(new.last_day + timedelta(days=1), time())),
    )
    record("program.key_made", key.pk, by=actor, at=now, fields=sorted(new.permissions))
    return MadeKey(key.pk, secret)


def _refuse_unfit(permissions: frozenset[Permission], role: Role) -> None:
    allowed = permissions_of([role])
    if not permissions:
        raise RuleBroken("program_may_nothing", field="permissions")
    if Permission.PROGRAM_ALLOW not in allowed or permissions - (allowed & OPEN_TO_PROGRAMS):
        raise RuleBroken("program_may_too_much", field="permissions")


@transaction.atomic
def revoke_key(key_id: UUID, *, actor: Actor, now: datetime) -> None:
    """End one of the actor's own keys. Raises NotPermitted, NotAllowedNow, ProgramKey.DoesNotExist."""
    if actor.user_id is None:
        raise NotPermitted("not_signed_in")
    key = ProgramKey.objects.select_for_update().get(pk=key_id, user_id=actor.user_id)
    if key.revoked_at is not None or key.expires_at <= now:
        raise NotAllowedNow("program_key_has_ended")
    key.revoked_at = now
    key.save(update_fields=["revoked_at"])
    record("program.key_revoked", key.pk, by=actor, at=now)


def revoke_all_keys(user_id: UUID, *, actor: Actor, now: datetime) -> int:
    """End every key of a person; gives how many. The caller answers for whose keys it ends."""
    with transaction.atomic(), acting_as(SIGN_IN):
        keys = ProgramKey.objects.select_for_update().filter(user_id=user_id, revoked_at__isnull=True)
        ended = list(keys.filter(expires_at__gt=now).order_by("pk").values_list("pk", flat=True))
        ProgramKey.objects.filter(pk__in=ended).update(revoked_at=now)
        for key_id in ended:
            record("program.key_revoked", key_id, by=actor, at=now)
    return len(ended)


@dataclass(frozen=True)
class Program:
    """A program that has shown a key that holds: as whom it acts, and whether it may change anything."""

    key_id: UUID
    actor: Actor
    may_write: bool


@transaction.atomic
def begin(secret: str, *, now: datetime) -> Program | None:
    """Whom a key lets a program act as; None for one that is unknown, has ended, or whose post or right has gone.

    Needs the reach `sign_in`. One query; twice a working hour, and at a refusal, a line on the trail.
    """
    found = ProgramKey.objects.filter(digest=digest_of(secret)).select_related("post", "user").first()
    if found is None:
        return None
    post = found.post
    role = Role(post.role)
    actor = Actor.holding(frozenset({role}), user_id=found.user_id, body_id=post.body_id)
    if not _holds(found, now) or not actor.may(Permission.PROGRAM_ALLOW):
        record("program.refused", found.pk, by=actor, at=now)
        return None
    if rules.begins_anew(found.last_used_at, now):
        record("program.began", found.pk, by=actor, at=now)
    _note_use(found.pk, now)
    allowed = frozenset(Permission(each) for each in found.permissions) & OPEN_TO_PROGRAMS
    scoped = Actor(actor.user_id, actor.body_id, actor.roles, actor.reach, actor.permissions & allowed)
    return Program(found.pk, scoped, found.may_write)


def _holds(key: ProgramKey, now: datetime) -> bool:
    today = timezone.localdate(now)
    post = key.post
    # Its maker's own post, whatever the row says: no key makes anybody act for a post of somebody else.
    is_own = post.user_id == key.user_id
    is_held = is_own and post.start_date <= today and (post.end_date is None or post.end_date > today)
    return key.revoked_at is None and key.expires_at > now and key.user.is_active and is_held


def _note_use(key_id: UUID, now: datetime) -> None:
    """Once a minute is enough to know which keys are in use."""
    since = now - timedelta(minutes=1)
    unused = Q(last_used_at__isnull=True) | Q(last_used_at__lt=since)
    ProgramKey.objects.filter(unused, pk=key_id).update(last_used_at=now)
