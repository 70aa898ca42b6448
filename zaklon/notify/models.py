"""The outbox: who is to be told what kind of thing, and where to look; never the thing itself."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zaklon.notify.kinds import Kind


class Message(models.Model):
    """One message to one person, or to whoever holds a role in a body (or anywhere) when it is sent.

    Addresses are looked up then, so the outbox holds none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invitation = models.ForeignKey("access.Invitation", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30)
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar = {"user", "invitation"}
        coded: ClassVar = {"kind", "role", "body", "path", "created_at", "not_before", "sent_at", "given_up_at"}
        system: ClassVar = {"id", "claimed_until", "attempts"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_has_one_receiver",
                condition=Q(user__isnull=False, invitation__isnull=True, role="", body__isnull=True)
                | Q(user__isnull=True, invitation__isnull=False, role="", body__isnull=True)
                | Q(user__isnull=True, invitation__isnull=True) & ~Q(role=""),
            ),
            models.CheckConstraint(
                name="message_sent_or_given_up", condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"],
                name="notify_message_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Message {self.pk}"
