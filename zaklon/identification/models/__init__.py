"""Tables of the Team for formal identification."""

from zaklon.identification.models.agenda import AgendaItem, Declaration, Opinion, TeamDecision, Vote
from zaklon.identification.models.team import Attendance, OnCallShift, TeamMember, TeamSession

__all__ = [
    "AgendaItem",
    "Attendance",
    "Declaration",
    "OnCallShift",
    "Opinion",
    "TeamDecision",
    "TeamMember",
    "TeamSession",
    "Vote",
]
