"""A settled draft as the values from which strategies and plans are drafted."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from zaklon.plan.kinds import ReferenceKind
from zaklon.plan.settling.drafts import (
    DraftActivity,
    DraftIndicator,
    DraftObjective,
    DraftPart,
    DraftPlan,
    DraftTarget,
)
from zaklon.plan.values import (
    ActivityValues,
    IndicatorValues,
    MeasureValues,
    ObjectiveValues,
    PartValues,
    PlanValues,
    ReferenceValues,
    StrategyValues,
    TargetValues,
)

T = TypeVar("T")


def plan_values(plan: DraftPlan, fingerprint: str = "") -> PlanValues:
    """The yearly plan. Raises ValueError while the draft still lacks something."""
    paper = plan.paper
    by_measure: dict[str, list[ActivityValues]] = {}
    for activity in plan.activities:
        by_measure.setdefault(activity.measure, []).append(activity_values(activity))
    return PlanValues(
        year=_present(paper.year),
        title=paper.title.strip(),
        language=paper.language,
        currency=paper.currency,
        measures=tuple(
            MeasureValues(
                objective=_present(measure.objective),
                label=measure.label,
                number=measure.number,
                text=measure.text,
                activities=tuple(by_measure.get(measure.row, ())),
            )
            for measure in plan.measures
        ),
        fingerprint=fingerprint,
    )


def strategy_values(plan: DraftPlan) -> StrategyValues:
    """The new strategy that the file brings. Raises ValueError while the draft still lacks something."""
    paper = plan.paper
    return StrategyValues(
        code=paper.strategy_code.strip(),
        title=paper.strategy_title.strip(),
        language=paper.language,
        first_year=_present(paper.first_year),
        last_year=_present(paper.last_year),
        objectives=tuple(_objective(each, plan.indicators) for each in plan.objectives),
        vision=paper.vision.strip(),
        mission=paper.mission.strip(),
        references=tuple(ReferenceValues(kind, code, "", "") for kind, code in references_of(plan)),
    )


def references_of(plan: DraftPlan) -> tuple[tuple[ReferenceKind, str], ...]:
    """Every reference that the plan or one of its activities names, once."""
    named = [*plan.references, *(each for activity in plan.activities for each in activity.references)]
    return tuple(dict.fromkeys(named))


def _present(value: T | None) -> T:
    if value is None:
        raise ValueError("a draft with an open question cannot become a plan")
    return value


def activity_values(draft: DraftActivity) -> ActivityValues:
    """One activity. Raises ValueError while a quarter is missing."""
    return ActivityValues(
        code=draft.code,
        title=draft.title.strip(),
        parts=tuple(_parts(draft.parts)),
        start=_present(draft.start),
        end=_present(draft.end),
        results=draft.results,
        funding=draft.funding,
        money=tuple(line.values for line in draft.money),
        is_continuous=draft.is_continuous,
        references=draft.references,
    )


def _parts(parts: Iterable[DraftPart]) -> list[PartValues]:
    """Each body once, where it stands first."""
    kept: dict[str, PartValues] = {}
    for part in parts:
        kept.setdefault(part.body, PartValues(part.body, part.as_written))
    return list(kept.values())


def _objective(draft: DraftObjective, indicators: Iterable[DraftIndicator]) -> ObjectiveValues:
    return ObjectiveValues(
        number=draft.number,
        text=draft.text,
        area_kind=draft.area_kind,
        area_title=draft.area_title.strip() or str(draft.area_kind.label),
        indicators=tuple(_indicator(each) for each in indicators if each.objective == draft.number),
    )


def _indicator(draft: DraftIndicator) -> IndicatorValues:
    return IndicatorValues(
        code=draft.code,
        text=draft.text,
        kind=draft.kind,
        direction=draft.direction,
        unit=draft.unit,
        baseline_text=draft.baseline_text,
        base_rule=draft.base_rule,
        targets=tuple(_target(each) for each in draft.targets),
        baseline_value=draft.baseline_value,
        baseline_category=draft.baseline_category,
        baseline_first_year=draft.baseline_first_year,
        baseline_last_year=draft.baseline_last_year,
        base_note=draft.base_note,
        category_list=draft.category_list,
        tolerance=draft.tolerance,
    )


def _target(draft: DraftTarget) -> TargetValues:
    return TargetValues(
        milestone=draft.milestone,
        due_date=date(_present(draft.year), 12, 31),
        text=draft.text,
        form=draft.form,
        unit=draft.unit,
        number=draft.number,
        category=draft.category,
    )
