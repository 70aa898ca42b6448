"""How a person may be reached, in codes: what every letter, mail, reminder and paper to the person is checked against.

The words, such as whom to ask for, lie sealed in the part for safe contact.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zaklon.cases.kinds import Level, Part
from zaklon.cases.models.keyed import key_of
from zaklon.protection.kinds import Channel

USER = settings.AUTH_USER_MODEL


class ContactPlan(models.Model):
    """The limits that were agreed with a person; the newest holds, the ones before it are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.Person", models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    allowed = ArrayField(models.CharField(max_length=12, choices=Channel))
    forbidden = ArrayField(models.CharField(max_length=12, choices=Channel))
    hour_from = models.TimeField(null=True)
    hour_until = models.TimeField(null=True)
    never_message = models.BooleanField()
    no_post = models.BooleanField()
    made_at = models.DateTimeField()
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    read_key = key_of(Part.CONTACT, Level.READ)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "language", "allowed", "forbidden", "hour_from", "hour_until", "never_message", "no_post",
            "made_at", "user", "body", "replaced_at",
        }  # fmt: skip
        system: ClassVar = {"id", "read_key"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], name="contact_plan_one_holds", condition=Q(replaced_at__isnull=True)
            ),
            models.CheckConstraint(
                name="contact_hours_are_two",
                condition=Q(hour_from__isnull=True, hour_until__isnull=True)
                | Q(hour_from__isnull=False, hour_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ContactPlan {self.pk}"
