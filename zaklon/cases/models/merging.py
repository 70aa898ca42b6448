"""Merging two cases: who proposed it, who looked at it, and what was moved, so that it can be undone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import Level, MovedKind, Part
from zaklon.cases.models.case import Case
from zaklon.cases.models.keyed import key_of

USER = settings.AUTH_USER_MODEL


class Merge(models.Model):
    """That one case is taken up into another: proposed by one person, decided by a second, undone if it was wrong."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Case, models.PROTECT, related_name="+")
    taken_up = models.ForeignKey(Case, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(null=True)
    undone_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    read_key = key_of(Part.SHELL, Level.READ, case="kept_id")
    other_read_key = key_of(Part.SHELL, Level.READ, case="taken_up_id")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "kept",
            "taken_up",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "is_accepted",
            "undone_by",
            "undone_at",
        }
        system: ClassVar = {"id", "read_key", "other_read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("taken_up"))),
            models.CheckConstraint(
                name="merge_decided_by_another",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, is_accepted__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, is_accepted__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="merge_undone_after_accepted",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False, is_accepted=True),
            ),
            models.UniqueConstraint(
                fields=["taken_up"],
                name="merge_once",
                condition=Q(undone_at__isnull=True) & (Q(is_accepted__isnull=True) | Q(is_accepted=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kept"], name="merge_of_kept")]

    def __str__(self) -> str:
        return f"Merge {self.pk}"


class Moved(models.Model):
    """One row that a merge moved or made, with its former place; what belongs to a person moves with the person."""

    id = models.BigAutoField(primary_key=True)
    merge = models.ForeignKey(Merge, models.PROTECT, related_name="moved")
    kind = models.CharField(max_length=12, choices=MovedKind)
    row = models.UUIDField()
    former_position = models.PositiveSmallIntegerField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"merge", "kind", "row", "former_position"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["merge", "kind", "row"], name="moved_once"),
            models.CheckConstraint(
                name="moved_person_had_position",
                condition=Q(kind=MovedKind.PERSON, former_position__isnull=False)
                | ~Q(kind=MovedKind.PERSON) & Q(former_position__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Moved {self.pk}"
