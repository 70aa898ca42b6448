"""Certificates: what was printed on them but the names, which stay with the organiser."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class Batch(models.Model):
    """Certificates that were made together, with the words that they bear; for a training, or for a course.

    The words are kept as they were printed: a training that is corrected later does not change what people hold.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    entry = models.ForeignKey("registers.Entry", models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey("capacity.CourseVersion", models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    title = models.TextField()
    organiser = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    hours = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar = {"issued_by"}
        coded: ClassVar = {
            "body", "entry", "version", "number", "language", "title", "organiser", "first_day", "last_day", "hours",
            "issued_on", "issued_at",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="batch_is_of_a_training_or_a_course",
                condition=Q(entry__isnull=False) ^ Q(version__isnull=False),
            ),
            models.CheckConstraint(name="batch_ends_after_start", condition=Q(last_day__gte=F("first_day"))),
            models.UniqueConstraint(fields=["body", "number"], name="batch_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["issued_on"], name="batch_day")]

    def __str__(self) -> str:
        return f"Batch {self.pk}"


class Certificate(models.Model):
    """One certificate: a keyed mark of its code and the folded name, from which neither can be read back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="certificates")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    mark = models.BinaryField(max_length=32, unique=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()

    class Privacy:
        identifying: ClassVar = {"withdrawn_by", "reason"}
        coded: ClassVar = {"batch", "body", "number", "withdrawn_at"}
        system: ClassVar = {"id", "mark"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="certificate_number_once"),
            models.CheckConstraint(
                name="certificate_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True, reason="") | (Q(withdrawn_at__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Certificate {self.pk}"
