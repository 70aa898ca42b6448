"""What a form that is filled in anew may begin with."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.forms.forms import form_of
from zaklon.forms.rules.carrying import carried, fitting
from zaklon.forms.rules.checking import check
from zaklon.forms.tests.made import TODAY, codes, definition, form_in, options, question
from zaklon.vocabulary.pack import FieldKind

FORM = replace(
    definition(
        question("place", "line"),
        question("safe", "yes_no"),
        question("danger", "text", "safe=no"),
        question("day", "day"),
        question("level", "choice", options=options("low", "-high")),
        question("needs", "choices", options=options("food", "-old")),
        question("decision", "yes_no"),
    ),
    carries=("place", "safe", "danger", "level", "needs"),
)


def test_only_what_the_form_carries_over_is_taken():
    former = {"place": "Invented", "decision": "yes", "day": "2026-01-02", "safe": "unknown"}
    assert carried(FORM, former) == {"place": "Invented", "safe": "unknown"}


def test_values_that_are_not_offered_any_more_are_left_out():
    assert carried(FORM, {"level": "high", "needs": ["food", "old"]}) == {"needs": ["food"]}
    assert carried(FORM, {"level": "low", "needs": ["old"]}) == {"level": "low"}


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_left_out():
    assert carried(FORM, {"safe": "no", "danger": "Invented"}) == {"safe": "no", "danger": "Invented"}
    assert carried(FORM, {"safe": "yes", "danger": "Invented"}) == {"safe": "yes"}


def test_what_is_known_is_taken_only_where_it_answers_a_question():
    known = {"level": "low", "day": "2026-01-02", "needs": "food", "no_question": "x", "safe": "perhaps"}
    assert fitting(FORM, known) == {"level": "low"}


@given(st.dictionaries(st.sampled_from([each.code for each in FORM]), st.sampled_from(["yes", "no", "low", "x", ""])))
def test_whatever_is_taken_over_can_be_sealed_as_it_is(former):
    taken = carried(FORM, former)
    assert set(taken) <= set(FORM.carries)
    assert check(FORM, taken, today=TODAY).problems == ()


def test_a_form_shows_what_it_begins_with_and_seals_only_what_is_sent():
    form = form_of(FORM, None, today=TODAY, begins={"place": "Invented"})
    assert form["place"].value() == "Invented"
    sent = form_of(FORM, {"answer-safe": "yes"}, today=TODAY, begins={"place": "Invented"})
    assert sent.is_valid()
    assert sent.answers() == {"safe": "yes"}


def begun(form, **said):
    """The form as it comes back: what it began with, unseen beside what the page shows."""
    fresh = form_of(FORM, None, today=TODAY, begins=form)
    sent = {f"answer-{code}": answer for code, answer in {**form, **said}.items()}
    return form_of(FORM, {**sent, "answer-begun_with": fresh["begun_with"].value()}, today=TODAY)


def test_an_answer_taken_over_goes_with_its_question():
    again = begun({"safe": "no", "danger": "First line\nsecond"}, safe="yes", danger="First line\r\nsecond")
    assert again.is_valid()
    assert again.answers() == {"safe": "yes"}


def test_an_answer_taken_over_and_changed_is_the_writers_own_and_never_lost_unseen():
    again = begun({"safe": "no", "danger": "Invented"}, safe="yes", danger="Invented, and more")
    assert not again.is_valid()
    assert again.checked.set_aside == {"danger": "Invented, and more"}


def test_an_answer_taken_over_stays_while_its_question_is_asked():
    again = begun({"safe": "no", "danger": "Invented"})
    assert again.is_valid()
    assert again.answers() == {"safe": "no", "danger": "Invented"}


@pytest.mark.parametrize(
    "said", ["{", "[]", "[" * 100_000, "null", '"danger"', '{"danger": 7}', '{"danger": ["Invented"]}']
)
def test_a_page_that_says_something_odd_of_what_it_began_with_lets_go_of_nothing(said):
    sent = {"answer-safe": "yes", "answer-danger": "Invented", "answer-begun_with": said}
    form = form_of(FORM, sent, today=TODAY)
    assert not form.is_valid()
    assert set(form.errors) == {"danger"}


@pytest.mark.parametrize("code", codes())
def test_no_form_of_the_country_carries_over_a_day_a_vote_or_a_decision(code):
    form = form_in(code, "en")
    never = {"decision", "outcome", "result", "reasons", "votes_for", "votes_against", "person_agrees", "level"}
    assert not never.intersection(form.carries)
    assert all(form.by_code[each].kind is not FieldKind.DAY for each in form.carries)


def test_the_plan_is_reviewed_from_its_last_goals():
    form = form_in("f8_service_plan", "en")
    former = {
        "goal_1": "A course",
        "person_agrees": "given",
        "state_1": "under_way",
        "drawn_up_on": "2026-01-01",
    }
    assert carried(form, former)["goal_1"] == "A course"
    assert "person_agrees" not in carried(form, former)
