"""What dimensions point to: the rows that the source lists, and review for everything that it does not."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.identification.rules import findings
from zaklon.identification.rules.dimensions import Count
from zaklon.identification.rules.findings import LEVELS, Finding, Level, of_adult, of_child, of_child_list, of_elements
from zaklon.vocabulary.pack.instruments import DIMENSIONS_OF

ALL = DIMENSIONS_OF["ilo"]
DR, CR, VR, EX, CD, VD = ALL
EVERY_SET = [frozenset(each) for each in chain.from_iterable(combinations(ALL, size) for size in range(7))]
# ilo-delphi-indicators.yaml, case_rule.adult, and what its results are called here.
SOURCE_ROWS = [
    ({"means": set(), EX: False, CD: False}, "not_victim"),
    ({"means": set(), EX: True, CD: False}, "labour_rights_case"),
    ({"means": {DR}, EX: True, CD: False}, "deceived_and_exploited"),
    ({"means": {DR}, EX: True, CD: True}, "trafficking_for_forced_labour"),
    ({"means": {CR}, EX: True, CD: True}, "trafficking_for_forced_labour"),
    ({"means": {DR, CR}, EX: True, CD: True}, "trafficking_for_forced_labour"),
]
OURS = {
    "not_victim": Finding.NOT_INDICATED,
    "labour_rights_case": Finding.LABOUR_RIGHTS,
    "deceived_and_exploited": Finding.DECEIVED_AND_EXPLOITED,
    "trafficking_for_forced_labour": Finding.TRAFFICKING_INDICATED,
}


def from_source(positive):
    """The source's table read afresh; None for a combination that it does not list."""
    if not positive & {DR, CR} and positive & {VR, VD}:
        return None  # a means that no row names
    for row, result in SOURCE_ROWS:
        if (positive & {DR, CR}, EX in positive, CD in positive) == (row["means"], row[EX], row[CD]):
            return result
    return None


@pytest.mark.parametrize("positive", EVERY_SET, ids=lambda each: "+".join(sorted(each)) or "nothing")
def test_an_adult_s_finding_is_the_source_s_row_or_a_review(positive):
    listed = from_source(positive)
    assert of_adult(positive) is (OURS[listed] if listed else Finding.EXPERT_REVIEW)


def test_a_combination_that_is_not_listed_is_never_taken_for_nothing():
    unlisted = [each for each in EVERY_SET if from_source(each) is None]
    assert len(unlisted) == 64 - 2 - 4 - 12
    assert {of_adult(each) for each in unlisted} == {Finding.EXPERT_REVIEW}
    assert [each for each in EVERY_SET if of_adult(each) is Finding.NOT_INDICATED] == [frozenset()]


@pytest.mark.parametrize(
    "positive",
    [{EX, CD}, {EX, CR}, {VR}, {VD}, {CD}, {DR}, {EX, VR}, {EX, CD, VR}, {EX, CD, VD}, {DR, CD}, {DR, CR, EX}],
)
def test_named_gaps_of_the_source_go_to_somebody_experienced(positive):
    assert of_adult(frozenset(positive)) is Finding.EXPERT_REVIEW


def test_abuse_of_vulnerability_reinforces_a_row_that_names_a_means():
    assert of_adult(frozenset({DR, EX, VR, VD})) is Finding.DECEIVED_AND_EXPLOITED
    assert of_adult(frozenset({CR, EX, CD, VR})) is Finding.TRAFFICKING_INDICATED


@given(st.sampled_from(EVERY_SET), st.sampled_from(ALL), st.booleans())
def test_one_more_positive_dimension_never_points_less_far(positive, more, is_act_seen):
    assert LEVELS[of_adult(positive | {more})] >= LEVELS[of_adult(positive)]
    before, after = (of_child(each, is_act_seen=is_act_seen) for each in (positive, positive | {more}))
    assert LEVELS[after] >= LEVELS[before]


@pytest.mark.parametrize("positive", EVERY_SET, ids=lambda each: "+".join(sorted(each)) or "nothing")
def test_for_a_child_an_act_and_exploitation_are_enough(positive):
    found = of_child(positive, is_act_seen=True)
    assert (found is Finding.TRAFFICKING_INDICATED) is (EX in positive)
    if not positive & {DR, CR, VR}:
        assert of_child(positive, is_act_seen=False) is (Finding.EXPERT_REVIEW if positive else Finding.NOT_INDICATED)


def test_a_child_whose_recruitment_is_shown_needs_no_other_act():
    for recruited in (DR, CR, VR):
        assert of_child(frozenset({recruited, EX}), is_act_seen=False) is Finding.TRAFFICKING_INDICATED


def test_exploitation_of_a_child_is_never_only_a_matter_of_labour_law():
    reached = {of_child(each, is_act_seen=act) for each in EVERY_SET for act in (False, True)}
    assert reached == {Finding.TRAFFICKING_INDICATED, Finding.EXPERT_REVIEW, Finding.NOT_INDICATED}


ELEMENTS = [
    frozenset(each) for each in chain.from_iterable(combinations(("act", "means", "purpose"), n) for n in range(4))
]


@pytest.mark.parametrize("positive", ELEMENTS, ids=lambda each: "+".join(sorted(each)) or "nothing")
def test_the_elements_are_complete_with_a_means_for_adults_and_without_for_children(positive):
    complete, some = Finding.TRAFFICKING_INDICATED, Finding.EXPERT_REVIEW
    rest = some if positive else Finding.NOT_INDICATED
    assert of_elements(positive, is_child=False) is (complete if len(positive) == 3 else rest)
    assert of_elements(positive, is_child=True) is (complete if {"act", "purpose"} <= positive else rest)
    assert of_elements(positive | {"means"}, is_child=True) in (of_elements(positive, is_child=True), some)


@pytest.mark.parametrize(
    ("count", "finding"),
    [
        (Count(), Finding.NOT_INDICATED),
        (Count(weak=1), Finding.EXPERT_REVIEW),
        (Count(medium=1), Finding.EXPERT_REVIEW),
        (Count(weak=2), Finding.CHILD_CONCERN),
        (Count(medium=1, weak=1), Finding.CHILD_CONCERN),
        (Count(strong=1), Finding.CHILD_CONCERN),
    ],
)
def test_one_strong_sign_or_two_of_any_kind_call_for_protection(count, finding):
    assert of_child_list(count) is finding


def test_every_finding_has_a_level_and_only_two_show_nothing():
    assert set(LEVELS) == set(Finding)
    nothing = {finding for finding, level in LEVELS.items() if level is Level.NOTHING_SHOWN}
    assert nothing == {Finding.NOT_INDICATED, Finding.NOT_ENOUGH_KNOWN}


def test_the_printed_table_holds_every_combination_once():
    rows = list(findings.combinations())
    assert len({(row.means, row.is_exploited, row.is_coerced_there) for row in rows}) == len(rows) == 16
    assert rows[0].finding is Finding.NOT_INDICATED
    assert rows[0].finding_with_abuse is Finding.EXPERT_REVIEW
