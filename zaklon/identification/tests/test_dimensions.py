"""The rule for one dimension: the vectors of the list's file, and the file's own expression as an oracle."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.identification.rules.answers import Answer, Sheet
from zaklon.identification.rules.dimensions import Count, dimensions_of, is_positive_by_strength
from zaklon.identification.tests.instruments import NO, UNKNOWN, YES, instrument, invented
from zaklon.vocabulary.pack import Weighing

# ilo-delphi-indicators.yaml, dimension_rule.test_vectors: strong, medium, weak, positive.
VECTORS = [
    (0, 0, 0, False),
    (1, 0, 0, False),
    (2, 0, 0, True),
    (1, 1, 0, True),
    (1, 0, 1, True),
    (0, 1, 0, False),
    (0, 2, 0, False),
    (0, 3, 0, True),
    (0, 2, 1, True),
    (0, 1, 1, False),
    (0, 1, 2, False),
    (0, 1, 9, False),
    (0, 0, 3, False),
    (0, 0, 9, False),
    (1, 2, 0, True),
    (3, 1, 1, True),
]
# The same file, dimension_rule.python.
EXPRESSION = "S>=2 or (S>=1 and M+W>=1) or M>=3 or (M>=2 and W>=1)"


@pytest.mark.parametrize(("strong", "medium", "weak", "positive"), VECTORS)
def test_the_rule_passes_every_vector_of_its_source(strong, medium, weak, positive):
    assert is_positive_by_strength(Count(strong, medium, weak)) is positive


def test_the_rule_agrees_with_the_source_s_expression_up_to_ten_of_each():
    compiled = compile(EXPRESSION, "source", "eval")
    for strong, medium, weak in product(range(11), repeat=3):
        expected = eval(compiled, {"S": strong, "M": medium, "W": weak})  # noqa: S307  the source's own words
        assert is_positive_by_strength(Count(strong, medium, weak)) is expected, (strong, medium, weak)


@pytest.mark.parametrize(("strong", "medium", "weak", "positive"), VECTORS)
def test_answers_are_counted_into_the_vectors(strong, medium, weak, positive):
    strengths = ["strong"] * strong + ["medium"] * medium + ["weak"] * weak
    rows = [("exploitation", strength) for strength in [*strengths, "strong", "strong"]]
    answers = {f"i{number}": YES for number in range(1, len(strengths) + 1)}
    (found,) = dimensions_of(Sheet(invented(Weighing.ILO, *rows), answers))
    assert found.count == Count(strong, medium, weak)
    assert found.is_positive is positive
    assert found.is_open is not positive, "two strong ones are still not known"


def test_every_indicator_stands_once_in_its_dimension_by_its_answer():
    answers = {"CD01": YES, "CD02": NO, "CD03": UNKNOWN, "DR01": YES}
    found = {each.code: each for each in dimensions_of(Sheet(instrument("ilo_adult_labour"), answers))}
    assert len(found) == 6
    coerced = found["coercion_destination"]
    assert (coerced.present, coerced.absent) == (("CD01",), ("CD02",))
    assert coerced.not_known == tuple(f"CD{number:02}" for number in range(3, 16))
    assert (coerced.is_positive, coerced.is_open) == (False, True)
    assert sum(len(each.present) + len(each.absent) + len(each.not_known) for each in found.values()) == 67


def test_a_dimension_without_a_way_left_is_not_open():
    rows = [("exploitation", "medium")] * 3
    answered = {"i1": YES, "i2": NO, "i3": UNKNOWN}
    (found,) = dimensions_of(Sheet(invented(Weighing.ILO, *rows), answered))
    assert (found.is_positive, found.is_open) == (False, False)


STRENGTHS = st.lists(st.sampled_from(["strong", "medium", "weak"]), min_size=1, max_size=12)


@given(STRENGTHS, st.data())
def test_one_more_indicator_never_takes_a_positive_dimension_back(strengths, data):
    rows = [("exploitation", strength) for strength in strengths]
    listed = invented(Weighing.ILO, *rows)
    answers = {each.code: data.draw(st.sampled_from(list(Answer))) for each in listed.indicators}
    more = answers | {data.draw(st.sampled_from(sorted(answers))): YES}
    (before,), (after,) = dimensions_of(Sheet(listed, answers)), dimensions_of(Sheet(listed, more))
    assert after.is_positive >= before.is_positive


@given(STRENGTHS, st.data())
def test_each_indicator_counts_once_and_only_when_it_is_present(strengths, data):
    listed = invented(Weighing.ILO, *[("exploitation", strength) for strength in strengths])
    answers = {each.code: data.draw(st.sampled_from(list(Answer))) for each in listed.indicators}
    (found,) = dimensions_of(Sheet(listed, answers))
    assert found.count.total == sum(said is YES for said in answers.values())
    assert (*sorted([*found.present, *found.absent, *found.not_known]),) == (*sorted(answers),)
