"""Skip logic, checks, completeness, coded facts and changes: whatever is answered, nothing is lost unsaid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zaklon.forms.rules.changes import Change, changes, join
from zaklon.forms.rules.checking import LONGEST_LINE, LONGEST_TEXT, check
from zaklon.forms.rules.completeness import completeness
from zaklon.forms.rules.facts import coded_facts
from zaklon.forms.rules.shown import shown_codes
from zaklon.forms.tests.made import TODAY, codes, definition, form_in, lantern_walk, options, question
from zaklon.vocabulary.pack import YES_NO, FieldKind

COLOURS = options("red", "green", "-grey")


def reasons(form, answers, **more):
    return {problem.question: problem.reason for problem in check(form, answers, today=TODAY, **more).problems}


@pytest.mark.parametrize(
    ("conditions", "answers", "is_shown"),
    [
        (["a=yes"], {"a": "yes"}, True),
        (["a=yes"], {"a": "no"}, False),
        (["a=yes"], {}, False),
        (["a!=yes"], {"a": "no"}, True),
        (["a!=yes"], {}, True),
        (["a!=yes"], {"a": "yes"}, False),
        (["a"], {"a": "unknown"}, True),
        (["a"], {}, False),
        (["many=red"], {"many": ["green", "red"]}, True),
        (["many!=red"], {"many": ["green", "red"]}, False),
        (["many!=red"], {"many": ["green"]}, True),
        (["a=yes", "many"], {"a": "yes"}, False),
        (["a=yes", "many"], {"a": "yes", "many": ["red"]}, True),
    ],
)
def test_a_question_is_asked_when_all_its_conditions_hold(conditions, answers, is_shown):
    asked = (question("a", "yes_no"), question("many", "choices", options=COLOURS))
    form = definition(*asked, question("b", "line", *conditions))
    assert ("b" in shown_codes(form, answers)) is is_shown


@pytest.mark.parametrize("relation", ["b=yes", "b!=yes", "b"])
def test_a_question_about_a_question_that_is_not_asked_is_not_asked(relation):
    form = definition(question("a", "yes_no"), question("b", "yes_no", "a=yes"), question("c", "line", relation))
    assert "c" not in shown_codes(form, {"a": "no", "b": "yes"})
    assert "c" not in shown_codes(form, {"a": "no"})


def test_the_condition_of_a_heading_holds_for_what_stands_under_it():
    form = lantern_walk()
    assert "boats" not in shown_codes(form, {"region": "highland"})
    assert "boats" in shown_codes(form, {"region": "lakeland"})
    assert "remark" in shown_codes(form, {"region": "lakeland", "boats": ["one"]})


EVERY_KIND = definition(
    question("line", "line"),
    question("text", "text"),
    question("lines", "lines"),
    question("past", "day", bound="past"),
    question("future", "day", bound="future"),
    question("number", "number", most=40),
    question("yes_no", "yes_no"),
    question("choice", "choice", options=COLOURS),
    question("choices", "choices", options=COLOURS),
)


@pytest.mark.parametrize(
    ("code", "said", "reason"),
    [
        ("line", "two\nlines", "odd_characters"),
        ("line", "x\u0000y", "odd_characters"),
        ("text", "x\u001by", "odd_characters"),
        ("line", "x" * (LONGEST_LINE + 1), "too_long"),
        ("text", "x" * (LONGEST_TEXT + 1), "too_long"),
        ("lines", ["x" * (LONGEST_LINE + 1)], "too_long"),
        ("lines", [str(number) for number in range(61)], "too_many_lines"),
        ("past", "2026-11-23", "in_the_future"),
        ("past", "2026-02-30", "no_day"),
        ("past", "20260221", "no_day"),
        ("past", "1066-10-14", "no_day"),
        ("past", "yesterday", "no_day"),
        ("future", "2026-11-21", "in_the_past"),
        ("number", "3.5", "no_number"),
        ("number", "-3", "no_number"),
        ("number", "٣", "no_number"),
        ("number", "41", "too_large"),
        ("yes_no", "maybe", "no_such_choice"),
        ("choice", "blue", "no_such_choice"),
        ("choice", "grey", "no_such_choice"),
        ("choices", ["red", "blue"], "no_such_choice"),
        ("nowhere", "x", "unknown_question"),
    ],
)
def test_a_wrong_answer_is_told_at_its_question(code, said, reason):
    assert reasons(EVERY_KIND, {code: said}) == {code: reason}


@pytest.mark.parametrize(
    ("code", "said", "kept"),
    [
        ("line", "  x  ", "x"),
        ("text", "a\r\nb", "a\nb"),
        ("lines", "a\n\n b \n", ["a", "b"]),
        ("past", "2026-11-22", "2026-11-22"),
        ("future", "2026-11-22", "2026-11-22"),
        ("number", "40", "40"),
        ("yes_no", "unknown", "unknown"),
        ("choices", ["green", "red", "green"], ["red", "green"]),
    ],
)
def test_a_right_answer_is_kept_in_its_stored_form(code, said, kept):
    checked = check(EVERY_KIND, {code: said}, today=TODAY)
    assert (checked.answers, checked.problems) == ({code: kept}, ())


@pytest.mark.parametrize(
    ("code", "said"),
    [("choice", "grey"), ("choices", ["red", "grey"]), ("future", "2020-01-01"), ("past", "2030-01-01")],
)
def test_what_stood_there_before_stays_right(code, said):
    assert reasons(EVERY_KIND, {code: said}, former={code: said}) == {}


def test_a_birth_in_the_future_is_refused_in_the_form_that_asks_for_it():
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert reasons(form_in("f3_referral", "en"), {"birth_date": tomorrow}) == {"birth_date": "in_the_future"}


def test_an_answer_that_does_not_apply_is_never_lost_without_a_word():
    form = definition(question("a", "yes_no"), question("b", "text", "a=yes"))
    posted = {"a": "no", "b": "hours of typing"}
    held = check(form, posted, today=TODAY)
    assert [(p.question, p.reason) for p in held.problems] == [("b", "does_not_apply")]
    let_go = check(form, posted, today=TODAY, leaves_out=True)
    assert (let_go.answers, let_go.set_aside, let_go.problems) == ({"a": "no"}, {"b": "hours of typing"}, ())


def test_a_final_sheet_answers_what_is_needed_and_asked():
    form = definition(
        question("a", "yes_no", is_needed=True),
        question("b", "text", "a=yes", is_needed=True),
        question("c", "text", "a=no", is_needed=True),
    )
    assert reasons(form, {"a": "yes"}, is_final=True) == {"b": "needed"}
    assert reasons(form, {"a": "yes"}) == {}


def test_only_questions_that_are_asked_count_for_completeness():
    form = lantern_walk()
    answers = {"day": "2026-11-01", "region": "highland", "company": "no"}
    assert completeness(form, answers).is_complete
    found = completeness(form, answers | {"company": "yes"})
    assert (found.needed, found.missing, found.share) == (4, ("persons",), Decimal("0.75"))


def test_a_form_that_needs_nothing_is_complete():
    assert completeness(definition(question("a", "text")), {}).share == 1


def test_coded_facts_hold_codes_days_and_numbers_and_no_word_that_somebody_wrote():
    form = lantern_walk()
    answers = {
        "day": "2026-11-01",
        "region": "lakeland",
        "company": "yes",
        "persons": "3",
        "lanterns": ["oil"],
        "boats": ["Mila"],
        "remark": "seen",
    }
    assert coded_facts(form, answers) == {
        "day": "2026-11-01",
        "region": "lakeland",
        "company": "yes",
        "persons": 3,
        "lanterns": ["oil"],
    }
    assert "persons" not in coded_facts(form, answers | {"company": "no"})


def test_words_are_no_fact_even_where_a_definition_says_so():
    assert coded_facts(definition(question("a", "text", is_coded=True)), {"a": "a name"}) == {}


def test_changes_name_every_question_answered_differently():
    before, after = {"a": "1", "b": ["x"], "c": "3"}, {"a": "1", "b": ["x", "y"], "d": "4"}
    assert changes(before, after) == (Change("b", ["x"], ["x", "y"]), Change("c", "3", None), Change("d", None, "4"))


def test_two_people_s_changes_come_together_and_nobody_loses_a_word():
    read = {"a": "1", "b": "2", "c": "3"}
    saved = {"a": "one", "c": "3", "d": "theirs"}
    mine = {"a": "eins", "b": "2", "c": "drei"}
    joined = join(read, saved, mine)
    assert joined.answers == {"a": "eins", "c": "drei", "d": "theirs"}
    assert {change.question for change in joined.theirs} == {"a", "b", "d"}
    assert joined.clashes == (Change("a", "eins", "one"),)


def test_the_same_change_by_both_is_no_clash():
    assert join({"a": "1"}, {"a": "2"}, {"a": "2"}).clashes == ()


# Every form of the first country, answered at random but well.
FORMS = [form_in(code, "en") for code in codes()]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)


def answer_to(each):
    closed = [option.code for option in each.offered]
    past, future = st.dates(date(1950, 1, 1), TODAY), st.dates(TODAY, date(2100, 1, 1))
    return {
        FieldKind.LINE: WORDS,
        FieldKind.TEXT: WORDS,
        FieldKind.LINES: st.lists(WORDS, min_size=1, max_size=3),
        FieldKind.DAY: (future if each.bound == "future" else past).map(date.isoformat),
        FieldKind.NUMBER: st.integers(0, each.most or 999).map(str),
        FieldKind.YES_NO: st.sampled_from(YES_NO),
        FieldKind.CHOICE: st.sampled_from(closed or ["none"]),
        FieldKind.CHOICES: st.lists(st.sampled_from(closed or ["none"]), min_size=1, max_size=3),
    }[each.kind]


@st.composite
def filled_forms(draw):
    """A form, and answers to some of the questions that it asks, given from the top downwards."""
    form = draw(st.sampled_from(FORMS))
    answers = {}
    for each in form:
        if each.code in shown_codes(form, answers) and draw(st.booleans()):
            answers[each.code] = draw(answer_to(each))
    return form, answers


@given(filled_forms())
def test_whatever_a_form_asks_can_be_answered_well(filled):
    form, answers = filled
    checked = check(form, answers, today=TODAY)
    assert checked.problems == ()
    assert checked.set_aside == {}
    assert set(checked.answers) == set(answers)


@given(filled_forms())
def test_checking_twice_changes_nothing_more(filled):
    form, answers = filled
    once = check(form, answers, today=TODAY).answers
    assert check(form, once, today=TODAY).answers == once


@given(filled_forms())
def test_completeness_grows_with_answers_and_counts_only_what_is_asked(filled):
    form, answers = filled
    found = completeness(form, answers)
    shown = shown_codes(form, answers)
    assert set(found.missing) <= shown - set(answers)
    assert 0 <= found.share <= 1
    assert (found.share == 1) is found.is_complete


@given(filled_forms(), st.data())
def test_every_answer_is_kept_set_aside_or_a_problem(filled, data):
    form, answers = filled
    each = data.draw(st.sampled_from(form.questions))
    posted = answers | {each.code: data.draw(answer_to(each))}
    checked = check(form, posted, today=TODAY)
    told = {problem.question for problem in checked.problems}
    for code in posted:
        assert code in checked.answers or code in told
    assert not checked.answers.keys() & checked.set_aside.keys()


@given(st.sampled_from(FORMS), st.data())
def test_no_answer_whatever_breaks_the_check(form, data):
    each = data.draw(st.sampled_from(form.questions))
    said = data.draw(st.text(max_size=40) | st.lists(st.text(max_size=10), max_size=3))
    checked = check(form, {each.code: said}, today=TODAY, is_final=True)
    assert {problem.question for problem in checked.problems} <= set(form.by_code)
    assert completeness(form, checked.answers).needed >= 0
    assert coded_facts(form, checked.answers).keys() <= checked.answers.keys()


@given(filled_forms(), st.data())
def test_joining_keeps_what_i_wrote_and_takes_what_others_wrote_elsewhere(filled, data):
    _form, read = filled
    assume(read)
    edits = st.dictionaries(st.sampled_from(sorted(read)), WORDS, max_size=3)
    saved, mine = read | data.draw(edits), read | data.draw(edits)
    joined = join(read, saved, mine)
    for code, said in joined.answers.items():
        assert said == (mine[code] if mine[code] != read[code] else saved[code])
