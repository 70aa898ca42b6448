"""Making a report is an act with a trace."""

from datetime import datetime

from zaklon.access.actor import Actor
from zaklon.audit.commands import record


def note_report(reference: str, how: tuple[str, ...], *, actor: Actor, now: datetime) -> None:
    """That somebody made a report: which, in which form and for whom."""
    record("helpline.report_made", reference, by=actor, at=now, fields=how)
