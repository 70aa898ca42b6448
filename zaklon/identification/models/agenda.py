"""What the Team does about one person: on the agenda, declared, said, voted, decided. Codes only; words are sealed.

Each row is seen by who reads the screening of the case, so a member who has stepped aside meets none of them.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import AgeGroup, Level, Part, Sex
from zaklon.cases.models.keyed import key_of
from zaklon.identification.kinds import ItemStatus, Purpose
from zaklon.identification.models.team import TeamMember, TeamSession

USER = settings.AUTH_USER_MODEL


class OfPerson(models.Model):
    """What every row here has: whom it is about, and the key by which it is seen."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.Person", models.PROTECT, related_name="+")
    read_key = key_of(Part.SCREENING, Level.READ)

    class Meta:
        abstract = True


class AgendaItem(OfPerson):
    """A person about whom a session has to decide."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(TeamSession, models.PROTECT, related_name="items")
    purpose = models.CharField(max_length=12, choices=Purpose)
    status = models.CharField(max_length=12, choices=ItemStatus, default=ItemStatus.WAITING)
    put_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person", "session", "purpose", "status", "put_at", "ended_at"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], name="agenda_item_waits_once", condition=Q(status=ItemStatus.WAITING)
            ),
            models.CheckConstraint(
                name="agenda_item_ended_or_waiting",
                condition=Q(status=ItemStatus.WAITING, ended_at__isnull=True)
                | ~Q(status=ItemStatus.WAITING) & Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"AgendaItem {self.pk}"


class Declaration(OfPerson):
    """That a member declared to have no conflict of interest in an item, or stepped aside. Never changed."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="declarations")
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="+")
    is_free = models.BooleanField()
    declared_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person", "item", "member", "is_free", "declared_at"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "member"], name="declaration_once")]

    def __str__(self) -> str:
        return f"Declaration {self.pk}"


class Opinion(OfPerson):
    """That a member gave an opinion on an item; its words are the sealed entry that it names."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="opinions")
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="+")
    record = models.ForeignKey("cases.Record", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person", "item", "member", "record", "given_at"}
        system: ClassVar = {"id", "read_key"}

    def __str__(self) -> str:
        return f"Opinion {self.pk}"


class Vote(OfPerson):
    """What a member chose on an item: the verb of a step of the pack, or to abstain. Never changed."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=30)
    cast_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person", "item", "member", "user", "choice", "cast_at"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "user"], name="vote_once")]

    def __str__(self) -> str:
        return f"Vote {self.pk}"


class TeamDecision(OfPerson):
    """What the Team decided, in the codes that statistics count; the reasons are in the sealed record of the move."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="decision")
    move = models.OneToOneField("pathway.Move", models.PROTECT, related_name="+")
    verb = models.CharField(max_length=30)
    state = models.CharField(max_length=40)
    is_reconsidered = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    # How the person was known on that day.
    sex = models.CharField(max_length=10, choices=Sex)
    age_group = models.CharField(max_length=10, choices=AgeGroup)
    citizenship = models.CharField(max_length=2)
    # What was found (form F4); empty where nothing was.
    forms = ArrayField(models.CharField(max_length=40))
    main_form = models.CharField(max_length=40)
    origin = models.CharField(max_length=2)
    recruited_in = models.CharField(max_length=2)
    is_complete = models.BooleanField()
    voters = models.PositiveSmallIntegerField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    # How and when it was told, and by whom.
    told = ArrayField(models.CharField(max_length=40))
    told_on = models.DateField(null=True)
    told_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    told_body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "item", "move", "verb", "state", "is_reconsidered", "decided_at", "decided_on", "sex",
            "age_group", "citizenship", "forms", "main_form", "origin", "recruited_in", "is_complete", "voters",
            "votes_for", "votes_against", "told", "told_on", "told_by", "told_body",
        }  # fmt: skip
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="team_decision_told_by_somebody",
                condition=Q(told_on__isnull=True, told_by__isnull=True, told_body__isnull=True)
                | Q(told_on__isnull=False, told_by__isnull=False, told_body__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "decided_at"], name="team_decision_of_person"),
            models.Index(fields=["decided_on"], name="team_decision_by_day"),
        ]

    def __str__(self) -> str:
        return f"TeamDecision {self.pk}"
