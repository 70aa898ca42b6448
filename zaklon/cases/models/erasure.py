"""The end of a person's data: asked for, agreed to, done; and what is withheld from a copy for the person."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import ErasureBasis, Level, Part
from zaklon.cases.models.case import Case, Person
from zaklon.cases.models.keyed import key_of
from zaklon.cases.models.rights import RightsRequest
from zaklon.cases.models.vault import Record

USER = settings.AUTH_USER_MODEL


class Erasure(models.Model):
    """The tombstone of a person: on what basis the data were erased, by whom, and how much there was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12, choices=ErasureBasis)
    words = models.CharField(max_length=400)
    asked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField()

    class Privacy:
        identifying: ClassVar = {"words"}
        coded: ClassVar = {
            "case",
            "person",
            "basis",
            "asked_by",
            "asked_at",
            "agreed_by",
            "done_at",
            "entries",
        }
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="erasure_once"),
            models.CheckConstraint(
                name="erasure_by_two_different", condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"


class CopyDecision(models.Model):
    """Whether one entry goes into the copy that a person asked for; `ground` is empty for an entry that does."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(RightsRequest, models.PROTECT, related_name="decisions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(choices=Part)
    ground = models.CharField(max_length=40)
    decided_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    read_key = key_of("part", Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"request", "case", "record", "part", "ground", "decided_by", "decided_at"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "record"], name="copy_decided_once")]

    def __str__(self) -> str:
        return f"CopyDecision {self.pk}"
