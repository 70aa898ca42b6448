"""That somebody reported a signal: what the reporter keeps when the file has gone to others."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from zaklon.cases.kinds import AgeGroup
from zaklon.cases.models import Case, Person


class Report(models.Model):
    """One signal as it was sent, in codes; its content lies sealed in the file. Seen by the post that sent it.

    `case` follows the person through splits and merges; `code` stays what the reporter was told. `written_at` is when
    it was written by the clock of the server, which is earlier for one that waited on a device.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=9)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    responder = models.CharField(max_length=40)
    urgency = models.CharField(max_length=40)
    age_group = models.CharField(max_length=10, choices=AgeGroup)
    written_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "case", "person", "code", "user", "body", "role", "responder", "urgency", "age_group", "written_at",
            "reported_at",
        }  # fmt: skip
        system: ClassVar = {"id", "request_key"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "request_key"], name="report_once")]
        indexes: ClassVar = [models.Index(fields=["user", "body", "-reported_at"], name="report_of_post")]

    def __str__(self) -> str:
        return f"Report {self.pk}"
