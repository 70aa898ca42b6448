"""The trace that reading leaves."""

from datetime import date, datetime

from zaklon.access.actor import Actor
from zaklon.audit.commands import record


def note_statement(code: str, month: date, *, actor: Actor, now: datetime) -> None:
    """Put on the trail that a statement of a provider's month was read."""
    record("statement.read", code, by=actor, at=now, fields=[f"{month:%Y-%m}"])
