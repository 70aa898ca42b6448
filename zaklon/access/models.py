"""Bodies and their units, people, the posts that they hold in time, invitations, failed sign-ins."""

import uuid
from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from zaklon.access.roles import Role
from zaklon.vocabulary.certainty import CERTAINTY_CHOICES


class BodyKind(StrEnum):
    """The kinds of bodies that code tells apart. Every pack has them; which others there are, its list says alone."""

    UNIT = "unit"
    GENERIC = "generic"


class Body(models.Model):
    """An institution, a unit inside one, or a generic actor such as "NGOs"; the wall that data stops at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30)  # a value of the pack's list body_kind
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    is_generic = models.BooleanField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    # False once an administrator has added, renamed or dated it: then a new version of the pack leaves it alone.
    kept_by_pack = models.BooleanField(default=False)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"code", "kind", "parent", "is_generic", "valid_from", "valid_until", "source", "certainty"}
        system: ClassVar = {"id", "kept_by_pack"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="body_not_its_own_unit", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="body_valid_from_before_until",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
            ),
        ]

    def __str__(self) -> str:
        return f"Body {self.code}"


class BodyName(models.Model):
    """A name of a body in a language: the official one, or an alias under which papers mention it."""

    id = models.BigAutoField(primary_key=True)
    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    language = models.CharField(max_length=12)
    name = models.TextField()
    is_official = models.BooleanField()
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"body", "language", "name", "is_official", "source", "certainty"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "language", "name"], name="body_name_once"),
            models.UniqueConstraint(
                fields=["body", "language"], condition=Q(is_official=True), name="body_one_official_name_in_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"BodyName {self.pk}"


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from their posts, never from this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Privacy:
        identifying: ClassVar = {"email", "full_name"}
        coded: ClassVar = {"language", "is_active", "joined_at", "left_at"}
        system: ClassVar = {"id", "password", "last_login"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="user_email_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="user_left_means_inactive", condition=Q(left_at__isnull=True) | Q(is_active=False)
            ),
        ]

    def __str__(self) -> str:
        return f"User {self.pk}"

    def get_full_name(self) -> str:
        """Asked for by allauth."""
        return self.full_name


class PostQuerySet(models.QuerySet["Post"]):
    """Named filters over posts."""

    def held_on(self, day: date) -> "PostQuerySet":
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gt=day), start_date__lte=day)


class Post(models.Model):
    """A role that a user holds in a body from `start_date` until the day before `end_date`; rights end with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=Role)
    start_date = models.DateField()
    end_date = models.DateField(null=True)

    objects = PostQuerySet.as_manager()

    class Privacy:
        identifying: ClassVar = {"user"}
        coded: ClassVar = {"body", "role", "start_date", "end_date"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="post_ends_after_start", condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date"))
            ),
        ]

    def __str__(self) -> str:
        return f"Post {self.pk}"


class Invitation(models.Model):
    """An offer, sent by e-mail, to join with one first post; the link is signed, so no token is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    full_name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    body = models.ForeignKey(Body, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=30, choices=Role)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"email", "full_name", "invited_by"}
        coded: ClassVar = {
            "language",
            "body",
            "role",
            "invited_at",
            "expires_at",
            "queued_at",
            "accepted_at",
            "withdrawn_at",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class PasswordReset(models.Model):
    """A person asked to set a new password; `notify` collects it, makes the link when it sends it, and sends it.

    So no link is stored, and the answer takes as long for an address that nobody signs in with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="password_resets")
    asked_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"user"}
        coded: ClassVar = {"asked_at", "queued_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(queued_at__isnull=True), name="password_reset_waits_once_for_a_user"
            ),
        ]

    def __str__(self) -> str:
        return f"PasswordReset {self.pk}"


class NoticeKind(models.TextChoices):
    """What an administrator did to somebody's account, of which its owner is told."""

    ADDRESS_CHANGED = "address_changed"
    SECOND_FACTOR_DROPPED = "second_factor_dropped"


class AccountNotice(models.Model):
    """An account was loosened by an administrator; `notify` collects it and tells the address that was its owner's.

    The address stands here because a changed one is found nowhere else; it goes with the sent message.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=NoticeKind)
    user = models.ForeignKey(User, models.PROTECT, related_name="account_notices")
    email = models.EmailField()
    language = models.CharField(max_length=12)
    noted_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"user", "email"}
        coded: ClassVar = {"kind", "language", "noted_at", "queued_at"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"AccountNotice {self.pk}"


class ProgramKey(models.Model):
    """A key by which a program acts as its maker, for one of the maker's posts and at most with these permissions.

    Only the digest of the secret is kept: whoever reads the table can sign in with none of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="program_keys")
    post = models.ForeignKey(Post, models.PROTECT, related_name="program_keys")
    purpose = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    permissions = ArrayField(models.CharField(max_length=40))
    may_write = models.BooleanField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"user", "purpose"}
        coded: ClassVar = {"post", "permissions", "may_write", "made_at", "expires_at", "last_used_at", "revoked_at"}
        system: ClassVar = {"id", "digest"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="program_key_expires_after_made", condition=Q(expires_at__gt=F("made_at"))),
        ]

    def __str__(self) -> str:
        return f"ProgramKey {self.pk}"


class SignInFailure(models.Model):
    """Failed sign-ins for one account from one address; the key is a digest, so the table names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar[set[str]] = set()
        system: ClassVar = {"key", "failures", "last_at", "locked_until"}

    def __str__(self) -> str:
        return f"SignInFailure {self.key[:8]}"
