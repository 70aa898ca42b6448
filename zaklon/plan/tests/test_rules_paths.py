"""The traps of the indicators, each with the figures of the domain study (DOMAIN.md A.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.plan.kinds import BaseRule, Direction, Milestone, TargetForm, ValueKind
from zaklon.plan.rules.indicators import Baseline, Standing
from zaklon.plan.rules.paths import (
    Gauge,
    Hindrance,
    Measured,
    Target,
    expected_at,
    path,
    stated_target,
    target_for,
    verdict,
    whole_years,
)

MID, FINAL = date(2021, 12, 31), date(2024, 12, 31)
SEVEN_YEARS = Baseline(BaseRule.YEARLY_MEAN, Decimal(2815), 2012, 2018)


def a_gauge(*targets, **changes):
    """Calls to a line, +5 % and +10 % on the yearly mean of seven years."""
    values = {
        "kind": ValueKind.NUMBER,
        "direction": Direction.UP,
        "tolerance": Decimal(0),
        "unit": "call",
        "baseline": SEVEN_YEARS,
        "base_day": date(2018, 12, 31),
        "targets": (),
        **changes,
    }
    bare = Gauge(**values)
    targets = targets or (
        a_target(MID, TargetForm.CHANGE_PERCENT, 5),
        a_target(FINAL, TargetForm.CHANGE_PERCENT, 10, Milestone.FINAL),
    )
    return replace(bare, targets=tuple(stated_target(bare, target) for target in targets))


def a_target(day, form, number=None, milestone=Milestone.MID, unit="", category=""):
    number = None if number is None else Decimal(number)
    return Target(milestone, day, form, "as stated", number, unit, category, None)


def a_span(first, last, number):
    return Measured(first, last, is_measured=True, number=Decimal(number), category="")


def year(number, value=2021, category="", *, is_measured=True):
    number = None if number is None else Decimal(number)
    return Measured(date(value, 1, 1), date(value, 12, 31), is_measured, number, category)


def test_a_yearly_mean_is_held_against_a_yearly_number():
    gauge = a_gauge()
    assert [round(target.reach, 2) for target in gauge.targets] == [Decimal("422.25"), Decimal("442.36")]
    assert verdict(year(423), gauge).standing is Standing.MET
    assert verdict(year(422), gauge).standing is Standing.NOT_MET


def test_a_value_of_several_years_is_compared_by_its_yearly_mean():
    three = a_span(date(2019, 1, 1), MID, 1290)
    stands = verdict(three, a_gauge())
    assert (stands.compared, stands.standing) == (Decimal(430), Standing.MET)


def test_half_a_year_is_not_held_against_a_whole_one():
    half = a_span(date(2021, 1, 1), date(2021, 6, 30), 430)
    stands = verdict(half, a_gauge())
    assert (stands.standing, stands.hindrance) == (Standing.CANNOT_TELL, Hindrance.NOT_WHOLE_YEARS)


def test_a_total_is_held_only_against_a_total_of_equal_length():
    total = replace(SEVEN_YEARS, rule=BaseRule.PERIOD_TOTAL)
    gauge = a_gauge(a_target(FINAL, TargetForm.CHANGE_PERCENT, 10), baseline=total)
    assert gauge.targets[0].reach == Decimal("3096.5")
    one, seven = year(442), a_span(date(2018, 1, 1), FINAL, 3100)
    assert verdict(one, gauge).hindrance is Hindrance.OTHER_LENGTH
    assert verdict(seven, gauge).standing is Standing.MET


def test_an_unknown_baseline_gives_no_number_and_is_never_zero():
    gauge = a_gauge(baseline=Baseline(BaseRule.UNKNOWN, None), kind=ValueKind.PERCENT)
    stands = verdict(year(40), gauge)
    assert (stands.standing, stands.hindrance) == (Standing.CANNOT_TELL, Hindrance.BASE_UNKNOWN)
    assert path(gauge, MID) is None


def test_an_undecided_base_is_said_to_be_undecided():
    gauge = a_gauge(baseline=replace(SEVEN_YEARS, rule=BaseRule.UNDECIDED))
    assert verdict(year(430), gauge).hindrance is Hindrance.BASE_UNDECIDED


def test_a_target_of_four_and_a_half_cases_is_forgiven_its_fraction():
    three = Baseline(BaseRule.VALUE, Decimal(3))
    strict = a_gauge(a_target(MID, TargetForm.CHANGE_PERCENT, 50), baseline=three)
    assert strict.targets[0].reach == Decimal("4.5")
    assert verdict(year(4), strict).standing is Standing.NOT_MET
    assert verdict(year(4), replace(strict, tolerance=Decimal("0.5"))).standing is Standing.MET


def test_fewer_recommendations_are_better():
    gauge = a_gauge(
        a_target(MID, TargetForm.CHANGE_PERCENT, 5),
        a_target(FINAL, TargetForm.CHANGE_PERCENT, 20, Milestone.FINAL),
        baseline=Baseline(BaseRule.VALUE, Decimal(25)),
        direction=Direction.DOWN,
    )
    assert [target.reach for target in gauge.targets] == [Decimal("23.75"), Decimal(20)]
    # 21 is 16 % fewer: more than the middle asked for, less than the end.
    assert verdict(year(21), gauge).standing is Standing.MET
    assert verdict(year(21, 2024), gauge).standing is Standing.NOT_MET


def test_a_unit_that_changes_between_milestones_is_never_mixed():
    gauge = a_gauge(
        a_target(MID, TargetForm.CHANGE_NUMBER, 3, unit="provider"),
        a_target(FINAL, TargetForm.VALUE, 100, Milestone.FINAL, unit="percent"),
        baseline=Baseline(BaseRule.VALUE, Decimal(4)),
        unit="provider",
    )
    assert [(target.reach, target.unit) for target in gauge.targets] == [(7, "provider"), (100, "percent")]
    assert verdict(year(7), gauge).standing is Standing.MET
    assert verdict(year(7, 2022), gauge).standing is Standing.NOT_MET
    assert expected_at(gauge, date(2020, 12, 31)) is not None
    assert expected_at(gauge, date(2022, 12, 31)) is None


def test_an_ordered_place_is_met_by_any_place_as_good():
    gauge = a_gauge(
        a_target(MID, TargetForm.CATEGORY, category="T2"), kind=ValueKind.CATEGORY, places=("T1", "T2", "T2WL", "T3")
    )
    stands = {place: verdict(year(None, category=place), gauge).standing for place in ("T1", "T2", "T2WL")}
    assert stands == {"T1": Standing.MET, "T2": Standing.MET, "T2WL": Standing.NOT_MET}
    assert verdict(year(None, category="T9"), gauge).hindrance is Hindrance.PLACE_UNKNOWN


def test_what_was_not_measured_is_not_measured_even_where_a_target_waits():
    assert verdict(year(None, is_measured=False), a_gauge()).standing is Standing.NOT_MEASURED


def test_a_target_in_words_is_left_to_a_person():
    gauge = a_gauge(a_target(MID, TargetForm.TEXT), kind=ValueKind.TEXT)
    assert verdict(year(None), gauge).hindrance is Hindrance.WORDS


def test_an_indicator_without_targets_has_nothing_to_be_held_against():
    assert verdict(year(5), replace(a_gauge(), targets=())).hindrance is Hindrance.NO_TARGET


@pytest.mark.parametrize(("value", "on_path"), [(409, True), (408, False)])
def test_before_a_milestone_the_path_is_what_counts(value, on_path):
    stands = verdict(year(value, 2019), a_gauge())
    assert (stands.standing, stands.on_path) == (Standing.NOT_MET, on_path)
    assert round(stands.expected, 1) == Decimal("408.8")


def test_leap_days_do_not_put_a_value_behind_its_path():
    gauge = a_gauge(
        a_target(MID, TargetForm.CHANGE_NUMBER, 3), baseline=Baseline(BaseRule.VALUE, Decimal(4)), unit="provider"
    )
    assert verdict(year(6, 2020), gauge).on_path is True


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), 1),
        (date(2012, 1, 1), date(2018, 12, 31), 7),
        (date(2020, 7, 1), date(2021, 6, 30), 1),
        (date(2020, 1, 1), date(2020, 6, 30), None),
        (date(2020, 1, 2), date(2020, 12, 31), None),
        (date(2020, 2, 29), date(2021, 2, 28), None),
    ],
)
def test_whole_years(first, last, years):
    assert whole_years(first, last) == years


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_every_day_has_the_target_of_its_stretch(day):
    targets = a_gauge().targets
    found = target_for(targets, day)
    assert found is (targets[0] if day <= MID else targets[1])


@given(st.dates(date(2018, 12, 31), FINAL))
def test_the_path_stays_between_the_baseline_and_the_last_target(day):
    gauge = a_gauge()
    expected = expected_at(gauge, day)
    assert Decimal(2815) / 7 <= expected <= gauge.targets[-1].reach
