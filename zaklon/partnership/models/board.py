"""The Coordination Body: who founded it, who sits in it, when it meets, what it votes on."""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.partnership.kinds import Choice, Manner, Outcome, SessionStatus, Standing

USER = settings.AUTH_USER_MODEL


class Founding(models.Model):
    """A decision that founded the Coordination Body, or changed it; the newest is in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=100)
    decided_on = models.DateField()
    says = models.TextField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar = {"says"}
        coded: ClassVar = {"reference", "decided_on", "recorded_by", "recorded_at"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"Founding {self.pk}"


class BoardMemberQuerySet(models.QuerySet["BoardMember"]):
    """Named filters over mandates."""

    def with_mandate_on(self, day: date) -> "BoardMemberQuerySet":
        """Those whose mandate runs on the day; the last day counts."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def of_seats(self) -> "BoardMemberQuerySet":
        """Members and deputies; observers have no seat."""
        return self.exclude(standing=Standing.OBSERVER)


class BoardMember(models.Model):
    """A mandate: who sits for which body, as what, from a first to a last day.

    Member and deputy of one body share its seat. An observer has a name only, and need not sign in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    standing = models.CharField(max_length=10, choices=Standing)
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    # Of an observer: the name, and whom the person comes from.
    name = models.CharField(max_length=120)
    comes_from = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    appointed_at = models.DateTimeField()

    objects = BoardMemberQuerySet.as_manager()

    class Privacy:
        identifying: ClassVar = {"user", "name", "comes_from"}
        coded: ClassVar = {"standing", "body", "starts_on", "ends_on", "appointed_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="board_member_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="board_member_has_seat_or_name",
                condition=Q(standing=Standing.OBSERVER, user__isnull=True, body__isnull=True) & ~Q(name="")
                | Q(user__isnull=False, body__isnull=False, name="", comes_from="") & ~Q(standing=Standing.OBSERVER),
            ),
            models.UniqueConstraint(
                fields=["body"],
                name="board_one_member_for_a_seat",
                condition=Q(standing="member", ends_on__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["user"], name="board_open_mandate_once", condition=Q(ends_on__isnull=True, user__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"BoardMember {self.pk}"


class BoardSession(models.Model):
    """A session; an electronic one takes votes from `planned_at` until `closes_at`, by the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    manner = models.CharField(max_length=10, choices=Manner)
    status = models.CharField(max_length=12, choices=SessionStatus, default=SessionStatus.PLANNED)
    planned_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=160)
    called_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # As they were when the session ended: seats of the Body, and seats that took part.
    seats = models.PositiveSmallIntegerField(null=True)
    took_part = models.PositiveSmallIntegerField(null=True)
    # The session, mostly the next one, that adopted the minutes says so by a day.
    minutes_adopted_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = {"place"}
        coded: ClassVar = {
            "manner", "status", "planned_at", "closes_at", "called_by", "opened_at", "ended_at", "seats", "took_part",
            "minutes_adopted_on",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="board_session_electronic_has_end",
                condition=Q(manner=Manner.IN_PERSON, closes_at__isnull=True)
                | Q(manner=Manner.ELECTRONIC, closes_at__gt=F("planned_at")),
            ),
            models.CheckConstraint(
                name="board_session_moments",
                condition=Q(status=SessionStatus.PLANNED, opened_at__isnull=True, ended_at__isnull=True)
                | Q(status=SessionStatus.OPEN, opened_at__isnull=False, ended_at__isnull=True)
                | Q(status=SessionStatus.CLOSED, opened_at__isnull=False, ended_at__isnull=False)
                | Q(status=SessionStatus.CALLED_OFF, opened_at__isnull=True, ended_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-planned_at", "-id"], name="board_session_newest")]

    def __str__(self) -> str:
        return f"BoardSession {self.pk}"


class BoardAttendance(models.Model):
    """That a member, deputy or observer takes part in a session, or is expected while it is planned."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(BoardSession, models.PROTECT, related_name="attendances")
    member = models.ForeignKey(BoardMember, models.PROTECT, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"session", "member"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "member"], name="board_attendance_once")]

    def __str__(self) -> str:
        return f"BoardAttendance {self.pk}"


class BoardItem(models.Model):
    """An item on the agenda; one that is voted on gets its numbers when it is decided, and keeps them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(BoardSession, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    proposal = models.TextField()
    is_voted = models.BooleanField()
    # What was said, for the minutes.
    record = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_at = models.DateTimeField(null=True)
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    votes_abstained = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        identifying: ClassVar = {"title", "proposal", "record"}
        coded: ClassVar = {
            "session", "position", "is_voted", "outcome", "decided_at", "votes_for", "votes_against", "votes_abstained",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "position"], name="board_item_position"),
            models.CheckConstraint(
                name="board_item_decided_when_not_waiting",
                condition=Q(outcome=Outcome.WAITING, decided_at__isnull=True)
                | ~Q(outcome=Outcome.WAITING) & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"BoardItem {self.pk}"


class BoardVote(models.Model):
    """The vote of a seat on an item, cast by its member or, in the member's absence, its deputy. Never changed."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(BoardItem, models.PROTECT, related_name="votes")
    seat = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    member = models.ForeignKey(BoardMember, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    cast_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"item", "seat", "member", "choice", "cast_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "seat"], name="board_vote_once_for_a_seat")]

    def __str__(self) -> str:
        return f"BoardVote {self.pk}"
