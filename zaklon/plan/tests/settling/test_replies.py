"""What each kind of answer changes in its row, and which answers are no answer."""

from decimal import Decimal

import pytest

from zaklon.plan.kinds import BaseRule, Direction, Milestone, Payer, TargetForm
from zaklon.plan.settling.checking import Checker
from zaklon.plan.settling.corrections import UnfitText
from zaklon.plan.tests.importing.tables import BRIDGE, FORD
from zaklon.plan.tests.settling.drafted import FRAME, OTTER, activity_of, indicator, question, reply, settled

PAID = "5 000.00 EUR"


@pytest.mark.parametrize(
    ("text", "payer", "body"),
    [
        ("donation", Payer.DONATION, ""),
        ("all_implementers", Payer.ALL_IMPLEMENTERS, ""),
        ("unclear", Payer.UNCLEAR, ""),
        ("body:RIV", Payer.BUDGET, "RIV"),
    ],
)
def test_a_payer_is_a_donation_a_body_or_all_that_take_part(text, payer, body):
    row = reply(activity_of(settled(), "1.1.3"), "money_source", text, amount=PAID)
    assert (row.money[0].values.payer, row.money[0].values.payer_body) == (payer, body)


def test_an_answer_about_one_sum_leaves_the_others():
    row = activity_of(settled(), "1.1.1")
    assert reply(row, "money_source", "body:RIV", amount="7.00 EUR") == row


def test_a_payer_that_nobody_knows_is_refused():
    with pytest.raises(UnfitText):
        reply(activity_of(settled(), "1.1.3"), "money_source", "the wind", amount=PAID)


def test_only_an_assumed_currency_is_replaced():
    assumed, written = activity_of(settled(), "1.1.3"), activity_of(settled(), "1.1.1")
    assert reply(assumed, "money_currency", "USD").money[0].values.currency == "USD"
    assert reply(written, "money_currency", "USD").money[0].values.currency == "EUR"


def test_what_is_counted_is_named_for_the_sentence_that_was_asked_about():
    row = activity_of(settled(), "1.1.3")
    assert reply(row, "indicator_unit", "otters", text=OTTER[4]).results[0].unit == "otters"
    assert reply(row, "indicator_unit", "otters", text="another") == row


def test_the_first_number_alone_is_the_target_unless_each_is():
    row = activity_of(settled(), "1.1.3")
    assert reply(row, "indicator_two_numbers", "first", text=OTTER[4]) == row
    assert [result.target for result in reply(row, "indicator_two_numbers", "each", text=OTTER[4]).results] == [45, 6]


def test_a_yes_changes_nothing():
    row = activity_of(settled(), "1.1.3")
    assert reply(row, "money_source", "as_read", amount=PAID) == row
    assert reply(row, "code_number", "1.1.4", code="1.1.3") == row


def test_a_measure_gets_the_title_that_a_person_gives():
    (measure,) = settled().plan.measures
    assert reply(measure, "measure_missing", "Keep fords safe", number="1.1").text == "Keep fords safe"


@pytest.mark.parametrize(
    ("code", "text", "facts", "changed"),
    [
        ("baseline_period_total", "yearly_mean", {}, {"base_rule": BaseRule.YEARLY_MEAN}),
        ("baseline_missing", "unknown", {}, {"base_rule": BaseRule.UNKNOWN}),
        ("baseline_several", "100", {"numbers": "815, 100"}, {"baseline_value": Decimal(100)}),
        ("baseline_several", "sum", {"numbers": "815, 100"}, {"baseline_value": Decimal(915)}),
        ("target_not_whole", "rounded", {}, {"tolerance": Decimal("0.5")}),
        ("target_not_whole", "exact", {}, {}),
        ("direction_unclear", "up", {}, {"direction": Direction.UP}),
        ("category_order", "ranking", {}, {"category_list": "ranking", "unit": "category"}),
        ("percent_or_points", "percent", {}, {}),
    ],
)
def test_an_indicator_takes_the_answer(code, text, facts, changed):
    assert reply(indicator(), code, text, **facts) == indicator(**changed)


def test_a_baseline_of_one_year_among_several_numbers_is_taken_as_it_stands():
    one_year = indicator(baseline_first_year=2024)
    assert reply(one_year, "baseline_several", "100", numbers="815, 100").base_rule is BaseRule.VALUE


def test_percentage_points_change_every_target_that_is_a_change():
    row = reply(indicator(), "percent_or_points", "points")
    assert row.unit == "percentage_point"
    assert {target.form for target in row.targets} == {TargetForm.CHANGE_NUMBER}


@pytest.mark.parametrize(("which", "milestone"), [("middle", Milestone.MID), ("final", Milestone.FINAL)])
def test_a_year_belongs_to_the_milestone_that_was_asked_about(which, milestone):
    row = reply(indicator(), "milestone_year", "2026", which=which)
    assert {target.milestone: target.year for target in row.targets}[milestone] == 2026


# Each: the question's code, an answer that fits it, and one that does not.
@pytest.mark.parametrize(
    ("code", "fits", "does_not"),
    [
        ("body_unknown", "RIV", "OTTERS"),
        ("body_unknown", "leave_out", ""),
        ("money_source", "body:RIV", "body:OTTERS"),
        ("money_source", "donation", "wind"),
        ("money_currency", "EUR", "euro"),
        ("indicator_two_numbers", "each", "both"),
    ],
)
def test_an_answer_is_checked_against_what_its_question_asks_for(code, fits, does_not):
    found = settled()
    asked, checker = question(found, code), Checker(found, FRAME)
    checker.check(asked.row, asked.field, fits)
    with pytest.raises(UnfitText):
        checker.check(asked.row, asked.field, does_not)


@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        ("activity 1.1.1", "no_such_field", "x"),
        ("activity 9.9.9", "title", "x"),
        ("activity 1.1.1", "baseline_value", "5"),
        ("activity 1.1.1", "measure", "measure 7"),
        ("activity 1.1.1", "parts", '[["OTTERS", "Otter Society"]]'),
        ("activity 1.1.1", "parts", '[["", ""]]'),
        ("", "strategy", "SEAS"),
        ("", "currency", "euro"),
        ("", "text", "x"),
    ],
)
def test_a_correction_is_checked_before_it_is_kept(row, field, text):
    with pytest.raises(UnfitText):
        Checker(settled(), FRAME).check(row, field, text)


@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        ("activity 1.1.1", "title", "Check both fords"),
        ("activity 1.1.1", "measure", "measure 1.1"),
        ("activity 1.1.1", "parts", '[["BRI", ""], ["", "Otter Society"]]'),
        ("", "strategy", "new"),
        ("", "strategy", "RIVERS"),
        ("", "currency", "ALL"),
    ],
)
def test_a_correction_that_fits_is_taken(row, field, text):
    Checker(settled(FORD, BRIDGE), FRAME).check(row, field, text)
