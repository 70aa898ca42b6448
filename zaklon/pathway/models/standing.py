"""Where a person stands on a way, and every step that led there."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Case, Person, Record
from zaklon.cases.models.keyed import key_of

USER = settings.AUTH_USER_MODEL


class Standing(models.Model):
    """A person's state on one way of the pack; there is no row before the first step."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=40)
    part = models.PositiveSmallIntegerField(choices=Part)
    state = models.CharField(max_length=40)
    since = models.DateTimeField()
    # Copies from the case, as in Person.
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField()
    status_key = key_of("part", Level.STATUS)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"case", "person", "way", "part", "state", "since", "circle", "is_sealed"}
        system: ClassVar = {"id", "status_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "way"], name="standing_once_on_a_way")]
        indexes: ClassVar = [models.Index(fields=["case"], name="standing_of_case")]

    def __str__(self) -> str:
        return f"Standing {self.pk}"


class Move(models.Model):
    """A step that was taken: never changed, so that what a year counts can be counted again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=40)
    part = models.PositiveSmallIntegerField(choices=Part)
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    moved_at = models.DateTimeField()
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    # The sealed form that was filled with the step; who reads its part reads it.
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    request_key = models.UUIDField(null=True)
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField()
    status_key = key_of("part", Level.STATUS)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "way", "part", "verb", "from_state", "to_state", "moved_at", "user", "body", "record",
            "circle", "is_sealed",
        }  # fmt: skip
        system: ClassVar = {"id", "request_key", "status_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "request_key"], name="move_once_for_a_request", condition=Q(request_key__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "-moved_at"], name="move_of_case"),
            models.Index(fields=["way", "to_state", "moved_at"], name="move_counted"),
        ]

    def __str__(self) -> str:
        return f"Move {self.pk}"
