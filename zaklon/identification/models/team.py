"""Who belongs to the Team, who is on call, when it meets. Nothing here is about a case."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.identification.kinds import Function, SessionStatus

USER = settings.AUTH_USER_MODEL


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Named filters over members."""

    def with_mandate_on(self, day: date) -> "TeamMemberQuerySet":
        """Members whose mandate runs on the day; the last day counts."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class TeamMember(models.Model):
    """A mandate: a person of a profile in a function of the Team, from a first to a last day. Deputies stand in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    function = models.CharField(max_length=10, choices=Function)
    is_deputy = models.BooleanField()
    # A code of the pack's list team_profile.
    profile = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    appointed_at = models.DateTimeField()

    objects = TeamMemberQuerySet.as_manager()

    class Privacy:
        identifying: ClassVar = {"user"}
        coded: ClassVar = {"body", "function", "is_deputy", "profile", "starts_on", "ends_on", "appointed_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="team_member_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["user"], name="team_member_open_mandate_once", condition=Q(ends_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"TeamMember {self.pk}"


class OnCallShiftQuerySet(models.QuerySet["OnCallShift"]):
    """Named filters over shifts."""

    def at(self, moment: datetime) -> "OnCallShiftQuerySet":
        """Shifts that run at the moment."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment, taken_off_at__isnull=True)


class OnCallShift(models.Model):
    """A member who is on call from one moment until another; several may be at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)

    objects = OnCallShiftQuerySet.as_manager()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"member", "starts_at", "ends_at", "taken_off_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="on_call_shift_ends", condition=Q(ends_at__gt=F("starts_at")))
        ]
        indexes: ClassVar = [
            models.Index(fields=["ends_at"], name="shift_by_end", condition=Q(taken_off_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"OnCallShift {self.pk}"


class TeamSession(models.Model):
    """A session or field mission of the Team; the place of a mission stands in the sealed record, never here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A code of the pack's list session_kind.
    kind = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=SessionStatus, default=SessionStatus.PLANNED)
    planned_at = models.DateTimeField()
    called_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"kind", "status", "planned_at", "called_by", "opened_at", "ended_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="team_session_moments",
                condition=Q(status=SessionStatus.PLANNED, opened_at__isnull=True, ended_at__isnull=True)
                | Q(status=SessionStatus.OPEN, opened_at__isnull=False, ended_at__isnull=True)
                | Q(status=SessionStatus.CLOSED, opened_at__isnull=False, ended_at__isnull=False)
                | Q(status=SessionStatus.CALLED_OFF, opened_at__isnull=True, ended_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-planned_at", "-id"], name="team_session_newest")]

    def __str__(self) -> str:
        return f"TeamSession {self.pk}"


class Attendance(models.Model):
    """That a member is present at a session, or expected while it is planned."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(TeamSession, models.PROTECT, related_name="attendances")
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"session", "member"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
