"""Rows of a table beside the row before."""

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zaklon.registers.rules.tables import Grid, grid_of, turns

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
