"""Taking a report out leaves a trace: who took which report, in which form and language."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record


@dataclass(frozen=True)
class Export:
    """What leaves the system. `subject_id` is the period, or the plan where the plan itself is printed."""

    report: str  # implementation, chapter24, paper
    subject_id: UUID
    form: str  # pdf, docx, xlsx, csv
    language: str
    version: str


@transaction.atomic
def record_export(export: Export, *, actor: Actor, now: datetime) -> None:
    """Record that a report was taken out. Raises NotPermitted."""
    actor.must(Permission.REPORT_EXPORT)
    details = (export.report, export.form, export.language, export.version)
    record("report.exported", export.subject_id, by=actor, at=now, fields=details)
