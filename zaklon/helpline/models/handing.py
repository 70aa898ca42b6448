"""What the helpline hands on: to a body, to the Team as a signal, and to its own next shift."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zaklon.helpline.kinds import HandOverStatus
from zaklon.helpline.models.calls import Call, Words

USER, BODY = settings.AUTH_USER_MODEL, "access.Body"


class HandOver(models.Model):
    """A call handed to another body: the least that it must know, on what ground, and what it answered.

    Whoever receives it sees this row and the words told to it, never the call.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="hand_overs")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=HandOverStatus, default=HandOverStatus.SENT)
    ground = models.CharField(max_length=40)
    urgency = models.CharField(max_length=40)
    age_group = models.CharField(max_length=40)
    municipality = models.CharField(max_length=40)
    form = models.CharField(max_length=40)
    words = models.ForeignKey(Words, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    request_key = models.UUIDField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "call", "body", "receiver", "user", "status", "ground", "urgency", "age_group", "municipality", "form",
            "words", "told_at", "answered_at", "answered_by", "outcome", "ended_at",
        }  # fmt: skip
        system: ClassVar = {"id", "request_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "request_key"], name="hand_over_once"),
            models.CheckConstraint(
                name="hand_over_ended_with_outcome",
                condition=Q(status=HandOverStatus.ENDED, ended_at__isnull=False) & ~Q(outcome="")
                | ~Q(status=HandOverStatus.ENDED) & Q(outcome="", ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="hand_over_answered_by_somebody",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "told_at"], name="hand_over_waits", condition=Q(status__in=["sent", "accepted"])
            ),
            models.Index(fields=["body", "-told_at"], name="hand_over_of_body"),
            models.Index(fields=["receiver", "-told_at"], name="hand_over_to_body"),
            models.Index(fields=["-told_at"], name="hand_over_newest"),
        ]

    def __str__(self) -> str:
        return f"HandOver {self.pk}"


class CaseReferral(models.Model):
    """That a call became a signal, and so a case: seen by the post that sent it. Follows the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.OneToOneField(Call, models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.Person", models.PROTECT, related_name="+")
    code = models.CharField(max_length=9)
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40)
    referred_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"call", "case", "person", "code", "body", "user", "ground", "referred_at"}
        system: ClassVar = {"id"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-referred_at"], name="case_referral_newest")]

    def __str__(self) -> str:
        return f"CaseReferral {self.pk}"


class ShiftNote(models.Model):
    """A note for the next shift; its words are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    words = models.ForeignKey(Words, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"body", "user", "words", "written_at"}
        system: ClassVar = {"id"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["body", "-written_at"], name="shift_note_newest")]

    def __str__(self) -> str:
        return f"ShiftNote {self.pk}"
