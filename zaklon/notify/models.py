"""The outbox: who is to be told what kind of thing, and where to look; never the thing itself."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zaklon.notify.kinds import Kind

# A message names one of these, and then no role; or a role, with or without its body.
_RECEIVERS = ("user", "invitation", "notice")
_RECEIVED_BY = {
    receiver: Q(**{f"{each}__isnull": each != receiver for each in _RECEIVERS}, role="", body__isnull=True)
    for receiver in _RECEIVERS
}
_BY_ROLE = Q(**{f"{each}__isnull": True for each in _RECEIVERS}) & ~Q(role="")


class Message(models.Model):
    """One message to one person, to the address of a notice, or to whoever holds a role in a body (or anywhere).

    Who that is, and where they are reached, is looked up when it is sent, so the outbox holds no address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invitation = models.ForeignKey("access.Invitation", models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey("access.AccountNotice", models.PROTECT, null=True, related_name="+")
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
        identifying: ClassVar = {"user", "invitation", "notice"}
        coded: ClassVar = {"kind", "role", "body", "path", "created_at", "not_before", "sent_at", "given_up_at"}
        system: ClassVar = {"id", "claimed_until", "attempts"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_has_one_receiver",
                condition=_RECEIVED_BY["user"] | _RECEIVED_BY["invitation"] | _RECEIVED_BY["notice"] | _BY_ROLE,
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
