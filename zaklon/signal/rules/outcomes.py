"""What a reporter learns of a signal that has gone on: that it went on, never what is in the file."""

from enum import StrEnum

from zaklon.cases.kinds import CaseStatus


class CameBack(StrEnum):
    """How a signal stands, as its reporter may know it."""

    IN_HAND = "in_hand"
    WITH_OTHERS = "with_others"
    MOVED_ON = "moved_on"
    CLOSED = "closed"


def came_back(status: CaseStatus, *, is_mine: bool, is_withheld: bool, has_moved: bool) -> CameBack:
    """How it stands. Of a file that is sealed, or that the reporter must not meet, no more than that others have it."""
    if is_withheld:
        return CameBack.WITH_OTHERS
    if status != CaseStatus.OPEN:
        return CameBack.CLOSED
    if is_mine:
        return CameBack.IN_HAND
    return CameBack.MOVED_ON if has_moved else CameBack.WITH_OTHERS
