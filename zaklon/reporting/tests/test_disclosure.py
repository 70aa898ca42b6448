"""What is hidden before a table is handed out cannot be reckoned back from what is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.reporting.disclosure import given_away, hidden


def two_way(numbers):
    """Counts and sums of a table with its margins; its cells are told by row and column, `all` is a margin."""
    rows, columns = len(numbers), len(numbers[0])
    counts = {(row, column): numbers[row][column] for row in range(rows) for column in range(columns)}
    for row in range(rows):
        counts[row, "all"] = sum(numbers[row])
    for column in range(columns):
        counts["all", column] = sum(line[column] for line in numbers)
    counts["all", "all"] = sum(sum(line) for line in numbers)
    sums = [((row, "all"), tuple((row, column) for column in range(columns))) for row in [*range(rows), "all"]]
    sums += [(("all", column), tuple((row, column) for row in range(rows))) for column in [*range(columns), "all"]]
    return counts, sums


def other_tables(counts, sums, found, most):
    """Every table of whole numbers that agrees with what is shown; the hidden inner cells are tried one by one."""
    inner = sorted(cell for cell in found if "all" not in cell)
    for tried in product(range(1, most + 1), repeat=len(inner)):
        table = {cell: number for cell, number in counts.items() if cell not in found} | dict(
            zip(inner, tried, strict=True)
        )
        for _round in range(2):
            for total, parts in sums:
                if total not in table and all(part in table for part in parts):
                    table[total] = sum(table[part] for part in parts)
        if all(table[cell] > 0 for cell in found) and all(
            table[total] == sum(table[part] for part in parts) for total, parts in sums
        ):
            yield table


tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 4), min_size=columns, max_size=columns), min_size=1, max_size=3)
)


@given(tables)
def test_every_small_count_is_hidden_and_no_nought(numbers):
    counts, sums = two_way(numbers)
    found = hidden(counts, sums, smallest=3)
    assert {cell for cell, number in counts.items() if 0 < number < 3} <= found
    assert not any(counts[cell] == 0 for cell in found)


@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=1, max_size=2))
def test_whoever_tries_every_table_finds_two_for_each_hidden_count(numbers):
    counts, sums = two_way(numbers)
    found = hidden(counts, sums, smallest=3)
    possible = list(other_tables(counts, sums, found, 12))
    for cell in found:
        assert len({table[cell] for table in possible}) > 1, cell


def test_three_hidden_counts_that_make_three_do_not_stand_beside_their_sum():
    counts = {"total": 3, "spring": 1, "summer": 1, "autumn": 1}
    sums = [("total", ("spring", "summer", "autumn"))]
    assert given_away({"spring", "summer", "autumn"}, counts, sums) == {"spring", "summer", "autumn"}
    assert "total" in hidden(counts, sums, smallest=3)


def test_a_table_that_only_its_corners_would_give_away_is_kept_whole():
    counts, sums = two_way([[2, 0, 1], [3, 2, 1], [1, 1, 0]])
    possible = list(other_tables(counts, sums, hidden(counts, sums, smallest=3), 5))
    assert len({table[2, 1] for table in possible}) > 1


def test_one_small_count_takes_a_second_one_with_it():
    counts = {"total": 10, "girls": 8, "boys": 2}
    assert hidden(counts, [("total", ("girls", "boys"))], smallest=3) == {"girls", "boys"}


def test_a_small_count_beside_noughts_takes_the_total_with_it():
    counts = {"total": 2, "girls": 2, "boys": 0}
    assert hidden(counts, [("total", ("girls", "boys"))], smallest=3) == {"girls", "total"}


def test_nothing_is_hidden_where_nothing_is_small():
    counts, sums = two_way([[3, 4], [0, 5]])
    assert hidden(counts, sums, smallest=3) == frozenset()


def test_two_tables_with_one_total_do_not_give_each_other_away():
    counts = {"total": 9, "girls": 8, "boys": 1, "home": 5, "abroad": 4}
    sums = [("total", ("girls", "boys")), ("total", ("home", "abroad"))]
    found = hidden(counts, sums, smallest=3)
    assert "boys" in found
    assert given_away(found, counts, sums) == frozenset()


def test_a_sum_that_does_not_hold_is_no_protection():
    with pytest.raises(ValueError, match="'total' is not the sum"):
        hidden({"total": 5, "girls": 3}, [("total", ("girls",))], smallest=3)
