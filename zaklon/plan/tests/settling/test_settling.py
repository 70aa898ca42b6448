"""Settling: answers put into a draft, and what is still to be asked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.dates import Quarter
from zaklon.plan.kinds import FundingState, Payer
from zaklon.plan.settling.becoming import plan_values, references_of, strategy_values
from zaklon.plan.settling.faults import Frame
from zaklon.plan.settling.questions import KINDS
from zaklon.plan.settling.settling import year_answered
from zaklon.plan.tests.importing.tables import BRIDGE, FORD
from zaklon.plan.tests.settling.drafted import (
    BODIES,
    FRAME,
    NEW,
    OTTER,
    activity_of,
    open_codes,
    question,
    settled,
)

ROW = "activity 1.1.3"


def answered(**said):
    """The doubtful activity's questions of these codes, answered."""
    found = settled()
    return {(question(found, code).row, question(found, code).field): text for code, text in said.items()}


def test_what_is_not_read_stays_open_and_is_never_filled_in():
    found = settled()
    assert open_codes(found) == {
        "body_unknown",
        "start_unclear",
        "money_currency",
        "money_source",
        "indicator_two_numbers",
    }
    assert {each.code for each in found.blocking} == open_codes(found) - {"indicator_two_numbers"}
    assert activity_of(found, "1.1.3").start is None
    assert activity_of(found, "1.1.3").parts[0].body == ""


def test_a_plan_with_a_blocking_question_becomes_nothing():
    with pytest.raises(ValueError, match="open question"):
        plan_values(settled().plan)


def test_answers_close_their_questions_and_stand_in_the_plan():
    answers = answered(
        body_unknown="ROW",
        start_unclear="2027-Q2",
        money_currency="USD",
        money_source="donation",
        indicator_two_numbers="each",
    )
    found = settled(answers=answers)
    assert found.open_questions == ()
    otter = activity_of(found, "1.1.3")
    assert [part.body for part in otter.parts] == ["ROW", "BRI"]
    assert (otter.start, otter.money[0].values.currency) == (Quarter(2027, 2), "USD")
    assert otter.money[0].values.payer is Payer.DONATION
    assert [int(result.target) for result in otter.results] == [45, 6]
    assert len(plan_values(found.plan).measures[0].activities) == 3


def test_the_draft_before_the_answers_is_kept_beside_it():
    found = settled(answers={(ROW, "title"): "Count the herons"})
    assert activity_of(found, "1.1.3").title == "Count the herons"
    assert next(each for each in found.before.activities if each.row == ROW).title == "Count the otters"
    assert (ROW, "title") in found.corrected


def test_one_answer_serves_every_row_that_names_the_same_body():
    heron = ["1.1.4 Count the herons", *OTTER[1:]]
    found = settled(OTTER, heron)
    asked = question(found, "body_unknown")
    assert set(asked.rows) == {ROW, "activity 1.1.4"}
    after = settled(OTTER, heron, answers={(asked.row, asked.field): "WAT"})
    assert [activity_of(after, code).parts[0].body for code in ("1.1.3", "1.1.4")] == ["WAT", "WAT"]


def test_a_lead_that_is_struck_out_leaves_its_place_to_nobody():
    found = settled(answers=answered(body_unknown="leave_out"))
    assert [part.body for part in activity_of(found, "1.1.3").parts] == ["", "BRI"]
    assert "lead_missing" in open_codes(found)
    lead = question(found, "lead_missing")
    after = settled(answers={**answered(body_unknown="leave_out"), (lead.row, lead.field): "BRI"})
    assert [part.body for part in activity_of(after, "1.1.3").parts] == ["BRI"]


def test_a_mended_row_asks_again_when_its_mend_makes_a_new_fault():
    found = settled(answers={(ROW, "start"): "2027-Q4"})
    asked = question(found, "end_before_start")
    assert asked.facts == {"start": "2027-Q4", "end": "2027-Q3"}
    assert asked.blocks


def test_an_answer_that_no_longer_fits_is_left_out_and_its_question_asked_again():
    found = settled(answers={(ROW, "start"): "in spring", (ROW, "nothing"): "x", ("activity 9.9.9", "title"): "y"})
    assert question(found, "start_unclear").is_open
    assert found.plan.activities == settled().plan.activities


