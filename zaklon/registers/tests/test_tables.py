"""Rows of a table beside the row before, and rows that nobody entered anything for."""

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zaklon.registers.rules.tables import Grid, grid_of, turns, without_gaps

NUMBERS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6)


def grid(numbers):
    rows = [f"r{place}" for place in range(len(numbers))]
    found = [(row, column, Decimal(number)) for row, pair in zip(rows, numbers, strict=True)
             for column, number in zip("ab", pair, strict=True)]  # fmt: skip
    return grid_of(found, rows, ("a", "b"))


@given(NUMBERS)
def test_each_row_but_the_first_is_compared_by_its_sum(numbers):
    found = turns(grid(numbers))
    sums = [sum(pair) for pair in numbers]
    assert [(turn.number_before, turn.number) for turn in found] == list(itertools.pairwise(sums))
    assert all((turn.percent is None) is (turn.number_before == 0) for turn in found)


def test_twenty_one_after_twenty_five_is_sixteen_per_cent_less():
    (turn,) = turns(grid([(20, 5), (20, 1)]))
    assert (turn.before, turn.row, turn.percent) == ("r0", "r1", -16)


def test_where_something_is_hidden_nothing_is_compared():
    whole = grid([(20, 5), (20, 1)])
    assert turns(Grid(whole.rows, whole.columns, whole.numbers, frozenset({("r1", "b")}))) == ()


def test_a_month_without_entries_between_others_is_a_nought_and_none_is_made_up_before_or_after():
    cells = [("2020-03-01", "number", Decimal(3)), ("2020-06-01", "number", Decimal(4)), ("-", "number", Decimal(1))]
    found = grid_of(without_gaps(cells, "month"), (), ("number",))
    assert found.rows == ("-", "2020-03-01", "2020-04-01", "2020-05-01", "2020-06-01")
    assert [found.value(row, "number") for row in found.rows] == [1, 3, 0, 0, 4]
    assert found.value("", "number") == 8


@given(st.sets(st.integers(0, 60), min_size=1), st.sampled_from(["month", "quarter"]))
def test_after_filling_no_two_rows_leave_one_out(places, rows):
    codes = {
        "month": lambda at: f"{2018 + at // 12}-{at % 12 + 1:02}-01",
        "quarter": lambda at: f"{2010 + at // 4}{at % 4 + 1}",
    }[rows]
    filled = without_gaps([(codes(at), "number", Decimal(1)) for at in places], rows)
    assert {row for row, _column, _number in filled} == {codes(at) for at in range(min(places), max(places) + 1)}
    assert sum(number for _row, _column, number in filled) == len(places)


def test_what_does_not_follow_in_time_is_left_as_it_is():
    cells = [("2020", "number", Decimal(3)), ("2029", "number", Decimal(3))]
    assert without_gaps(cells, "sector") == cells
