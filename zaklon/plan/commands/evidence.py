"""Files that prove what a report says, kept sealed by `documents`."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.common.errors import NotAllowedNow
from zaklon.documents import commands as documents
from zaklon.documents.queries import of_subject
from zaklon.documents.values import Audience, Subject, Upload
from zaklon.plan.commands.progress import report_to_enter
from zaklon.plan.rules import evidence


@transaction.atomic
def attach_evidence(report_id: UUID, upload: Upload, *, actor: Actor, now: datetime) -> UUID:
    """Keep a file with a report that is with the reporter; gives the attachment's key.

    The activity's circle, the coordinator's office, the Board and the auditor see it, also after the report is adopted:
    lists may name people, so evidence is never published. Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    report = report_to_enter(report_id, actor=actor)
    return documents.attach(
        upload,
        Subject(evidence.OF_REPORT, report.pk),
        audience=Audience(frozenset(report.visible_to), frozenset({"office", "audit"})),
        needs=Permission.PROGRESS_WRITE,
        actor=actor,
        now=now,
    )


@transaction.atomic
def remove_evidence(report_id: UUID, attachment_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a file away from a report that is with the reporter; the list keeps the reason.

    Raises NotPermitted, NotAllowedNow (also for the file of another report), RuleBroken without a reason.
    """
    report = report_to_enter(report_id, actor=actor)
    if all(file.id != attachment_id for file in of_subject(evidence.OF_REPORT, report.pk)):
        raise NotAllowedNow("evidence_of_another_report")
    documents.remove(attachment_id, reason=reason, needs=Permission.PROGRESS_WRITE, actor=actor, now=now)
