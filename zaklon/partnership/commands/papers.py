"""Notes on the trail that a paper was made."""

from datetime import datetime
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.audit.commands import record


def note_minutes(session_id: UUID, form: str, *, actor: Actor, now: datetime) -> None:
    """That minutes were made, in which form."""
    record("board.minutes_made", session_id, by=actor, at=now, fields=[form])


def note_report(reference: str, form: str, *, actor: Actor, now: datetime) -> None:
    """That a report about grants was made, in which form."""
    record("grant.report_made", reference, by=actor, at=now, fields=[form])
