"""Progress: reporting periods, reports, values, money spent, partners' words, decisions, reminders."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.plan.kinds import ActivityCode, Origin, Payer, PeriodKind
from zaklon.plan.models.activities import Activity, MoneyLine, ResultIndicator, YearlyPlan
from zaklon.plan.states import ConfirmationStatus, PeriodStatus, ReportStatus


class ReportingPeriod(models.Model):
    """A stretch of time that bodies report on; `number` is the running number of the half-year report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=20, choices=PeriodKind)
    number = models.PositiveSmallIntegerField()
    start_date = models.DateField()
    end_date = models.DateField()
    due_date = models.DateField()
    status = models.CharField(max_length=20, choices=PeriodStatus, default=PeriodStatus.OPEN)
    frozen_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "kind", "number", "start_date", "end_date", "due_date", "status", "frozen_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "kind", "end_date"], name="period_once"),
            models.CheckConstraint(
                name="period_in_order", condition=Q(start_date__lte=F("end_date")) & Q(end_date__lte=F("due_date"))
            ),
            models.CheckConstraint(
                name="period_frozen_has_its_moment",
                condition=Q(status=PeriodStatus.OPEN, frozen_at__isnull=True)
                | Q(status=PeriodStatus.FROZEN, frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ReportingPeriod {self.end_date}"


class Walled(models.Model):
    """Columns that the row policy of progress reads: the circle sees it at once, everyone once it is adopted.

    They are copied to every row of a report in the same transaction, because a policy that looked them up through the
    report would carry thousands of keys (PERFORMANCE.md 1). A consistency test holds them together.
    """

    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="+")
    visible_to = ArrayField(models.UUIDField())
    is_adopted = models.BooleanField(default=False)

    class Meta:
        abstract = True


class ProgressReport(Walled):
    """What the lead body says of one activity for one period; a correction is the next revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="reports")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    revision = models.PositiveSmallIntegerField(default=1)
    correction_reason = models.TextField()
    status = models.CharField(max_length=20, choices=ReportStatus, default=ReportStatus.DRAFT)
    lead_body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    done_text = models.TextField()
    obstacles_text = models.TextField()
    next_step_text = models.TextField()
    completed_on = models.DateField(null=True)
    code = models.CharField(max_length=2, choices=ActivityCode)
    is_late = models.BooleanField()
    late_accepted_reason = models.TextField()
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "plan",
            "activity",
            "period",
            "revision",
            "correction_reason",
            "status",
            "lead_body",
            "done_text",
            "obstacles_text",
            "next_step_text",
            "completed_on",
            "code",
            "is_late",
            "late_accepted_reason",
            "started_at",
            "submitted_at",
            "adopted_at",
        }
        system: ClassVar = {"id", "visible_to", "is_adopted"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "period", "revision"], name="report_revision_once"),
            models.UniqueConstraint(
                fields=["activity", "period"],
                condition=~Q(status__in=[ReportStatus.ADOPTED, ReportStatus.SUPERSEDED]),
                name="report_one_open",
            ),
            models.UniqueConstraint(
                fields=["activity", "period"], condition=Q(status=ReportStatus.ADOPTED), name="report_one_adopted"
            ),
            models.CheckConstraint(
                name="report_adopted_is_marked",
                condition=Q(status=ReportStatus.ADOPTED, is_adopted=True, adopted_at__isnull=False)
                | ~Q(status=ReportStatus.ADOPTED) & Q(is_adopted=False),
            ),
            models.CheckConstraint(
                name="report_correction_has_a_reason", condition=Q(revision=1) | ~Q(correction_reason="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["plan", "period", "status"], name="plan_report_status"),
            models.Index(fields=["lead_body", "status"], name="plan_report_lead"),
        ]

    def __str__(self) -> str:
        return f"ProgressReport {self.pk}"


class ResultValue(Walled):
    """The value of one result indicator in one report; unknown is null, never zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="values")
    result = models.ForeignKey(ResultIndicator, models.PROTECT, related_name="values")
    number = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    is_met = models.BooleanField(null=True)
    text = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "report", "result", "number", "is_met", "text", "origin"}
        system: ClassVar = {"id", "visible_to", "is_adopted"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "result"], name="value_once_for_a_result"),
            models.CheckConstraint(name="value_not_negative", condition=Q(number__isnull=True) | Q(number__gte=0)),
        ]

    def __str__(self) -> str:
        return f"ResultValue {self.pk}"


class RegionValue(Walled):
    """How much of a result fell to a region."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="region_values")
    value = models.ForeignKey(ResultValue, models.CASCADE, related_name="regions")
    region = models.CharField(max_length=40)
    number = models.DecimalField(max_digits=16, decimal_places=4)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "report", "value", "region", "number"}
        system: ClassVar = {"id", "visible_to", "is_adopted"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["value", "region"], name="region_value_once"),
            models.CheckConstraint(name="region_value_not_negative", condition=Q(number__gte=0)),
        ]

    def __str__(self) -> str:
        return f"RegionValue {self.pk}"


class SpentLine(Walled):
    """Money spent on the activity by the end of the period, by source and paying body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="spent")
    money_line = models.ForeignKey(MoneyLine, models.PROTECT, null=True, related_name="spent")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    payer = models.CharField(max_length=20, choices=Payer)
    payer_body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "plan",
            "report",
            "money_line",
            "amount_minor",
            "currency",
            "payer",
            "payer_body",
            "note",
        }
        system: ClassVar = {"id", "visible_to", "is_adopted"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="spent_not_negative", condition=Q(amount_minor__gte=0)),
        ]

    def __str__(self) -> str:
        return f"SpentLine {self.pk}"


class Confirmation(Walled):
    """A partner's word on its own part of a report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="confirmations")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=ConfirmationStatus, default=ConfirmationStatus.WAITING)
    text = models.TextField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"answered_by"}
        coded: ClassVar = {"plan", "report", "body", "status", "text", "answered_at"}
        system: ClassVar = {"id", "visible_to", "is_adopted"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "body"], name="confirmation_once_for_a_body"),
            models.CheckConstraint(
                name="confirmation_answered_unless_waiting",
                condition=Q(status=ConfirmationStatus.WAITING) ^ Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="confirmation_dispute_has_a_reason",
                condition=~Q(status=ConfirmationStatus.DISPUTED) | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Confirmation {self.pk}"


class ReportEvent(Walled):
    """One step of a report's way, with the reason where one is owed; what the page shows as the timeline."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="events")
    verb = models.CharField(max_length=20)
    status = models.CharField(max_length=20, choices=ReportStatus)
    reason = models.TextField()
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar = {"by_user"}
        coded: ClassVar = {"plan", "report", "verb", "status", "reason", "by_body", "at"}
        system: ClassVar = {"id", "visible_to", "is_adopted"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="return_has_a_reason", condition=~Q(verb="send_back") | ~Q(reason="")),
        ]
        indexes: ClassVar = [models.Index(fields=["report", "id"], name="plan_reportevent_report")]

    def __str__(self) -> str:
        return f"ReportEvent {self.pk}"


class Reminder(models.Model):
    """That a body was reminded of an activity's report, so that nobody is reminded twice."""

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="+")
    days_after_due = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"activity", "period", "days_after_due", "sent_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "period", "days_after_due"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"Reminder {self.pk}"
