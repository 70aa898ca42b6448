"""Instruments about one person: findings, several together, what to ask, what to do; and that nothing closes help."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.cases.kinds import AgeGroup
from zaklon.common.errors import RuleBroken
from zaklon.identification.rules.advice import MOST_QUESTIONS, Asked, Note, advise
from zaklon.identification.rules.answers import Answer, Sheet, fits_age
from zaklon.identification.rules.findings import Finding, Level
from zaklon.identification.rules.next_steps import Help, NextStep, help_open, what_next
from zaklon.identification.rules.screening import screen
from zaklon.identification.tests.instruments import NO, UNKNOWN, YES, enough, first_pack, instrument, invented, sheet
from zaklon.vocabulary.pack import Strength, Subject, Weighing

ADULT, CHILD, IN_DOUBT = AgeGroup.ADULT, AgeGroup.CHILD, AgeGroup.IN_DOUBT
LABOUR, OF_CHILD, ELEMENTS, SIGNS = "ilo_adult_labour", "ilo_child_labour", "palermo_elements", "child_list"
DR, CR, VR = "deceptive_recruitment", "coercive_recruitment", "vulnerability_recruitment"
EX, CD = "exploitation", "coercion_destination"


def labour(*dimensions, absent="rest"):
    return sheet(LABOUR, *enough(LABOUR, *dimensions), absent=absent)


def of_child(*dimensions, absent="rest"):
    return sheet(OF_CHILD, *enough(OF_CHILD, *dimensions), absent=absent)


# --- one instrument -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dimensions", "finding"),
    [
        ((), Finding.NOT_INDICATED),
        ((EX,), Finding.LABOUR_RIGHTS),
        ((DR, EX), Finding.DECEIVED_AND_EXPLOITED),
        ((DR, EX, CD), Finding.TRAFFICKING_INDICATED),
        ((CR, EX, CD), Finding.TRAFFICKING_INDICATED),
        ((EX, CD), Finding.EXPERT_REVIEW),
        ((CR, EX), Finding.EXPERT_REVIEW),
        ((VR, EX), Finding.EXPERT_REVIEW),
        ((VR,), Finding.EXPERT_REVIEW),
    ],
)
def test_answers_about_an_adult_lead_to_the_finding_of_the_case_rule(dimensions, finding):
    result = screen(labour(*dimensions), ADULT)
    assert (result.finding, result.positive()) == (finding, frozenset(dimensions))


def test_while_something_is_not_known_nothing_is_ruled_out():
    result = screen(sheet(LABOUR), ADULT)
    assert (result.finding, result.is_open) == (Finding.NOT_ENOUGH_KNOWN, True)
    almost = tuple(each.code for each in instrument(LABOUR).indicators[:-1])
    assert screen(sheet(LABOUR, absent=almost), ADULT).finding is Finding.NOT_INDICATED
    assert screen(sheet(SIGNS, absent=("begging",)), CHILD).finding is Finding.NOT_ENOUGH_KNOWN


@pytest.mark.parametrize("age", [CHILD, IN_DOUBT])
def test_a_child_and_whose_age_is_in_doubt_need_no_means(age):
    elements = sheet(ELEMENTS, "transport", "begging", absent="rest")
    assert screen(elements, age).finding is Finding.TRAFFICKING_INDICATED
    assert screen(elements, ADULT).finding is Finding.EXPERT_REVIEW
    exploited = screen(of_child(EX), age, is_act_seen=True)
    assert (exploited.finding, exploited.positive()) == (Finding.TRAFFICKING_INDICATED, {EX})


def test_the_elements_of_an_adult_are_act_means_and_purpose():
    assert screen(sheet(ELEMENTS, "recruitment", "deception", "labour"), ADULT).finding is Finding.TRAFFICKING_INDICATED


@given(st.data())
def test_for_a_child_no_answer_about_means_changes_the_finding(data):
    elements = instrument(ELEMENTS)
    means = [each.code for each in elements.indicators if each.dimension == "means"]
    others = {each.code: data.draw(st.sampled_from(list(Answer))) for each in elements.indicators}
    without = others | dict.fromkeys(means, NO)
    for positive in (others | dict.fromkeys(means, YES), others):
        found, bare = (screen(Sheet(elements, said), CHILD) for said in (positive, without))
        assert (found.finding is Finding.TRAFFICKING_INDICATED) is (bare.finding is Finding.TRAFFICKING_INDICATED)


def test_a_version_keeps_its_own_meaning():
    first = invented(Weighing.ILO, (EX, "strong"), (EX, "medium"))
    second = replace(
        first, version=2, indicators=tuple(replace(each, strength=Strength.WEAK) for each in first.indicators)
    )
    said = {"i1": YES, "i2": YES}
    kept = Sheet(replace(first, is_on=False, off_reason="There is a version 2."), said, was_on=True)
    assert (screen(kept, ADULT).finding, screen(kept, ADULT).version) == (Finding.LABOUR_RIGHTS, 1)
    assert screen(Sheet(second, said), ADULT).finding is Finding.NOT_INDICATED


# --- what is refused ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "age"), [("ilo_adult_sexual", ADULT), ("ilo_child_sexual", CHILD)])
def test_the_lists_on_sexual_exploitation_are_carried_and_refuse_to_be_used(code, age):
    assert len(instrument(code).indicators) >= 64
    for attempt in (lambda: screen(sheet(code), age), lambda: advise([sheet(code)], age)):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert (refusal.value.code, refusal.value.facts) == ("instrument_off", {"instrument": code})


@pytest.mark.parametrize(
    ("code", "ages"),
    [(LABOUR, {ADULT}), (OF_CHILD, {CHILD, IN_DOUBT}), (SIGNS, {CHILD, IN_DOUBT}), (ELEMENTS, set(AgeGroup))],
)
def test_a_list_for_another_age_is_refused(code, ages):
    assert {age for age in AgeGroup if fits_age(instrument(code), age)} == ages
    for age in set(AgeGroup) - ages:
        with pytest.raises(RuleBroken, match="instrument_not_for_age"):
            screen(sheet(code), age)


def test_an_answer_to_a_line_that_the_version_does_not_have_is_refused():
    with pytest.raises(RuleBroken) as refusal:
        screen(sheet(OF_CHILD, "VR08"), CHILD)
    assert refusal.value.facts == {"instrument": "ilo_child_labour.1", "indicator": "VR08"}


def test_the_same_list_twice_would_count_indicators_twice_and_is_refused():
    with pytest.raises(RuleBroken, match="instrument_answered_twice"):
        advise([labour(EX), labour(DR)], ADULT)


# --- several instruments ------------------------------------------------------------------------------------------
def test_the_finding_that_points_furthest_is_named_and_every_result_is_kept():
    advice = advise([labour(EX), sheet(ELEMENTS, "recruitment", "threat", "labour")], ADULT)
    assert (advice.finding, advice.level) == (Finding.TRAFFICKING_INDICATED, Level.REFER)
    assert [result.finding for result in advice.results] == [Finding.LABOUR_RIGHTS, Finding.TRAFFICKING_INDICATED]


def test_an_act_that_one_instrument_shows_counts_for_the_list_of_the_child():
    alone = advise([of_child(EX)], CHILD)
    assert alone.finding is Finding.EXPERT_REVIEW
    together = advise([of_child(EX), sheet(ELEMENTS, "harbouring", absent="rest")], CHILD)
    assert together.results[0].finding is Finding.TRAFFICKING_INDICATED
    assert together.finding is Finding.TRAFFICKING_INDICATED


def test_without_any_answer_too_little_is_known():
    advice = advise([], ADULT)
    assert (advice.finding, advice.level, advice.questions) == (Finding.NOT_ENOUGH_KNOWN, Level.NOTHING_SHOWN, ())


def test_the_explanation_names_the_indicators_of_each_dimension():
    advice = advise([sheet(LABOUR, "DR01", "DR02", "EX01", absent=("EX02",))], ADULT)
    shown = {each.code: each for each in advice.results[0].dimensions}
    assert (shown[DR].is_positive, shown[DR].present) == (True, ("DR01", "DR02"))
    assert (shown[EX].is_positive, shown[EX].present, shown[EX].absent) == (False, ("EX01",), ("EX02",))
    assert "EX03" in shown[EX].not_known


@given(st.data())
def test_one_more_answer_yes_never_points_less_far(data):
    age = data.draw(st.sampled_from(list(AgeGroup)))
    codes = [code for code in (LABOUR, OF_CHILD, ELEMENTS, SIGNS) if fits_age(instrument(code), age)]
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=1, unique=True))
    sheets = []
    for code in chosen:
        listed = [each.code for each in instrument(code).indicators]
        present = data.draw(st.sets(st.sampled_from(listed), max_size=8))
        sheets.append(sheet(code, *present, absent=data.draw(st.sampled_from(["rest", ()]))))
    number = data.draw(st.integers(0, len(sheets) - 1))
    more = data.draw(st.sampled_from([each.code for each in sheets[number].instrument.indicators]))
    later = [*sheets]
    later[number] = replace(sheets[number], answers={**sheets[number].answers, more: YES})
    assert advise(later, age).level >= advise(sheets, age).level


# --- notes --------------------------------------------------------------------------------------------------------
def test_consent_is_never_asked_and_does_not_count_once_a_means_is_shown():
    assert Note.CONSENT_DOES_NOT_COUNT in advise([labour(CR)], ADULT).notes
    assert Note.CONSENT_DOES_NOT_COUNT in advise([sheet(ELEMENTS, "power")], ADULT).notes
    assert Note.CONSENT_DOES_NOT_COUNT in advise([sheet(ELEMENTS, "transfer")], CHILD).notes
    assert Note.CONSENT_DOES_NOT_COUNT not in advise([labour(EX)], ADULT).notes
    wordings = [each.labels["en"].lower() for listed in first_pack().instruments for each in listed.indicators]
    assert not any("consent" in words or "agreed" in words for words in wordings)


def test_a_purpose_that_no_list_covers_is_left_to_judgement():
    begging = advise([sheet(ELEMENTS, "transport", "threat", "begging"), labour()], ADULT)
    assert Note.LISTS_DO_NOT_COVER in begging.notes
    assert Note.LISTS_DO_NOT_COVER not in advise([sheet(ELEMENTS, "labour"), labour(EX)], ADULT).notes


def test_an_age_in_doubt_is_told():
    assert advise([of_child(EX)], IN_DOUBT).notes[:2] == (Note.AGE_IN_DOUBT, Note.NO_MEANS_NEEDED)
    assert Note.AGE_IN_DOUBT not in advise([of_child(EX)], CHILD).notes


# --- what to ask --------------------------------------------------------------------------------------------------
def settled(advice):
    return [asked.indicator for question in advice.questions for asked in question.settles]


def test_one_question_settles_all_lines_of_its_topic():
    rows = [(CR, "medium", "papers"), (CR, "strong"), (CD, "strong", "papers"), (CD, "medium")]
    questions = advise([Sheet(invented(Weighing.ILO, *rows))], ADULT).questions
    assert [[asked.indicator for asked in each.settles] for each in questions] == [["i1", "i3"], ["i2"], ["i4"]]


@pytest.mark.parametrize("said", [YES, NO])
def test_nothing_is_asked_that_another_list_has_answered(said):
    asked_before = invented(Weighing.PALERMO, ("means", None, "papers"))
    listed = invented(Weighing.ILO, (CD, "strong", "papers"), (CD, "strong"))
    before = advise([Sheet(asked_before), Sheet(listed)], ADULT)
    assert settled(before) == ["i1", "i1", "i2"]
    assert settled(advise([Sheet(asked_before, {"i1": said}), Sheet(listed)], ADULT)) == ["i2"]


def test_a_second_sign_of_the_same_kind_may_still_settle_the_list_for_children():
    rest = tuple(each.code for each in instrument(SIGNS).indicators if each.code not in ("school", "street"))
    assert settled(advise([sheet(SIGNS, "school", absent=rest)], CHILD)) == ["street"]


def test_a_dimension_that_would_change_nothing_is_not_asked_about():
    other = tuple(each.code for each in instrument(LABOUR).indicators if each.dimension in (DR, CR))
    advice = advise([sheet(LABOUR, *enough(LABOUR, EX, CD), absent=other)], ADULT)
    assert (advice.finding, advice.results[0].is_open) == (Finding.EXPERT_REVIEW, False)
    assert any(each.is_open for each in advice.results[0].dimensions), "abuse of vulnerability is not known"
    assert advice.questions == ()


@given(st.data())
def test_no_question_comes_twice_none_is_answered_and_they_are_few(data):
    age = data.draw(st.sampled_from(list(AgeGroup)))
    codes = [code for code in (LABOUR, OF_CHILD, ELEMENTS, SIGNS) if fits_age(instrument(code), age)]
    sheets = []
    for code in codes:
        listed = [each.code for each in instrument(code).indicators]
        yes, no = (data.draw(st.sets(st.sampled_from(listed), max_size=6)) for _ in range(2))
        sheets.append(sheet(code, *yes, absent=tuple(no - yes)))
    advice = advise(sheets, age)
    asked = [one for question in advice.questions for one in question.settles]
    assert len(asked) == len(set(asked))
    assert len(advice.questions) <= MOST_QUESTIONS
    held = {each.instrument.code: each for each in sheets}
    assert all(held[one.instrument].answer(one.indicator) is UNKNOWN for one in asked)
    topics = {(s.instrument.code, i.code): i.topic for s in sheets for i in s.instrument.indicators}
    for question in advice.questions:
        of_question = {topics[one.instrument, one.indicator] for one in question.settles}
        assert len(of_question) == 1
        others = {
            topics[one.instrument, one.indicator]
            for each in advice.questions
            if each != question
            for one in each.settles
        }
        assert of_question - {None} <= of_question - others


def test_once_enough_is_known_nothing_more_is_asked():
    advice = advise([labour(DR, EX, CD, absent=()), sheet(ELEMENTS)], ADULT)
    assert advice.results[1].is_open
    assert advice.questions == ()
    assert NextStep.STOP_ASKING in what_next(advice)


def test_what_cannot_change_the_finding_is_not_asked():
    advice = advise([sheet(LABOUR, *enough(LABOUR, EX), absent=("DR01",))], ADULT)
    assert not [code for code in settled(advice) if code.startswith("EX")]
    assert advise([labour(EX)], ADULT).questions == ()


def test_a_question_names_the_version_that_it_belongs_to():
    (first, *_) = advise([sheet(LABOUR)], ADULT).questions
    assert first.settles[0] == Asked(LABOUR, 1, "DR01")


# --- what to do ---------------------------------------------------------------------------------------------------
def test_danger_comes_before_everything():
    advice = advise([labour(DR, EX, CD)], ADULT)
    assert what_next(advice, in_danger=True)[0] is NextStep.SAFETY_FIRST
    assert what_next(advice)[0] is NextStep.FIND_OUT_DANGER
    assert what_next(advice, in_danger=False)[0] is NextStep.REFER_TO_TEAM


@pytest.mark.parametrize(
    ("sheets", "age", "due", "not_due"),
    [
        ([labour(DR, EX, CD)], ADULT, {NextStep.REFER_TO_TEAM, NextStep.PROTECT_LABOUR_RIGHTS}, {NextStep.ASK_TEAM}),
        ([labour(DR, EX)], ADULT, {NextStep.ASK_TEAM, NextStep.SPEAK_ALONE}, {NextStep.REFER_TO_TEAM}),
        ([labour(EX)], ADULT, {NextStep.PROTECT_LABOUR_RIGHTS}, {NextStep.ASK_TEAM, NextStep.CALL_GUARDIANSHIP}),
        ([labour()], ADULT, {NextStep.KEEP_HELP_OPEN}, {NextStep.SECOND_LOOK, NextStep.PROTECT_LABOUR_RIGHTS}),
        (
            [sheet(SIGNS, "begging")],
            CHILD,
            {NextStep.CALL_GUARDIANSHIP, NextStep.REFER_TO_TEAM},
            {NextStep.SPEAK_ALONE},
        ),
        ([sheet(SIGNS, "school")], CHILD, {NextStep.ASK_TEAM, NextStep.LET_TRAINED_ASK}, {NextStep.ASK_LITTLE}),
        ([sheet(SIGNS, absent="rest")], CHILD, {NextStep.SECOND_LOOK}, {NextStep.CALL_GUARDIANSHIP}),
        ([sheet(SIGNS, "school")], IN_DOUBT, {NextStep.TREAT_AS_CHILD, NextStep.CALL_GUARDIANSHIP}, set()),
        ([sheet(LABOUR, "EX02")], ADULT, {NextStep.ASK_LITTLE}, {NextStep.LET_TRAINED_ASK, NextStep.STOP_ASKING}),
    ],
)
def test_what_is_due_follows_from_the_finding_and_the_age(sheets, age, due, not_due):
    steps = set(what_next(advise(sheets, age)))
    assert due <= steps
    assert not not_due & steps


@given(st.sampled_from(list(Finding)), st.sampled_from(list(AgeGroup)), st.sampled_from([None, True, False]))
def test_whatever_is_found_a_human_decides_and_help_stays_open(finding, age, in_danger):
    advice = replace(advise([], age), finding=finding)
    steps = what_next(advice, in_danger=in_danger)
    assert steps[-3:] == (NextStep.TELL_THE_PERSON, NextStep.DECIDE_AND_SAY_WHY, NextStep.KEEP_HELP_OPEN)
    assert set(help_open(age)) == set(Help) - ({Help.GUARDIAN} if age == ADULT else set())


def test_instruments_made_for_any_age_fit_every_age():
    anyone = invented(Weighing.CHILD_LIST, ("play", "weak"), subject=Subject.ANY)
    assert all(fits_age(anyone, age) for age in AgeGroup)
