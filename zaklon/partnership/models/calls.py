"""The yearly call for organisations: its sum, its clock, its criteria, its assessors, and the applications."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.partnership.kinds import ApplicationStatus, CallStatus

USER = settings.AUTH_USER_MODEL


class GrantCall(models.Model):
    """A call. Amounts in minor units of `currency`; applications come between the two moments, by the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    priority = models.TextField()
    reference = models.CharField(max_length=100)
    currency = models.CharField(max_length=3)
    sum_minor = models.BigIntegerField()
    least_minor = models.BigIntegerField()
    most_minor = models.BigIntegerField()
    # Per cent that an application needs to be chosen.
    least_percent = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=CallStatus, default=CallStatus.DRAFT)
    owner = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    published_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "year", "title", "priority", "reference", "currency", "sum_minor", "least_minor", "most_minor",
            "least_percent", "opens_at", "closes_at", "status", "owner", "drafted_by", "published_on", "decided_on",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="grant_call_amounts",
                condition=Q(least_minor__gte=0, most_minor__gte=F("least_minor"), sum_minor__gte=F("most_minor")),
            ),
            models.CheckConstraint(name="grant_call_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))),
        ]
        indexes: ClassVar = [models.Index(fields=["-year", "-opens_at"], name="grant_call_newest")]

    def __str__(self) -> str:
        return f"GrantCall {self.pk}"


class GrantCriterion(models.Model):
    """By what applications are judged: a weight in per cent, and the most points that an assessor gives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(GrantCall, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField()
    most_points = models.PositiveSmallIntegerField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"call", "position", "text", "weight", "most_points"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "position"], name="grant_criterion_position"),
            models.CheckConstraint(
                name="grant_criterion_bounds", condition=Q(weight__gte=1, weight__lte=100, most_points__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"GrantCriterion {self.pk}"


class GrantAssessor(models.Model):
    """Who assesses applications of a call."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(GrantCall, models.PROTECT, related_name="assessors")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")

    class Privacy:
        identifying: ClassVar = {"user"}
        coded: ClassVar = {"call", "body"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "user"], name="grant_assessor_once")]

    def __str__(self) -> str:
        return f"GrantAssessor {self.pk}"


class GrantApplication(models.Model):
    """What an organisation asks for. Its contact is sealed; the receipt is known to the applicant alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(GrantCall, models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField()
    # A digest: whoever reads the table cannot act for the applicant.
    receipt_digest = models.CharField(max_length=64, unique=True)
    request_key = models.UUIDField(unique=True)
    applicant = models.CharField(max_length=160)
    registered_as = models.CharField(max_length=60)
    project = models.CharField(max_length=200)
    summary = models.TextField()
    municipalities = ArrayField(models.CharField(max_length=40))
    asked_minor = models.BigIntegerField()
    own_minor = models.BigIntegerField()
    contact = models.BinaryField()
    wrapped_key = models.BinaryField()
    key_id = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=ApplicationStatus, default=ApplicationStatus.RECEIVED)
    # The formal check, a decision or a withdrawal: the reason, as the applicant reads it.
    reason = models.TextField()
    complete_by = models.DateField(null=True)
    # Set when every assessment that is needed is in.
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    needs_third = models.BooleanField(default=False)
    granted_minor = models.BigIntegerField(null=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar = {"applicant", "registered_as", "project", "summary", "contact", "reason"}
        coded: ClassVar = {
            "call", "number", "municipalities", "asked_minor", "own_minor", "received_at", "status", "complete_by",
            "score", "needs_third", "granted_minor", "decided_by", "decided_on",
        }  # fmt: skip
        system: ClassVar = {"id", "receipt_digest", "request_key", "wrapped_key", "key_id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="grant_application_number"),
            models.CheckConstraint(name="grant_application_amounts", condition=Q(asked_minor__gt=0, own_minor__gte=0)),
            models.CheckConstraint(
                name="grant_application_granted_when_chosen",
                condition=Q(status__in=["chosen", "contracted", "finished"], granted_minor__gt=0)
                | ~Q(status__in=["chosen", "contracted", "finished"]) & Q(granted_minor__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["key_id"], name="grant_application_key")]

    def __str__(self) -> str:
        return f"GrantApplication {self.pk}"
