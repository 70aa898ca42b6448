"""Reports whose numbers are kept as they were."""

import uuid
from typing import ClassVar

from django.db import models


class KeptReport(models.Model):
    """The numbers of one report over days, as they stood at a moment; what came later is the next revision.

    `tables` is what `queries.found` found, exact and without words: a reader gets it as the reader's rights go, and in
    any language.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.CharField(max_length=10)
    start_date = models.DateField()
    end_date = models.DateField()
    revision = models.PositiveSmallIntegerField()
    tables = models.JSONField()
    kept_at = models.DateTimeField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"report", "start_date", "end_date", "revision", "tables", "kept_at"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "start_date", "end_date", "revision"], name="kept_report_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"KeptReport {self.report} {self.start_date} r{self.revision}"
