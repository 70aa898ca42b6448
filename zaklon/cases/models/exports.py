"""What was taken out of case files: sealed copies that are given out for a while, then gone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class Export(models.Model):
    """A sealed copy of parts of one or more cases, told by their codes; `receiver` is a public key, or empty.

    After its time the sealed copy is dropped and the row stays, so that what left the system can be told later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    codes = ArrayField(models.CharField(max_length=9))
    # Numbers of the reading keys (rules.keys.number_of) without which nobody may fetch the copy.
    needs = ArrayField(models.BigIntegerField())
    purpose = models.CharField(max_length=400)
    form = models.CharField(max_length=4)
    receiver = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    fetched = models.PositiveSmallIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    request_key = models.UUIDField(null=True)
    sealed = models.BinaryField()

    class Privacy:
        identifying: ClassVar = {"purpose", "sealed"}
        coded: ClassVar = {
            "user",
            "body",
            "codes",
            "form",
            "made_at",
            "ends_at",
            "fetched",
            "fetched_at",
            "purged_at",
        }
        system: ClassVar = {"id", "needs", "receiver", "request_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "request_key"],
                name="export_once_for_a_request",
                condition=Q(request_key__isnull=False),
            ),
            models.CheckConstraint(
                name="export_purged_is_empty",
                condition=Q(purged_at__isnull=True) & ~Q(sealed=b"") | Q(purged_at__isnull=False, sealed=b""),
            ),
            models.CheckConstraint(name="export_ends", condition=Q(ends_at__gt=F("made_at"))),
            models.CheckConstraint(name="export_has_purpose", condition=~Q(purpose="")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-made_at"], name="export_of_user"),
            models.Index(fields=["ends_at"], name="export_to_purge", condition=Q(purged_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"
