"""Where nobody is on call."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zaklon.identification.rules.roster import gaps

START = datetime(2026, 1, 1, tzinfo=UTC)
hours = st.integers(0, 40)


def at(hour):
    return START + timedelta(hours=hour)


def test_the_time_between_two_shifts_is_a_gap():
    assert gaps([(at(0), at(4)), (at(6), at(20))], at(1), at(10)) == ((at(4), at(6)),)


def test_with_nobody_all_of_it_is_a_gap():
    assert gaps([], at(0), at(5)) == ((at(0), at(5)),)


def test_shifts_after_the_time_looked_at_fill_nothing():
    assert gaps([(at(9), at(12))], at(0), at(5)) == ((at(0), at(5)),)


@given(st.lists(st.tuples(hours, st.integers(1, 9)), max_size=6))
def test_each_hour_is_in_a_gap_or_in_a_shift(some):
    shifts = [(at(first), at(first + length)) for first, length in some]
    found = gaps(shifts, at(0), at(40))
    for hour in range(40):
        middle = at(hour) + timedelta(minutes=30)
        in_shift = any(starts <= middle < ends for starts, ends in shifts)
        in_gap = any(starts <= middle < ends for starts, ends in found)
        assert in_shift != in_gap
