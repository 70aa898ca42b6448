"""Performance indicators of a strategy with what is known of them by a day."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from zaklon.plan.kinds import BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.models import IndicatorTarget, IndicatorValue, PerformanceIndicator, Strategy
from zaklon.plan.queries.indicators import gauge_of
from zaklon.plan.queries.outputs_names import Names
from zaklon.plan.queries.outputs_rows import IndicatorRow, IndicatorValueRow, TargetRow
from zaklon.plan.queries.texts import Wordings
from zaklon.plan.rules.change import ChangeTo, changes_to_targets
from zaklon.plan.rules.indicators import Baseline, base_number, target_number
from zaklon.plan.rules.paths import Measured


def indicators_of(
    strategy: Strategy, *, until: date, texts: Wordings, names: Names
) -> dict[UUID, tuple[IndicatorRow, ...]]:
    """Indicators by objective, in the strategy's order, in three queries.

    Values are those now in force for periods that end by `until`, so a later period never changes an earlier report.
    """
    targets: dict[UUID, list[IndicatorTarget]] = defaultdict(list)
    for target in IndicatorTarget.objects.filter(strategy=strategy).order_by("due_date", "pk"):
        targets[target.indicator_id].append(target)
    values: dict[UUID, list[IndicatorValue]] = defaultdict(list)
    known = IndicatorValue.objects.filter(strategy=strategy, replaced_at__isnull=True, period_end__lte=until)
    for value in known.order_by("period_end", "period_start", "pk"):
        values[value.indicator_id].append(value)
    rows: dict[UUID, list[IndicatorRow]] = defaultdict(list)
    found = PerformanceIndicator.objects.filter(strategy=strategy).select_related("strategy")
    for indicator in found.order_by("position", "pk"):
        row = _indicator(
            indicator, targets[indicator.pk], values[indicator.pk], _Words(strategy.pk, texts, names, until)
        )
        rows[indicator.objective_id].append(row)
    return {objective_id: tuple(listed) for objective_id, listed in rows.items()}


class _Words:
    """What turns the columns of an indicator into the report's words."""

    def __init__(self, strategy_id: UUID, texts: Wordings, names: Names, until: date) -> None:
        self._strategy_id = strategy_id
        self._texts = texts
        self._names = names
        self._until = until

    def text(self, subject_id: UUID, field: str, written: str) -> str:
        """A field of a record in the report's language."""
        return self._texts.say(self._strategy_id, subject_id, field, written)

    def places(self, list_code: str) -> dict[str, str]:
        """Codes of an ordered list, best first, with their words."""
        return self._names.places(list_code, on=self._until)


def _indicator(
    indicator: PerformanceIndicator,
    targets: list[IndicatorTarget],
    values: list[IndicatorValue],
    words: _Words,
) -> IndicatorRow:
    baseline = Baseline(
        BaseRule(indicator.base_rule),
        indicator.baseline_value,
        indicator.baseline_first_year,
        indicator.baseline_last_year,
    )
    return IndicatorRow(
        code=indicator.code,
        text=words.text(indicator.pk, "text", indicator.text),
        kind=ValueKind(indicator.kind),
        direction=Direction(indicator.direction),
        unit=words.text(indicator.pk, "unit", indicator.unit),
        baseline_text=words.text(indicator.pk, "baseline_text", indicator.baseline_text),
        baseline_category=indicator.baseline_category,
        baseline=baseline,
        base_number=base_number(baseline),
        base_note=words.text(indicator.pk, "base_note", indicator.base_note),
        tolerance=indicator.tolerance,
        targets=tuple(_target(target, indicator, baseline, words) for target in targets),
        values=tuple(_value(value) for value in values),
        categories=words.places(indicator.category_list),
        changes=_changes(indicator, targets, values),
    )


def _changes(
    indicator: PerformanceIndicator, targets: list[IndicatorTarget], values: list[IndicatorValue]
) -> tuple[ChangeTo, ...]:
    if not values:
        return ()
    latest = values[-1]
    measured = Measured(latest.period_start, latest.period_end, latest.is_measured, latest.number, latest.category)
    return changes_to_targets(measured, gauge_of(indicator, targets))


def _target(target: IndicatorTarget, indicator: PerformanceIndicator, baseline: Baseline, words: _Words) -> TargetRow:
    # A change against the baseline comes to a number in the unit of the indicator itself.
    is_change = target.form in {TargetForm.CHANGE_PERCENT, TargetForm.CHANGE_NUMBER}
    own_unit = "" if is_change or target.unit == indicator.unit else target.unit
    return TargetRow(
        milestone=Milestone(target.milestone),
        due_date=target.due_date,
        text=words.text(target.pk, "text", target.text),
        own_unit=words.text(target.pk, "unit", own_unit),
        number=target_number(baseline, TargetForm(target.form), target.number, Direction(indicator.direction)),
        category=target.category,
    )


def _value(value: IndicatorValue) -> IndicatorValueRow:
    return IndicatorValueRow(
        first_day=value.period_start,
        last_day=value.period_end,
        is_measured=value.is_measured,
        number=value.number,
        category=value.category,
        text=value.text,
        note=value.note,
        recorded_at=value.recorded_at,
    )
