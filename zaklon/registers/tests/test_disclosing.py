"""Numbers of persons for other readers than the coordinator: nothing that two questions could subtract."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zaklon.registers.counting import Days
from zaklon.registers.rules.disclosing import Reader, is_one_year

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 900))
def test_only_whole_calendar_years_are_counted_so_no_two_stretches_overlap(start, length):
    days = Days(start, start + timedelta(days=length))
    is_whole = days == Days(date(start.year, 1, 1), date(start.year, 12, 31))
    assert is_one_year(days) == is_whole
    assert Reader(5).may_count(days) == is_whole
    assert Reader(None).may_count(days)


@given(st.integers(0, 30))
def test_a_small_number_is_never_told_and_nought_is(number):
    year = Days(date(2020, 1, 1), date(2020, 12, 31))
    assert Reader(5).told(Decimal(number), year) == (None if 0 < number < 5 else number)
    assert Reader(None).told(Decimal(number), year) == number
