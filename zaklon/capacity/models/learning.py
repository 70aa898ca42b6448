"""Who has got how far in which course. A person's own: colleagues who keep courses see only who completed them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

USER = settings.AUTH_USER_MODEL


class Learning(models.Model):
    """A person's way through a version of a course; `page` is how many pages were read, `body` whom they act for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    version = models.ForeignKey("capacity.CourseVersion", models.PROTECT, related_name="+")
    page = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    certificate = models.ForeignKey("capacity.Certificate", models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar = {"user"}
        coded: ClassVar = {"body", "version", "page", "begun_at", "passed_at"}
        system: ClassVar = {"id", "certificate"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "version"], name="learning_once"),
            models.CheckConstraint(
                name="learning_certified_once_passed",
                condition=Q(certificate__isnull=True) | Q(passed_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["passed_at"], name="learning_passed")]

    def __str__(self) -> str:
        return f"Learning {self.pk}"


class Try(models.Model):
    """One try at the questions; `chosen` lists for each question the numbers of the answers, from 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learning = models.ForeignKey(Learning, models.PROTECT, related_name="tries")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    chosen = models.JSONField()
    percent = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()
    at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar = {"user", "chosen"}
        coded: ClassVar = {"learning", "number", "percent", "is_passed", "at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learning", "number"], name="try_number_once"),
            models.CheckConstraint(name="try_percent_is_one", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"Try {self.pk}"
