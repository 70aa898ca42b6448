"""Performance indicators as read, turned into those of a strategy; every open choice stays undecided."""

from typing import Final

from zaklon.plan.importing.readings import (
    Baseline,
    Certainty,
    MeasureKind,
    ReadPerformanceIndicator,
    weakest,
)
from zaklon.plan.importing.readings import Milestone as ReadMilestone
from zaklon.plan.kinds import BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.settling.drafts import DraftIndicator, DraftTarget, RowSource

_DIRECTIONS: Final = {"up": Direction.UP, "down": Direction.DOWN}


def draft_indicator(
    row: str, read: ReadPerformanceIndicator, objective: int | None, sources: dict[str, RowSource]
) -> DraftIndicator:
    """The indicator as the strategy would keep it; notes its source under the row's key."""
    kind = ValueKind(read.kind.value)
    first, last = read.baseline.period or (None, None)
    targets = tuple(
        _target(milestone, each, kind)
        for milestone, each in ((Milestone.MID, read.mid), (Milestone.FINAL, read.final))
        if each.text
    )
    sources[row] = RowSource(
        {
            "kind": read.certainty,
            "direction": Certainty.UNSURE if read.direction is None else Certainty.SURE,
            "baseline": read.baseline.certainty,
            "targets": weakest(read.mid.certainty, read.final.certainty),
        },
        read.raw,
        str(read.place) if read.place else "",
    )
    return DraftIndicator(
        row=row,
        code=read.code,
        objective=objective,
        text=read.text,
        kind=kind,
        direction=_DIRECTIONS.get(read.direction or "", Direction.NONE),
        unit="percent" if kind is ValueKind.PERCENT else "",
        baseline_text=read.baseline.text,
        base_rule=_base_rule(read.baseline, kind),
        targets=targets,
        baseline_value=None if read.baseline.is_unknown else read.baseline.value,
        baseline_first_year=first,
        baseline_last_year=last,
    )


def _base_rule(baseline: Baseline, kind: ValueKind) -> BaseRule:
    """The rule where there is no choice; a sum of several years and several numbers wait for a person."""
    if baseline.is_unknown:
        return BaseRule.UNKNOWN
    is_sum = baseline.value is not None and baseline.period is not None and baseline.period[0] != baseline.period[1]
    is_open = is_sum or len(baseline.values) > 1 or not baseline.text
    is_counted = kind in {ValueKind.NUMBER, ValueKind.PERCENT} and baseline.value is None
    return BaseRule.UNDECIDED if is_open or is_counted else BaseRule.VALUE


def _target(milestone: Milestone, read: ReadMilestone, kind: ValueKind) -> DraftTarget:
    form, number, unit = TargetForm.TEXT, None, ""
    if read.change_percent is not None:
        form, number = TargetForm.CHANGE_PERCENT, abs(read.change_percent)
    elif read.change_number is not None:
        form, number = TargetForm.CHANGE_NUMBER, abs(read.change_number)
    elif read.level is not None:
        form, number, unit = TargetForm.VALUE, read.level, "percent"
    elif kind is ValueKind.CATEGORY or read.kind is MeasureKind.CATEGORY:
        form = TargetForm.CATEGORY
    return DraftTarget(milestone, read.year, read.text, form, number, unit)
