"""What the rules against misuse from inside have noticed, for the data-protection officer to look at."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import AlertKind, Verdict
from zaklon.cases.models.case import Case

USER = settings.AUTH_USER_MODEL


class Alert(models.Model):
    """One person's unusual use of the system: what was noticed, what was done, and what somebody made of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=AlertKind)
    verdict = models.CharField(max_length=10, choices=Verdict)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField()
    day = models.DateField()
    noted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_words = models.CharField(max_length=2000)

    class Privacy:
        identifying: ClassVar = {"review_words"}
        coded: ClassVar = {
            "kind",
            "verdict",
            "user",
            "body",
            "case",
            "count",
            "day",
            "noted_at",
            "reviewed_by",
            "reviewed_at",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "verdict", "user", "case", "day"], name="alert_once_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="alert_reviewed_by_another", condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-noted_at"], name="alert_to_review", condition=Q(reviewed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"Alert {self.pk}"
