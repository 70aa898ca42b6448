"""That two persons in two files may be one, told from each side."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Case, Person
from zaklon.cases.models.keyed import key_of

USER = settings.AUTH_USER_MODEL


class Likeness(models.Model):
    """One side of a pair: a person of this case may be the one of the other row with the same `pair`.

    Whoever writes the shell of one case sees the row of that side only, so it tells nothing of the other file. The side
    where it came up (`is_signal`: a signal, or an identity written later) asks (`asked_at`), the other side joins
    (`joined_at`), and then both may be merged by two people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.UUIDField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_signal = models.BooleanField()
    why = ArrayField(models.PositiveSmallIntegerField())
    found_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    ruled_out_at = models.DateTimeField(null=True)
    ruled_out_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    write_key = key_of(Part.SHELL, Level.WRITE)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "is_signal", "why", "found_at", "asked_at", "joined_at", "ruled_out_at", "ruled_out_by",
        }  # fmt: skip
        system: ClassVar = {"id", "pair", "write_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pair", "is_signal"], name="likeness_has_two_sides"),
            models.CheckConstraint(
                name="likeness_ruled_out_by_somebody",
                condition=Q(ruled_out_at__isnull=True, ruled_out_by__isnull=True)
                | Q(ruled_out_at__isnull=False, ruled_out_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="likeness_open", condition=Q(ruled_out_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Likeness {self.pk}"
