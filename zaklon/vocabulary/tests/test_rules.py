"""Days by a clock's unit, versions, language tags."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.vocabulary.rules import fallbacks, language_tag, last_day_in_use, later, version_key

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "amount", "unit", "expected"),
    [
        (date(2026, 6, 30), 15, "day", date(2026, 7, 15)),
        (date(2026, 6, 30), -30, "day", date(2026, 5, 31)),
        (date(2026, 10, 30), 1, "working_day", date(2026, 11, 2)),
        (date(2026, 10, 31), 5, "working_day", date(2026, 11, 6)),
        (date(2026, 11, 2), -1, "working_day", date(2026, 10, 30)),
        (date(2026, 11, 1), 0, "working_day", date(2026, 11, 1)),
        (date(2026, 12, 31), 2, "month", date(2027, 2, 28)),
        (date(2026, 12, 31), 3, "month", date(2027, 3, 31)),
        (date(2026, 3, 31), -1, "month", date(2026, 2, 28)),
        (date(2026, 8, 31), 2, "quarter", date(2027, 2, 28)),
        (date(2026, 8, 31), 1, "half_year", date(2027, 2, 28)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
    ],
)
def test_a_later_day_follows_the_calendar(day, amount, unit, expected):
    assert later(day, amount, unit) == expected


def test_a_unit_that_is_no_count_of_days_is_refused():
    with pytest.raises(ValueError, match="hour"):
        later(date(2026, 1, 1), 24, "hour")


@given(DAYS, st.integers(1, 60))
def test_working_days_end_on_a_working_day_and_take_at_least_as_long_as_days(day, amount):
    end = later(day, amount, "working_day")
    assert end.weekday() < 5
    assert end >= day + timedelta(days=amount)


@given(DAYS, st.integers(-40, 40))
def test_months_keep_the_day_or_take_the_last_one(day, amount):
    end = later(day, amount, "month")
    assert end.day == day.day or (end + timedelta(days=1)).day == 1


def test_versions_compare_by_number():
    assert version_key("2026.9.1") < version_key("2026.10.1") < version_key("2026.10.10")


def test_a_value_retired_on_its_first_day_keeps_that_day():
    assert last_day_in_use(None, date(2026, 5, 2)) == date(2026, 5, 1)
    assert last_day_in_use(date(2026, 5, 2), date(2026, 5, 2)) == date(2026, 5, 2)


@pytest.mark.parametrize(("written", "tag"), [("cnr-cyrl", "cnr-Cyrl"), ("SQ", "sq"), ("cnr-Latn", "cnr-Latn")])
def test_language_codes_of_the_web_become_tags_of_the_pack(written, tag):
    assert language_tag(written) == tag


def test_a_missing_wording_is_looked_for_in_the_country_s_own_language_first():
    assert fallbacks("en", "sq", ["cnr", "sq", "en"]) == ("en", "sq", "cnr")
