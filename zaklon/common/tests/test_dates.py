"""Behaviour of quarters and half-years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.dates import Quarter, half_year_end


def test_the_deadline_of_a_quarter_is_its_last_day():
    assert [Quarter(2020, n).last_day for n in (1, 2, 3, 4)] == [
        date(2020, 3, 31),
        date(2020, 6, 30),
        date(2020, 9, 30),
        date(2020, 12, 31),
    ]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_every_day_lies_inside_its_quarter_and_the_next_day_after_the_last_opens_the_following(day):
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.following().first_day == quarter.last_day + timedelta(days=1)
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2020-Q5", "2020Q1", "II", ""])
def test_anything_but_the_stored_form_of_a_quarter_is_refused(text):
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_a_half_year_ends_in_june_or_december():
    assert half_year_end(date(2021, 6, 30)) == date(2021, 6, 30)
    assert half_year_end(date(2021, 7, 1)) == date(2021, 12, 31)
