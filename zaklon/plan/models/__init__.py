"""Facts and constraints of the plan, split by noun."""

from zaklon.plan.models.activities import (
    Activity,
    ActivityBody,
    ActivityReference,
    KeyMeasure,
    MoneyLine,
    RegionQuota,
    ResultIndicator,
    YearlyPlan,
)
from zaklon.plan.models.frame import Area, Goal, Objective, Reference, Strategy, Wording
from zaklon.plan.models.imports import ImportAnswer, PlanImport
from zaklon.plan.models.indicators import IndicatorTarget, IndicatorValue, PerformanceIndicator
from zaklon.plan.models.progress import (
    Confirmation,
    ProgressReport,
    RegionValue,
    Reminder,
    ReportEvent,
    ReportingPeriod,
    ResultValue,
    SpentLine,
)

__all__ = [
    "Activity",
    "ActivityBody",
    "ActivityReference",
    "Area",
    "Confirmation",
    "Goal",
    "ImportAnswer",
    "IndicatorTarget",
    "IndicatorValue",
    "KeyMeasure",
    "MoneyLine",
    "Objective",
    "PerformanceIndicator",
    "PlanImport",
    "ProgressReport",
    "Reference",
    "RegionQuota",
    "RegionValue",
    "Reminder",
    "ReportEvent",
    "ReportingPeriod",
    "ResultIndicator",
    "ResultValue",
    "SpentLine",
    "Strategy",
    "Wording",
    "YearlyPlan",
]
