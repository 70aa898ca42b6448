"""The directory of providers: who they are, what they are licensed for and for whom, and what a night costs.

It says nothing of where they are: the address of a place never stands in the shared system (DOMAIN.md B.5 F9).
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.protection.kinds import Profile

USER = settings.AUTH_USER_MODEL


class Provider(models.Model):
    """Somebody who gives services; files name it by its code, which says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    services = ArrayField(models.CharField(max_length=40))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"code", "name", "kind", "body", "services", "added_at", "added_by", "ended_on"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="provider_gives_something", condition=Q(services__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Provider {self.code}"


class Licence(models.Model):
    """That a provider may give one type of service from one day until another, both included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="licences")
    service = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_until = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "provider", "service", "number", "valid_from", "valid_until", "recorded_at", "recorded_by",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="licence_ends_after_start", condition=Q(valid_until__gte=F("valid_from"))),
            models.UniqueConstraint(fields=["provider", "service", "number"], name="licence_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["valid_until"], name="licence_ending")]

    def __str__(self) -> str:
        return f"Licence {self.pk}"


class Capacity(models.Model):
    """How many places a licence allows for whom."""

    id = models.BigAutoField(primary_key=True)
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="capacities")
    profile = models.CharField(max_length=12, choices=Profile)
    places = models.PositiveSmallIntegerField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"licence", "profile", "places"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["licence", "profile"], name="capacity_once")]

    def __str__(self) -> str:
        return f"Capacity {self.pk}"


class Suspension(models.Model):
    """That a licence does not hold from a moment until another, with the reason and who decided it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, null=True, related_name="+")
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"licence", "reason", "starts_at", "ends_at", "user", "body", "lifted_by"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="suspension_ends_after_start", condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"Suspension {self.pk}"


class Rate(models.Model):
    """What a night with a provider costs from a day on."""

    id = models.BigAutoField(primary_key=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="rates")
    from_date = models.DateField()
    amount_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"provider", "from_date", "amount_minor", "currency", "recorded_by"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["provider", "from_date"], name="rate_once_a_day")]

    def __str__(self) -> str:
        return f"Rate {self.pk}"