def test_two_activities_of_one_code_are_both_asked_about_until_one_has_another():
    twice = [FORD, ["1.1.1 Paint the bridge", *BRIDGE[1:]]]
    found = settled(*twice)
    assert [each.row for each in found.blocking] == ["activity 1.1.1", "activity 1.1.1 (2)"]
    after = settled(*twice, answers={("activity 1.1.1 (2)", "code"): "1.1.2"})
    assert after.blocking == ()


def test_money_that_is_not_needed_takes_its_lines_with_it():
    found = settled(["1.1.3 Count the otters", "Rowing Union", "Q2 2027", "Q3 2027", "One report", "to be seen"])
    asked = question(found, "money_unclear")
    after = settled(
        ["1.1.3 Count the otters", "Rowing Union", "Q2 2027", "Q3 2027", "One report", "to be seen"],
        answers={(asked.row, asked.field): "none_required"},
    )
    assert activity_of(found, "1.1.3").funding is FundingState.UNCLEAR
    assert activity_of(after, "1.1.3").funding is FundingState.NONE_REQUIRED
    assert activity_of(after, "1.1.3").money == ()


def test_a_plan_outside_the_years_of_its_strategy_waits():
    found = settled(FORD, title="Action plan for rivers for 2031", answers={("", "year"): "2031"})
    assert question(found, "year_outside").facts == {"year": "2031", "first": "2024", "last": "2028"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"strategy_code": ""}, "strategy_incomplete"),
        ({"strategy_code": "RIVERS"}, "strategy_incomplete"),
        ({"first_year": ""}, "strategy_incomplete"),
        ({"last_year": "2020"}, "period_unfit"),
        ({"first_year": "2028"}, "year_outside"),
    ],
)
def test_a_new_strategy_waits_until_its_facts_are_whole(changed, code):
    answers = {**NEW, **{("", field): text for field, text in changed.items()}}
    assert code in {each.code for each in settled(FORD, answers=answers).blocking}


def test_a_new_strategy_takes_its_objectives_from_the_file():
    found = settled(FORD, answers=NEW)
    assert found.blocking == ()
    strategy = strategy_values(found.plan)
    assert (strategy.code, strategy.first_year, strategy.last_year) == ("INV-2024", 2024, 2028)
    assert [(each.number, each.text) for each in strategy.objectives] == [(1, "Make the rivers safer")]
    assert references_of(found.plan) == ()


def test_a_measure_under_an_objective_that_the_strategy_lacks_waits():
    bare = replace(FRAME.strategies["RIVERS"], objectives={2: "Another"})
    found = settled(FORD, frame=Frame({"RIVERS": bare}, BODIES))
    assert [each.code for each in found.blocking] == ["objective_missing"]
    after = settled(FORD, frame=Frame({"RIVERS": bare}, BODIES), answers={("measure 1.1", "objective"): "2"})
    assert after.blocking == ()


@pytest.mark.parametrize(("text", "year"), [("2027", 2027), ("", None), ("soon", None), ("-5", None)])
def test_the_year_that_a_person_gave_is_a_whole_number_or_none(text, year):
    assert year_answered({("", "year"): text}) == year


def _places():
    found = settled()
    places = [(each.row, each.field) for each in found.asked]
    places += [(ROW, field) for field in ("title", "code", "start", "parts", "money", "results", "measure")]
    places += [("", "year"), ("", "currency"), ("measure 1.1", "number"), ("activity 9.9.9", "title")]
    return places


PLACES = st.deferred(lambda: st.sampled_from(_places()))


_TEXTS = st.sampled_from(
    ["as_read", "ROW", "leave_out", "2027-Q2", "2027", "donation", "body:BRI", "USD", "each", "[]", "{", "NaN", "1.1.1"]
)


@given(answers=st.dictionaries(PLACES, _TEXTS | st.text(max_size=12), max_size=8))
def test_no_answer_whatever_it_says_loses_a_row_or_hides_a_fault(answers):
    found = settled(answers=answers)
    assert [row.row for row in found.plan.rows] == [row.row for row in found.before.rows]
    assert {each.code for each in found.asked} <= set(KINDS)
    assert len({(each.code, each.row, each.field) for each in found.asked}) == len(found.asked)
    if not found.blocking:
        kept = plan_values(found.plan)
        bodies = {part.body for measure in kept.measures for each in measure.activities for part in each.parts}
        assert bodies <= BODIES


@given(answers=st.dictionaries(PLACES, _TEXTS, max_size=6), order=st.randoms())
def test_it_does_not_matter_in_which_order_the_answers_came(answers, order):
    said = list(answers.items())
    order.shuffle(said)
    assert settled(answers=dict(said)).plan == settled(answers=answers).plan
