"""Assessments of applications; contracts, instalments and reports of those that were chosen."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.partnership.kinds import ReportKind, ReportStatus
from zaklon.partnership.models.calls import GrantApplication

USER = settings.AUTH_USER_MODEL


class GrantAssessment(models.Model):
    """That somebody assesses an application: two do, a third where they are far apart; whoever is tied steps aside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(GrantApplication, models.PROTECT, related_name="assessments")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    is_free = models.BooleanField(null=True)
    declared_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"user"}
        coded: ClassVar = {"application", "body", "given_at", "is_free", "declared_at", "submitted_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "user"], name="grant_assessment_once"),
            models.CheckConstraint(
                name="grant_assessment_declared_first",
                condition=Q(submitted_at__isnull=True) | Q(is_free=True, declared_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"GrantAssessment {self.pk}"


class GrantScores(models.Model):
    """The points of one assessor, in the order of the criteria; others see them once `is_open`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.OneToOneField(GrantAssessment, models.PROTECT, related_name="scores")
    application = models.ForeignKey(GrantApplication, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    points = ArrayField(models.PositiveSmallIntegerField())
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    remark = models.TextField()
    is_open = models.BooleanField(default=False)

    class Privacy:
        identifying: ClassVar = {"user", "remark"}
        coded: ClassVar = {"assessment", "application", "points", "percent", "is_open"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"GrantScores {self.pk}"


class GrantContract(models.Model):
    """A contract about a grant; the sum is that of the decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(GrantApplication, models.PROTECT, related_name="contract")
    reference = models.CharField(max_length=100)
    signed_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"application", "reference", "signed_on", "starts_on", "ends_on"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="grant_contract_days", condition=Q(ends_on__gte=F("starts_on")))
        ]

    def __str__(self) -> str:
        return f"GrantContract {self.pk}"


class GrantInstalment(models.Model):
    """A part of a grant, planned for a day and paid on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(GrantContract, models.PROTECT, related_name="instalments")
    amount_minor = models.BigIntegerField()
    planned_on = models.DateField()
    paid_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"contract", "amount_minor", "planned_on", "paid_on"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="grant_instalment_amount", condition=Q(amount_minor__gt=0))
        ]
        indexes: ClassVar = [models.Index(fields=["paid_on"], name="grant_instalment_paid")]

    def __str__(self) -> str:
        return f"GrantInstalment {self.pk}"


class GrantReport(models.Model):
    """A report of the organisation: expected by a day, came in on a day, accepted or sent back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(GrantContract, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=8, choices=ReportKind)
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=ReportStatus, default=ReportStatus.EXPECTED)
    received_on = models.DateField(null=True)
    spent_minor = models.BigIntegerField(null=True)
    reached = models.PositiveIntegerField(null=True)
    results = models.TextField()
    accepted_on = models.DateField(null=True)
    reason = models.TextField()

    class Privacy:
        identifying: ClassVar = {"results", "reason"}
        coded: ClassVar = {
            "contract", "kind", "due_on", "status", "received_on", "spent_minor", "reached", "accepted_on",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="grant_report_days",
                condition=Q(status=ReportStatus.EXPECTED, received_on__isnull=True, accepted_on__isnull=True)
                | Q(status=ReportStatus.RECEIVED, received_on__isnull=False, accepted_on__isnull=True)
                | Q(status=ReportStatus.ACCEPTED, received_on__isnull=False, accepted_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["contract"], name="grant_final_report_once", condition=Q(kind=ReportKind.FINAL)
            ),
        ]

    def __str__(self) -> str:
        return f"GrantReport {self.pk}"
