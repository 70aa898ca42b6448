"""What persons ask of those who hold their file, and holds of the law that keep a file beyond its time."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import Level, Part, RightKind, RightOutcome
from zaklon.cases.models.case import Case, Person
from zaklon.cases.models.keyed import key_of

USER = settings.AUTH_USER_MODEL


class RightsRequest(models.Model):
    """A person asks for a copy, correction, restriction, erasure, or complains; answered by a day, with reasons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RightKind)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=RightOutcome)
    reason = models.CharField(max_length=2000)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar = {"reason"}
        coded: ClassVar = {
            "case",
            "person",
            "kind",
            "asked_at",
            "due_on",
            "recorded_by",
            "outcome",
            "decided_at",
            "decided_by",
        }
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rights_refused_with_reason",
                condition=Q(outcome="", decided_at__isnull=True, reason="")
                | Q(outcome=RightOutcome.GRANTED, decided_at__isnull=False)
                | Q(outcome__in=[RightOutcome.IN_PART, RightOutcome.REFUSED], decided_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"], name="rights_due", condition=Q(decided_at__isnull=True))]

    def __str__(self) -> str:
        return f"RightsRequest {self.pk}"


class Hold(models.Model):
    """A legal hold: the file is kept whatever its time, until the hold is lifted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=400)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(max_length=400)
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar = {"reason", "lift_reason"}
        coded: ClassVar = {"case", "set_at", "set_by", "lifted_at", "lifted_by"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="hold_once", condition=Q(lifted_at__isnull=True)),
            models.CheckConstraint(name="hold_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_lifted_with_reason",
                condition=Q(lifted_at__isnull=True, lift_reason="") | Q(lifted_at__isnull=False) & ~Q(lift_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class Extension(models.Model):
    """That a file is kept longer than its time, until a day and for a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    read_key = key_of(Part.SHELL, Level.READ)

    class Privacy:
        identifying: ClassVar = {"reason"}
        coded: ClassVar = {"case", "until", "made_at", "made_by"}
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="extension_has_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"Extension {self.pk}"
