"""Calls and what came of them, sealed words, and the counts of each day."""

from zaklon.helpline.models.calls import Call, CallChange, SafetyPlan, Words
from zaklon.helpline.models.days import Analysis, DayCount, DayReport
from zaklon.helpline.models.handing import CaseReferral, HandOver, ShiftNote

__all__ = [
    "Analysis",
    "Call",
    "CallChange",
    "CaseReferral",
    "DayCount",
    "DayReport",
    "HandOver",
    "SafetyPlan",
    "ShiftNote",
    "Words",
]
