"""A filled template that waits for its owner to confirm it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """The rows of one file with the outcome of each; nothing of it counts before it is confirmed.

    `rows` is a list of {line, answers, parent, activities, problems}. Rows are emptied once they are entered or
    discarded, and a week later in any case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.ForeignKey("access.Body", models.PROTECT, related_name="+")
    rows = models.JSONField()
    uploaded_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    entered = models.PositiveIntegerField(default=0)

    class Privacy:
        identifying: ClassVar = {"user", "rows"}
        coded: ClassVar = {"register", "version", "body", "uploaded_at", "entered_at", "entered"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"Upload {self.pk}"
