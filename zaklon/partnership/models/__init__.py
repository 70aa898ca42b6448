"""The tables of partnership."""

from zaklon.partnership.models.board import (
    BoardAttendance,
    BoardItem,
    BoardMember,
    BoardSession,
    BoardVote,
    Founding,
)
from zaklon.partnership.models.calls import GrantApplication, GrantAssessor, GrantCall, GrantCriterion
from zaklon.partnership.models.conclusions import Conclusion, ConclusionReminder, WorkPlan, WorkPlanTask
from zaklon.partnership.models.grants import (
    GrantAssessment,
    GrantContract,
    GrantInstalment,
    GrantReport,
    GrantScores,
)

__all__ = [
    "BoardAttendance", "BoardItem", "BoardMember", "BoardSession", "BoardVote", "Conclusion", "ConclusionReminder",
    "Founding", "GrantApplication", "GrantAssessment", "GrantAssessor", "GrantCall", "GrantContract", "GrantCriterion",
    "GrantInstalment", "GrantReport", "GrantScores", "WorkPlan", "WorkPlanTask",
]  # fmt: skip
