"""Scores, ranks, and what a call can still give."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.partnership.rules.ranking import Criterion, is_complete, left, needs_third, percent_of, ranks, score

CRITERIA = st.lists(st.builds(Criterion, st.integers(1, 100), st.integers(1, 50)), min_size=1, max_size=8)
PERCENTS = st.decimals(0, 100, places=2)


@st.composite
def scored(draw):
    criteria = draw(CRITERIA)
    return criteria, [draw(st.integers(0, each.most_points)) for each in criteria]


def test_the_score_is_the_weighted_mean_of_the_shares():
    criteria = [Criterion(60, 10), Criterion(40, 20)]
    assert percent_of([5, 20], criteria) == Decimal("70.00")
    assert percent_of([10, 20], criteria) == 100
    assert percent_of([0, 0], criteria) == 0


@given(scored())
def test_a_score_lies_between_nothing_and_all(case):
    criteria, points = case
    assert 0 <= percent_of(points, criteria) <= 100


@given(scored(), st.data())
def test_another_point_never_lowers_a_score(case, data):
    criteria, points = case
    place = data.draw(st.integers(0, len(points) - 1))
    if points[place] < criteria[place].most_points:
        more = [*points]
        more[place] += 1
        assert percent_of(more, criteria) >= percent_of(points, criteria)


@given(scored())
def test_points_that_do_not_fit_are_refused(case):
    criteria, points = case
    for wrong in ([*points, 0], points[:-1], [*points[:-1], criteria[-1].most_points + 1], [*points[:-1], -1]):
        with pytest.raises(ValueError, match="points"):
            percent_of(wrong, criteria)


@given(st.dictionaries(st.integers(), PERCENTS, max_size=12))
def test_ranks_follow_the_scores_and_equal_scores_share_a_place(scores):
    placed = ranks(scores)
    for one, first in scores.items():
        assert placed[one] == 1 + sum(other > first for other in scores.values())
        for two, second in scores.items():
            assert (placed[one] < placed[two]) == (first > second)


@given(st.lists(PERCENTS, min_size=1, max_size=3))
def test_the_mean_lies_within_what_assessors_gave(percents):
    assert min(percents) <= score(percents) <= max(percents)


@given(st.lists(PERCENTS, max_size=3), st.integers(0, 100))
def test_a_third_is_asked_exactly_where_two_are_far_apart(percents, gap):
    if len(percents) != 2:
        assert not needs_third(percents, gap)
    else:
        assert needs_third(percents, gap) == (abs(percents[0] - percents[1]) > gap)
    assert is_complete(percents, gap) == (len(percents) == 3 or (len(percents) == 2 and not needs_third(percents, gap)))


def test_no_score_without_an_assessment():
    with pytest.raises(ValueError, match="no assessment"):
        score([])


def test_what_is_left_of_a_call():
    assert left(4_000_000, [600_000, 1_000_000]) == 2_400_000
