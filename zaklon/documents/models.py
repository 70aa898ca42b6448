"""Attachments: what is known of a file, and who may see it; its content lies sealed in a folder."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Named filters over attachments."""

    def kept(self) -> "AttachmentQuerySet":
        return self.filter(removed_at__isnull=True)


class Attachment(models.Model):
    """A file that proves something about a subject of another context, told by kind and key only.

    The database shows the row to the bodies in `visible_to` and to whoever has one of `reaches`; the context that owns
    the subject decides both. After removal the row stays, without the key that opened the content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    owner = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    visible_to = ArrayField(models.UUIDField())
    reaches = ArrayField(models.CharField(max_length=12))
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.UUIDField(unique=True)
    wrapped_key = models.BinaryField()
    key_id = models.CharField(max_length=20)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removal_reason = models.TextField()

    objects = AttachmentQuerySet.as_manager()

    class Privacy:
        identifying: ClassVar = {"name", "added_by", "removed_by", "removal_reason"}
        coded: ClassVar = {
            "subject_kind",
            "subject_id",
            "owner",
            "visible_to",
            "reaches",
            "media_type",
            "size",
            "added_at",
            "removed_at",
        }
        system: ClassVar = {"id", "sha256", "stored_as", "wrapped_key", "key_id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="attachment_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="attachment_removed_with_reason_and_without_key",
                condition=Q(removed_at__isnull=True, removal_reason="") & ~Q(wrapped_key=b"")
                | Q(removed_at__isnull=False, wrapped_key=b"") & ~Q(removal_reason=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_id", "added_at"], name="attachment_of_subject"),
            models.Index(fields=["key_id"], name="attachment_key", condition=Q(removed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Attachment {self.pk}"
