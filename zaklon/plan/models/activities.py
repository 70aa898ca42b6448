"""A yearly plan: key measures, activities, their bodies, results, money and references."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.plan.kinds import Comparator, FundingState, PartRole, Payer, Periodicity, ResultKind
from zaklon.plan.models.frame import Objective, Reference, Strategy
from zaklon.plan.states import PaperStatus


class YearlyPlan(models.Model):
    """The action plan of a year. An amendment is a draft copy that names the plan and revision it was taken from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    title = models.TextField()
    language = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    revision = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=20, choices=PaperStatus, default=PaperStatus.DRAFT)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    amends_revision = models.PositiveSmallIntegerField(null=True)
    adopted_on = models.DateField(null=True)
    adopted_by = models.TextField()
    source_fingerprint = models.CharField(max_length=64)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "strategy",
            "year",
            "title",
            "language",
            "currency",
            "revision",
            "status",
            "amends",
            "amends_revision",
            "adopted_on",
            "adopted_by",
        }
        system: ClassVar = {"id", "source_fingerprint"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["strategy", "year"],
                condition=Q(amends__isnull=True) & ~Q(status=PaperStatus.DISCARDED),
                name="one_plan_for_a_year",
            ),
            models.CheckConstraint(
                name="amendment_names_plan_and_revision",
                condition=Q(amends__isnull=True, amends_revision__isnull=True)
                | Q(amends__isnull=False, amends_revision__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_adopted_has_its_day",
                condition=~Q(status__in=[PaperStatus.ADOPTED, PaperStatus.CLOSED]) | Q(adopted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"YearlyPlan {self.year} r{self.revision}"


class KeyMeasure(models.Model):
    """A key measure with the label that the paper gives it ("1", "3.3./3.4.") and the number it stands for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="measures")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    text = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "objective", "position", "label", "number", "text"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="measure_number_once")]

    def __str__(self) -> str:
        return f"KeyMeasure {self.number}"


class Activity(models.Model):
    """One activity of a yearly plan; its deadline is the last day of the planned end quarter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="activities")
    measure = models.ForeignKey(KeyMeasure, models.PROTECT, related_name="activities")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.TextField()
    start_date = models.DateField()
    due_date = models.DateField()
    is_continuous = models.BooleanField()
    funding = models.CharField(max_length=20, choices=FundingState)
    lead_body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    # Lead, partners and the bodies above them: who sees the progress before it is adopted.
    visible_to = ArrayField(models.UUIDField())
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    dropped_on = models.DateField(null=True)
    dropped_reason = models.TextField()

    class Privacy:
        identifying: ClassVar = {"reporter"}
        coded: ClassVar = {
            "plan",
            "measure",
            "position",
            "code",
            "title",
            "start_date",
            "due_date",
            "is_continuous",
            "funding",
            "lead_body",
            "carried_from",
            "dropped_on",
            "dropped_reason",
        }
        system: ClassVar = {"id", "visible_to", "copied_from"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="activity_code_once"),
            models.CheckConstraint(name="activity_starts_before_due", condition=Q(start_date__lte=F("due_date"))),
            models.CheckConstraint(
                name="activity_dropped_with_reason", condition=Q(dropped_on__isnull=True) | ~Q(dropped_reason="")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["lead_body", "due_date"], name="plan_activity_lead")]

    def __str__(self) -> str:
        return f"Activity {self.code}"


class ActivityBody(models.Model):
    """A body's place in an activity: position 1 leads, the others are partners (DOMAIN.md A9)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parts")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=PartRole)
    as_written = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "activity", "body", "position", "role", "as_written"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "position"], name="activity_body_position_once"),
            models.UniqueConstraint(fields=["activity", "body"], name="activity_body_once"),
            models.CheckConstraint(
                name="first_body_leads",
                condition=Q(position=1, role=PartRole.LEAD) | Q(position__gt=1, role=PartRole.PARTNER),
            ),
        ]

    def __str__(self) -> str:
        return f"ActivityBody {self.pk}"


class ResultIndicator(models.Model):
    """One result that the activity promises; several for one activity, each with its own state."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=ResultKind)
    comparator = models.CharField(max_length=10, choices=Comparator)
    target = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    unit = models.CharField(max_length=40)
    periodicity = models.CharField(max_length=20, choices=Periodicity)
    measure_name = models.CharField(max_length=60)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "plan",
            "activity",
            "position",
            "text",
            "kind",
            "comparator",
            "target",
            "unit",
            "periodicity",
            "measure_name",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "position"], name="result_position_once"),
            models.CheckConstraint(
                name="result_target_with_comparator",
                condition=Q(target__isnull=True, comparator=Comparator.NONE)
                | Q(target__isnull=False) & ~Q(comparator=Comparator.NONE),
            ),
        ]

    def __str__(self) -> str:
        return f"ResultIndicator {self.pk}"


class RegionQuota(models.Model):
    """How many of a result each region is to get, such as two trainings per region."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="+")
    result = models.ForeignKey(ResultIndicator, models.CASCADE, related_name="quotas")
    region = models.CharField(max_length=40)
    target = models.DecimalField(max_digits=16, decimal_places=4)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "result", "region", "target"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "region"], name="quota_once_for_a_region"),
            models.CheckConstraint(name="quota_above_zero", condition=Q(target__gt=0)),
        ]

    def __str__(self) -> str:
        return f"RegionQuota {self.pk}"


class MoneyLine(models.Model):
    """Planned money from one source; an activity may have several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="money")
    position = models.PositiveSmallIntegerField()
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    payer = models.CharField(max_length=20, choices=Payer)
    payer_body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    as_written = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "plan",
            "activity",
            "position",
            "amount_minor",
            "currency",
            "payer",
            "payer_body",
            "as_written",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "position"], name="money_position_once"),
            models.CheckConstraint(
                name="money_not_negative", condition=Q(amount_minor__isnull=True) | Q(amount_minor__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"MoneyLine {self.pk}"


class ActivityReference(models.Model):
    """An activity answers to a reference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearlyPlan, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="references")
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="activities")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"plan", "activity", "reference"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "reference"], name="activity_reference_once"),
        ]

    def __str__(self) -> str:
        return f"ActivityReference {self.pk}"
