"""What pages show of attachments."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.documents.models import Attachment


@dataclass(frozen=True)
class AttachmentRow:
    """One attachment as a list shows it; `size` in bytes. A removed one has its reason and cannot be opened."""

    id: UUID
    subject_id: UUID
    owner_id: UUID
    name: str
    media_type: str
    size: int
    added_at: datetime
    is_removed: bool
    removal_reason: str


def of_subjects(kind: str, subject_ids: Iterable[UUID]) -> dict[UUID, list[AttachmentRow]]:
    """Attachments that the acting person may see, for many subjects of a kind at once, in the order they were added.

    One query however many subjects; a subject without attachments has an empty list. The calling query has asked for
    its own permission; which rows exist is decided by the row policy.
    """
    wanted = list(subject_ids)
    found: dict[UUID, list[AttachmentRow]] = defaultdict(list)
    rows = Attachment.objects.filter(subject_kind=kind, subject_id__in=wanted).order_by("added_at", "pk")
    for attachment in rows.defer("wrapped_key", "visible_to", "reaches", "sha256"):
        found[attachment.subject_id].append(_row(attachment))
    return {subject_id: found[subject_id] for subject_id in wanted}


def of_subject(kind: str, subject_id: UUID) -> list[AttachmentRow]:
    """Attachments of one subject that the acting person may see, in the order they were added."""
    return of_subjects(kind, [subject_id])[subject_id]


def _row(attachment: Attachment) -> AttachmentRow:
    return AttachmentRow(
        id=attachment.pk,
        subject_id=attachment.subject_id,
        owner_id=attachment.owner_id,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        added_at=attachment.added_at,
        is_removed=attachment.removed_at is not None,
        removal_reason=attachment.removal_reason,
    )
