"""Reading an action plan out of Word, Excel or plain text, with every doubt kept for a person to settle."""

from zaklon.plan.importing.bodies import BodyNames, BodyRecord
from zaklon.plan.importing.difference import (
    ActivityChange,
    FieldChange,
    PlainActivity,
    PlainIndicator,
    PlainMoney,
    PlanDifference,
    difference,
    difference_between,
    plain_activity,
)
from zaklon.plan.importing.output import as_json, fingerprint
from zaklon.plan.importing.reading import read_plan
from zaklon.plan.importing.readings import ReadActivity, ReadPlan
from zaklon.plan.importing.refusals import UnreadableFile

__all__ = [
    "ActivityChange",
    "BodyNames",
    "BodyRecord",
    "FieldChange",
    "PlainActivity",
    "PlainIndicator",
    "PlainMoney",
    "PlanDifference",
    "ReadActivity",
    "ReadPlan",
    "UnreadableFile",
    "as_json",
    "difference",
    "difference_between",
    "fingerprint",
    "plain_activity",
    "read_plan",
]
