"""What opens and closes the file: assignments, consent, duties, break-glass, conflicts, and the keys made of them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.access.roles import Role
from zaklon.cases.kinds import DutyKind, Giver, Ground, Level, Part, Purpose, Stance
from zaklon.cases.models.case import Case, Person
from zaklon.cases.models.keyed import key_of

USER = settings.AUTH_USER_MODEL


class Assignment(models.Model):
    """A person works on a case for a body, with one role, from a moment until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    is_lead = models.BooleanField(default=False)
    # A copy from the case, as in Person.
    is_sealed = models.BooleanField()
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "user", "body", "role", "starts_at", "ends_at", "is_lead", "is_sealed"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "user", "body", "role"], name="assignment_once", condition=Q(ends_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["case"], name="assignment_one_lead", condition=Q(ends_at__isnull=True, is_lead=True)
            ),
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "body", "ends_at"], name="assignment_of_post")]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"


class Consent(models.Model):
    """What a person agreed to, how it was explained, and that it was withdrawn (DOMAIN.md B.5 F5, F.2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    giver = models.CharField(max_length=10, choices=Giver)
    guardian = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    has_capacity = models.BooleanField()
    child_assents = models.BooleanField(null=True)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    is_read_aloud = models.BooleanField()
    is_interpreted = models.BooleanField()
    is_refusal_explained = models.BooleanField()
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case",
            "person",
            "giver",
            "guardian",
            "has_capacity",
            "child_assents",
            "text_version",
            "language",
            "is_read_aloud",
            "is_interpreted",
            "is_refusal_explained",
            "given_at",
            "recorded_by",
            "withdrawn_at",
        }
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consent_of_guardian_names_assent",
                condition=Q(giver=Giver.PERSON, has_capacity=True, guardian__isnull=True)
                | Q(giver=Giver.GUARDIAN, guardian__isnull=False, child_assents__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


class Opening(models.Model):
    """That a part is open to a body for a purpose until a day, by consent or by a named legal duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="openings")
    receiver = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    purpose = models.CharField(max_length=20, choices=Purpose)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="openings")
    duty = models.CharField(max_length=20, choices=DutyKind)
    duty_reason = models.CharField(max_length=400)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar = {"duty_reason"}
        coded: ClassVar = {
            "case",
            "receiver",
            "part",
            "purpose",
            "consent",
            "duty",
            "starts_at",
            "ends_at",
            "opened_by",
        }
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="opening_by_consent_or_duty",
                condition=Q(consent__isnull=False, duty="", duty_reason="")
                | Q(consent__isnull=True) & ~Q(duty="") & ~Q(duty_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Opening {self.pk}"


class BreakGlass(models.Model):
    """One part of one case broken open by one person for hours, until somebody else has looked at why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="broken")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    part = models.PositiveSmallIntegerField(choices=Part)
    reason = models.CharField(max_length=2000)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_due_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    is_justified = models.BooleanField(null=True)
    review_words = models.CharField(max_length=2000)
    person_told_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"reason", "review_words"}
        coded: ClassVar = {
            "case",
            "user",
            "body",
            "role",
            "part",
            "starts_at",
            "ends_at",
            "review_due_at",
            "reviewed_by",
            "reviewed_at",
            "is_justified",
            "person_told_at",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="break_glass_ends", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="break_glass_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, is_justified__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, is_justified__isnull=False)
                & ~Q(reviewed_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"BreakGlass {self.pk}"


class Conflict(models.Model):
    """A person who must not see a case, declared or found; beats every other ground."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance)
    is_declared = models.BooleanField()
    noted_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "user", "stance", "is_declared", "noted_at", "lifted_at", "lifted_by"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "user"], name="conflict_once", condition=Q(lifted_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Conflict {self.pk}"


class AccessKey(models.Model):
    """A ready answer for the row policies: this post holds this key in this window (cases.rules.keys)."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    body = models.ForeignKey("access.Body", models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    ground = models.CharField(max_length=12, choices=Ground)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "user", "body", "number", "ground", "starts_at", "ends_at"}
        system: ClassVar = {"id"}

    class Meta:
        # Each statement under the policies reads all keys of a post: the index holds what that asks for, so that the
        # table itself need not be read.
        indexes: ClassVar = [
            models.Index(fields=["user", "body", "number"], include=["starts_at", "ends_at"], name="key_of_post_whole")
        ]

    def __str__(self) -> str:
        return f"AccessKey {self.pk}"
