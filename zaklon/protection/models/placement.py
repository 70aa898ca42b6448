"""Stays of persons with providers, in codes: where somebody lives is nowhere in the shared system."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models.keyed import key_of
from zaklon.protection.kinds import HOLDS_PLACE, Profile, StayState
from zaklon.protection.models.provider import Licence, Provider

USER = settings.AUTH_USER_MODEL


class Placement(models.Model):
    """A place that was asked for, and the stay that came of it.

    `slot` is the number of the place while it is held: the database itself refuses two stays in one. `host` is the
    provider's body, whose staff answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.Person", models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="placements")
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="placements")
    host = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)
    profile = models.CharField(max_length=12, choices=Profile)
    state = models.CharField(max_length=10, choices=StayState)
    slot = models.PositiveSmallIntegerField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asking_body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    wanted_from = models.DateField()
    answered_at = models.DateTimeField(null=True)
    entered_on = models.DateField(null=True)
    planned_until = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_reason = models.CharField(max_length=40, blank=True)
    has_agreed_to_rules = models.BooleanField(null=True)
    # Since when the stay must be planned anew, after a complaint or a suspension.
    replan_since = models.DateTimeField(null=True)
    # Copies from the case, as in cases.Person.
    circle = ArrayField(models.UUIDField())
    is_sealed = models.BooleanField()
    read_key = key_of(Part.PLACEMENT, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "provider", "licence", "host", "service", "profile", "state", "asked_at", "asked_by",
            "asking_body", "wanted_from", "answered_at", "entered_on", "planned_until", "left_on", "left_reason",
            "has_agreed_to_rules", "replan_since", "circle", "is_sealed",
        }  # fmt: skip
        system: ClassVar = {"id", "slot", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["licence", "profile", "slot"], name="place_held_once", condition=Q(slot__isnull=False)
            ),
            models.CheckConstraint(
                name="place_held_while_current",
                condition=Q(state__in=HOLDS_PLACE, slot__isnull=False)
                | ~Q(state__in=HOLDS_PLACE) & Q(slot__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["person"], name="person_stays_in_one_place", condition=Q(state=StayState.STAYING)
            ),
            models.CheckConstraint(
                name="stay_has_its_days",
                condition=Q(state=StayState.STAYING, entered_on__isnull=False, left_on__isnull=True)
                | Q(state=StayState.LEFT, entered_on__isnull=False, left_on__gte=F("entered_on")) & ~Q(left_reason="")
                | ~Q(state__in=[StayState.STAYING, StayState.LEFT]) & Q(entered_on__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="placement_of_case"),
            models.Index(fields=["host", "state"], name="placement_of_host"),
            models.Index(fields=["provider", "entered_on"], name="placement_nights"),
        ]

    def __str__(self) -> str:
        return f"Placement {self.pk}"
