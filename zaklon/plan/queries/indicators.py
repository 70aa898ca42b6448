"""Performance indicators with their baseline, targets, values in time and where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import BaseRule, Direction, Milestone, Origin, TargetForm, ValueKind
from zaklon.plan.models import IndicatorTarget, IndicatorValue, PerformanceIndicator
from zaklon.plan.queries.texts import Wordings, wordings
from zaklon.plan.rules.change import ChangeTo, changes_to_targets
from zaklon.plan.rules.indicators import Baseline
from zaklon.plan.rules.paths import Gauge, Measured, Target, Verdict, expected_at, stated_target, verdict
from zaklon.vocabulary.queries import terms


@dataclass(frozen=True)
class ValueRow:
    """One recorded value; `replaced_at` is when a later one took its place."""

    value_id: UUID
    period_start: date
    period_end: date
    is_measured: bool
    number: Decimal | None
    category: str
    text: str
    origin: Origin
    measure_name: str
    note: str
    recorded_at: datetime
    replaced_at: datetime | None
    verdict: Verdict


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator. `values` are in force, oldest first; `replaced` the revisions that are no longer, newest first.

    `places` are the places of an ordered list, best first, as code and label.
    """

    indicator_id: UUID
    strategy_id: UUID
    objective_id: UUID
    objective_number: int
    objective_text: str
    code: str
    text: str
    baseline_text: str
    baseline_category: str
    base_note: str
    gauge: Gauge
    places: tuple[tuple[str, str], ...]
    values: tuple[ValueRow, ...]
    replaced: tuple[ValueRow, ...]

    @property
    def latest(self) -> ValueRow | None:
        """The value in force for the latest period."""
        return self.values[-1] if self.values else None

    @property
    def changes(self) -> tuple[ChangeTo, ...]:
        """What the latest value is as a change from the baseline, against the targets that it can be held against."""
        latest = self.latest
        if latest is None:
            return ()
        days = latest.period_start, latest.period_end
        return changes_to_targets(Measured(*days, latest.is_measured, latest.number, latest.category), self.gauge)

    def expected(self, day: date) -> Decimal | None:
        """Where the path is on a day; None after its last milestone, when there is no path any more."""
        over = not self.gauge.targets or day > self.gauge.targets[-1].due_date
        return None if over else expected_at(self.gauge, day)


def indicators(strategy_id: UUID, *, actor: Actor, language: str, day: date) -> list[IndicatorRow]:
    """Every indicator of a strategy as it stood on a day, by objective; what was measured later is left out.

    Seven queries however many (more when the pack is read anew).
    """
    actor.must(Permission.PLAN_READ)
    return indicators_of(strategy_id, language=language, day=day)


def indicators_of(strategy_id: UUID, *, language: str, day: date) -> list[IndicatorRow]:
    """The same for pages without sign-in: whatever the row policies show."""
    found = PerformanceIndicator.objects.filter(strategy_id=strategy_id).select_related("objective", "strategy")
    return _rows(found.order_by("objective__number", "position", "pk"), language, day)


def indicator(indicator_id: UUID, *, actor: Actor, language: str) -> IndicatorRow:
    """One indicator with all its values. Raises PerformanceIndicator.DoesNotExist, also when a policy hides it."""
    actor.must(Permission.PLAN_READ)
    found = PerformanceIndicator.objects.select_related("objective", "strategy").get(pk=indicator_id)
    return _rows([found], language, date.max)[0]


def _rows(found: Iterable[PerformanceIndicator], language: str, day: date) -> list[IndicatorRow]:
    listed = list(found)
    ids = [each.pk for each in listed]
    targets: dict[UUID, list[IndicatorTarget]] = {}
    for target in IndicatorTarget.objects.filter(indicator_id__in=ids).order_by("due_date", "pk"):
        targets.setdefault(target.indicator_id, []).append(target)
    values: dict[UUID, list[IndicatorValue]] = {}
    for value in IndicatorValue.objects.filter(indicator_id__in=ids, period_end__lte=day).order_by(
        "period_end", "-period_start", "recorded_at", "pk"
    ):
        values.setdefault(value.indicator_id, []).append(value)
    say = wordings({each.strategy_id for each in listed}, language)
    lists = {each.category_list for each in listed if each.category_list}
    places = {code: tuple((one.code, one.label) for one in terms(code, language, on=day)) for code in sorted(lists)}
    return [_row(each, targets.get(each.pk, []), values.get(each.pk, []), say, places) for each in listed]


def _row(
    found: PerformanceIndicator,
    targets: list[IndicatorTarget],
    values: list[IndicatorValue],
    say: Wordings,
    places: Mapping[str, tuple[tuple[str, str], ...]],
) -> IndicatorRow:
    own_places = places.get(found.category_list, ())
    gauge = gauge_of(found, targets, tuple(code for code, _label in own_places))
    rows = [_value(value, gauge) for value in values]
    return IndicatorRow(
        found.pk,
        found.strategy_id,
        found.objective_id,
        found.objective.number,
        say.say(found.strategy_id, found.objective_id, "text", found.objective.text),
        found.code,
        say.say(found.strategy_id, found.pk, "text", found.text),
        found.baseline_text,
        found.baseline_category,
        found.base_note,
        gauge,
        own_places,
        tuple(row for row in rows if row.replaced_at is None),
        tuple(reversed([row for row in rows if row.replaced_at is not None])),
    )


def gauge_of(found: PerformanceIndicator, targets: list[IndicatorTarget], places: tuple[str, ...] = ()) -> Gauge:
    """What values of an indicator are measured with; `places` are those of an ordered list. Needs its strategy."""
    baseline = Baseline(
        BaseRule(found.base_rule), found.baseline_value, found.baseline_first_year, found.baseline_last_year
    )
    base_day = date(found.baseline_last_year or found.strategy.first_year - 1, 12, 31)
    bare = Gauge(
        ValueKind(found.kind), Direction(found.direction), found.tolerance, found.unit, baseline, base_day, (), places
    )
    stated = tuple(
        stated_target(
            bare,
            Target(
                Milestone(each.milestone),
                each.due_date,
                TargetForm(each.form),
                each.text,
                each.number,
                each.unit,
                each.category,
                None,
            ),
        )
        for each in targets
    )
    return replace(bare, targets=stated)


def _value(value: IndicatorValue, gauge: Gauge) -> ValueRow:
    measured = Measured(value.period_start, value.period_end, value.is_measured, value.number, value.category)
    return ValueRow(
        value.pk,
        value.period_start,
        value.period_end,
        value.is_measured,
        value.number,
        value.category,
        value.text,
        Origin(value.origin),
        value.measure_name,
        value.note,
        value.recorded_at,
        value.replaced_at,
        verdict(measured, gauge),
    )
