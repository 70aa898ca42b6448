"""When votes are taken: in person while the session goes on, electronically by the clock alone."""

from dataclasses import dataclass
from datetime import datetime

from zaklon.partnership.kinds import Manner, SessionStatus

_RUNNING = (SessionStatus.PLANNED, SessionStatus.OPEN)


@dataclass(frozen=True)
class Sitting:
    """What decides whether votes are taken."""

    manner: str
    status: str
    planned_at: datetime
    closes_at: datetime | None


def why_no_vote(sitting: Sitting, now: datetime) -> str:
    """Code of the refusal; empty while votes are taken."""
    if sitting.status not in _RUNNING:
        return "board_session_over"
    if sitting.closes_at is not None:
        if now < sitting.planned_at:
            return "board_not_begun"
        return "board_votes_closed" if now >= sitting.closes_at else ""
    return "" if sitting.status == SessionStatus.OPEN else "board_not_begun"


def why_no_step(sitting: Sitting, verb: str, now: datetime) -> str:
    """Code of the refusal of a step that the clock of an electronic session forbids; empty when it may be taken."""
    if sitting.manner != Manner.ELECTRONIC:
        return ""
    if verb == "open_session" and now < sitting.planned_at:
        return "board_not_begun"
    if verb == "close_session" and sitting.closes_at is not None and now < sitting.closes_at:
        return "board_votes_run"
    return ""
