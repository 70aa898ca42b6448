"""Changes since a baseline against those that targets want (scenario 11 of the domain study)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zaklon.plan.kinds import BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.rules.change import changes_to_targets, percent_change
from zaklon.plan.rules.indicators import Baseline
from zaklon.plan.rules.paths import Gauge, Measured, Target, stated_target

MID, FINAL = date(2021, 12, 31), date(2024, 12, 31)
NUMBERS = st.decimals(-1_000_000, 1_000_000, places=4)
ABOVE_NOTHING = st.decimals("0.0001", 1_000_000, places=4)


def recommendations(*targets, **changes):
    """25 in the second round, fewer is better: 5 % less by 2021, 20 % less by 2024."""
    values = {
        "kind": ValueKind.NUMBER,
        "direction": Direction.DOWN,
        "tolerance": Decimal(0),
        "unit": "recommendation",
        "baseline": Baseline(BaseRule.VALUE, Decimal(25)),
        "base_day": date(2018, 12, 31),
        **changes,
    }
    gauge = Gauge(**values, targets=())
    targets = targets or (a_target(MID, 5), a_target(FINAL, 20))
    return Gauge(**values, targets=tuple(stated_target(gauge, each) for each in targets))


def a_target(day, number, form=TargetForm.CHANGE_PERCENT, unit=""):
    return Target(Milestone.FINAL, day, form, "as stated", Decimal(number), unit, "", None)


def in_year(number, year=2021, *, is_measured=True):
    number = None if number is None else Decimal(number)
    return Measured(date(year, 1, 1), date(year, 12, 31), is_measured, number, "")


def said(measured, gauge):
    found = changes_to_targets(measured, gauge)
    return [(each.due_date.year, each.percent, each.wanted, each.is_met) for each in found]


def test_twenty_one_recommendations_after_twenty_five_miss_the_last_target():
    assert said(in_year(21), recommendations()) == [(2021, -16, -5, True), (2024, -16, -20, False)]


def test_a_target_whose_time_is_over_is_no_longer_asked_for():
    assert said(in_year(20, 2023), recommendations()) == [(2024, -20, -20, True)]
    assert said(in_year(21, 2026), recommendations()) == [(2024, -16, -20, False)]


def test_what_rounds_to_the_target_does_not_meet_it():
    assert said(in_year("20.1", 2023), recommendations()) == [(2024, -20, -20, False)]


def test_a_target_as_a_number_is_told_as_a_change_too():
    assert said(in_year(21), recommendations(a_target(FINAL, 20, TargetForm.VALUE))) == [(2024, -16, -20, False)]


def test_a_value_is_held_by_its_yearly_mean_where_the_baseline_is_one():
    calls = recommendations(
        a_target(MID, 5), direction=Direction.UP, baseline=Baseline(BaseRule.YEARLY_MEAN, Decimal(2815), 2012, 2018)
    )
    assert said(in_year(431), calls) == [(2021, 7, 5, True)]
    half = Measured(date(2021, 1, 1), date(2021, 6, 30), is_measured=True, number=Decimal(431), category="")
    assert said(half, calls) == []


@pytest.mark.parametrize(
    ("measured", "gauge"),
    [
        (in_year(None), recommendations()),
        (in_year(21, is_measured=False), recommendations()),
        (in_year(21), recommendations(direction=Direction.NONE)),
        (in_year(21), recommendations(kind=ValueKind.BOOLEAN)),
        (in_year(21), recommendations(baseline=Baseline(BaseRule.VALUE, Decimal(0)))),
        (in_year(21), recommendations(baseline=Baseline(BaseRule.UNKNOWN, None))),
        (in_year(21), recommendations(baseline=Baseline(BaseRule.UNDECIDED, Decimal(25)))),
        (in_year(21), recommendations(a_target(FINAL, 100, TargetForm.VALUE, unit="percent"))),
    ],
)
def test_without_something_to_count_from_there_is_no_change(measured, gauge):
    assert changes_to_targets(measured, gauge) == ()


@pytest.mark.parametrize(
    ("base", "number", "percent"), [(25, 21, -16), (8, 9, 13), (8, 7, -13), (3, 3, 0), (1000, 999, 0), (4, 9, 125)]
)
def test_a_change_is_rounded_to_whole_per_cent_with_halves_away_from_zero(base, number, percent):
    assert percent_change(Decimal(base), Decimal(number)) == percent


@given(st.sampled_from([None, Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")]), NUMBERS)
def test_from_what_is_no_number_there_is_no_change(nothing, number):
    assert percent_change(nothing, number) is None
    assert percent_change(number, nothing) is None
    assert percent_change(Decimal(0), number) is None


@given(NUMBERS, NUMBERS)
def test_the_sign_of_a_change_is_the_way_that_it_went(base, number):
    assume(base != 0)
    percent = percent_change(base, number)
    assert percent == 0 or (percent > 0) is (number > base)
    assert abs(percent - (number - base) * 100 / abs(base)) <= Decimal("0.5")


@given(ABOVE_NOTHING, st.integers(-100, 1000))
def test_a_wanted_change_is_told_as_the_strategy_states_it(base, percent):
    assert percent_change(base, base + base * percent / 100) == percent


@given(ABOVE_NOTHING, NUMBERS, st.sampled_from([Direction.UP, Direction.DOWN]), st.integers(0, 100))
def test_a_change_that_goes_further_is_never_less_met(base, number, direction, wanted):
    gauge = recommendations(a_target(FINAL, wanted), direction=direction, baseline=Baseline(BaseRule.VALUE, base))
    further = number + 1 if direction is Direction.UP else number - 1
    (here,), (there,) = (changes_to_targets(in_year(each), gauge) for each in (number, further))
    assert there.is_met or not here.is_met
