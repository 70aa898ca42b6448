"""Performance indicators of a strategy: baseline, milestones, values in time."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.plan.kinds import BaseRule, Direction, Milestone, Origin, TargetForm, ValueKind
from zaklon.plan.models.frame import Objective, Strategy


class PerformanceIndicator(models.Model):
    """What an objective is measured by. An unknown baseline is a fact of its own, never zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="indicators")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=ValueKind)
    direction = models.CharField(max_length=10, choices=Direction)
    unit = models.CharField(max_length=40)
    category_list = models.CharField(max_length=40)
    baseline_text = models.TextField()
    baseline_value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    baseline_category = models.CharField(max_length=40)
    baseline_first_year = models.PositiveSmallIntegerField(null=True)
    baseline_last_year = models.PositiveSmallIntegerField(null=True)
    base_rule = models.CharField(max_length=20, choices=BaseRule)
    base_note = models.TextField()
    tolerance = models.DecimalField(max_digits=16, decimal_places=4)
    measure_name = models.CharField(max_length=60)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "strategy",
            "objective",
            "position",
            "code",
            "text",
            "kind",
            "direction",
            "unit",
            "category_list",
            "baseline_text",
            "baseline_value",
            "baseline_category",
            "baseline_first_year",
            "baseline_last_year",
            "base_rule",
            "base_note",
            "tolerance",
            "measure_name",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "code"], name="indicator_code_once"),
            models.CheckConstraint(
                name="indicator_unknown_base_has_no_value",
                condition=~Q(base_rule=BaseRule.UNKNOWN) | Q(baseline_value__isnull=True),
            ),
            models.CheckConstraint(
                name="indicator_base_years_together",
                condition=Q(baseline_first_year__isnull=True, baseline_last_year__isnull=True)
                | Q(baseline_first_year__lte=F("baseline_last_year")),
            ),
            models.CheckConstraint(name="indicator_tolerance_not_negative", condition=Q(tolerance__gte=0)),
        ]

    def __str__(self) -> str:
        return f"PerformanceIndicator {self.code}"


class IndicatorTarget(models.Model):
    """The target at one milestone; its unit may differ from the other milestone's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="+")
    indicator = models.ForeignKey(PerformanceIndicator, models.CASCADE, related_name="targets")
    milestone = models.CharField(max_length=10, choices=Milestone)
    due_date = models.DateField()
    text = models.TextField()
    form = models.CharField(max_length=20, choices=TargetForm)
    unit = models.CharField(max_length=40)
    number = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    category = models.CharField(max_length=40)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "strategy",
            "indicator",
            "milestone",
            "due_date",
            "text",
            "form",
            "unit",
            "number",
            "category",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "milestone"], name="target_once_for_a_milestone"),
            models.CheckConstraint(
                name="target_number_where_its_form_needs_one",
                condition=Q(form__in=[TargetForm.CATEGORY, TargetForm.TEXT], number__isnull=True)
                | Q(
                    form__in=[TargetForm.CHANGE_PERCENT, TargetForm.CHANGE_NUMBER, TargetForm.VALUE],
                    number__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"IndicatorTarget {self.pk}"


class IndicatorValue(models.Model):
    """A value for a period. Values are never changed: a correction is a later row that replaces this one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="+")
    indicator = models.ForeignKey(PerformanceIndicator, models.CASCADE, related_name="values")
    period_start = models.DateField()
    period_end = models.DateField()
    is_measured = models.BooleanField()
    number = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    category = models.CharField(max_length=40)
    text = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin)
    measure_name = models.CharField(max_length=60)
    note = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"recorded_by"}
        coded: ClassVar = {
            "strategy",
            "indicator",
            "period_start",
            "period_end",
            "is_measured",
            "number",
            "category",
            "text",
            "origin",
            "measure_name",
            "note",
            "recorded_at",
            "replaced_at",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "period_end"],
                condition=Q(replaced_at__isnull=True),
                name="indicator_value_one_in_force",
            ),
            models.CheckConstraint(
                name="indicator_value_period_in_order", condition=Q(period_start__lte=F("period_end"))
            ),
            models.CheckConstraint(
                name="indicator_value_not_measured_is_empty",
                condition=Q(is_measured=True) | Q(number__isnull=True, category=""),
            ),
        ]

    def __str__(self) -> str:
        return f"IndicatorValue {self.pk}"
