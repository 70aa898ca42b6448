"""Marking is fair: what is right counts whole, nobody passes by rounding, and more right answers never mark lower."""

from hypothesis import given
from hypothesis import strategies as st

from zaklon.capacity.rules.content import Answer, Question
from zaklon.capacity.rules.marking import mark, unanswered


def made(right, count):
    answers = tuple(Answer({"en": str(place)}, place in right) for place in range(count))
    return Question({"en": "?"}, len(right) == 1, answers, {"en": "!"})


@st.composite
def questions(draw):
    count = draw(st.integers(2, 6))
    right = draw(st.sets(st.integers(0, count - 1), min_size=1))
    return made(right, count)


asked = st.lists(questions(), min_size=1, max_size=12)
marks = st.integers(1, 100)


@st.composite
def tries(draw):
    found = draw(asked)
    chosen = {number: draw(st.frozensets(st.integers(0, len(each.answers) - 1))) for number, each in enumerate(found)}
    return found, chosen


def all_right(found):
    return {number: each.right for number, each in enumerate(found)}


@given(asked, marks)
def test_everything_right_always_passes(found, pass_mark):
    marked = mark(found, all_right(found), pass_mark=pass_mark)
    assert marked.percent == 100
    assert marked.is_passed


@given(asked, marks)
def test_nothing_answered_never_passes(found, pass_mark):
    assert not mark(found, {}, pass_mark=pass_mark).is_passed


@given(tries(), marks)
def test_who_passes_has_the_percent_and_the_percent_is_never_rounded_up(tried, pass_mark):
    found, chosen = tried
    marked = mark(found, chosen, pass_mark=pass_mark)
    assert marked.percent * len(found) <= 100 * sum(marked.right) < (marked.percent + 1) * len(found)
    assert marked.is_passed == (100 * sum(marked.right) >= pass_mark * len(found))
    assert marked.is_passed == (marked.percent >= pass_mark)


@given(tries(), marks, st.data())
def test_one_more_right_answer_never_marks_lower(tried, pass_mark, data):
    found, chosen = tried
    place = data.draw(st.integers(0, len(found) - 1))
    better = {**chosen, place: found[place].right}
    before, after = mark(found, chosen, pass_mark=pass_mark), mark(found, better, pass_mark=pass_mark)
    assert after.percent >= before.percent
    assert after.is_passed or not before.is_passed


@given(asked, st.data())
def test_a_question_counts_whole_or_not_at_all(found, data):
    place = data.draw(st.integers(0, len(found) - 1))
    offered = st.frozensets(st.integers(0, len(found[place].answers) - 1))
    wrong = data.draw(offered.filter(lambda chosen: chosen != found[place].right))
    assert not mark(found, {**all_right(found), place: wrong}, pass_mark=1).right[place]


@given(asked)
def test_nothing_is_missing_from_a_whole_try(found):
    assert unanswered(found, all_right(found)) == ()
    assert unanswered(found, {}) == tuple(range(len(found)))


def test_an_answer_that_was_not_offered_and_two_where_one_is_asked_are_no_answers():
    assert unanswered([made({0}, 3)], {0: frozenset({3})}) == (0,)
    assert unanswered([made({0}, 3)], {0: frozenset({0, 1})}) == (0,)
    assert unanswered([made({0, 1}, 3)], {0: frozenset({0, 1})}) == ()
