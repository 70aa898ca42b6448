"""Reading the trail; the row policy shows it to auditors, the data-protection officer and the system."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.audit.models import Entry


@dataclass(frozen=True)
class EntryRow:
    """One row of the trail, with identifiers only."""

    at: datetime
    action: str
    subject: str
    user_id: UUID | None
    body_id: UUID | None
    roles: str
    fields: tuple[str, ...]


def entries(
    *, subject: str = "", user_id: UUID | None = None, before: int | None = None, limit: int = 50
) -> list[EntryRow]:
    """Newest first; one page, in one query by index however long the trail is."""
    found = Entry.objects.order_by("-id")
    if subject:
        found = found.filter(subject=subject)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    if before is not None:
        found = found.filter(id__lt=before)
    return [
        EntryRow(e.at, e.action, e.subject, e.user_id, e.body_id, e.roles, tuple(filter(None, e.fields.split(","))))
        for e in found[:limit]
    ]
