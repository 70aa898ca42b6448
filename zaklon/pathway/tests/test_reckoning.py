"""Deadlines: to the end of their last day on the wall of the country, around holidays and pauses."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.pathway.rules.reckoning import (
    Calendar,
    Closed,
    closed_days,
    due_after_pause,
    due_at,
    next_warning,
    warnings_of,
)
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import Clock, ClockKind

ZONE = ZoneInfo("Europe/Podgorica")
PLAIN = Calendar(ZONE)
HOLIDAYS = (Closed("05-21", 2, shifts=True), Closed("01-01", 2, shifts=True), Closed("2026-04-13"))
WORKING = Calendar(ZONE, HOLIDAYS)
UNITS = ("hour", "day", "working_day", "month", "quarter", "half_year", "year")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def a_clock(amount: int, unit: str, *warn_at: int) -> Clock:
    return Clock(
        code="c", labels={}, source="s", certainty=Certainty.PROPOSED, area="way", order=1, kind=ClockKind.DURATION,
        force="f", bound="exactly", amount=amount, unit=unit, warn_at=warn_at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "unit", "start", "due"),
    [
        (24, "hour", "2026-03-28T12:00", "2026-03-29T13:00"),  # the night on which clocks go forward
        (1, "day", "2026-03-28T23:59", "2026-03-30T00:00"),
        (90, "day", "2026-01-01T08:00", "2026-04-02T00:00"),
        (5, "working_day", "2026-05-18T08:00", "2026-05-28T00:00"),  # 21 and 22 May are closed, then a week-end
        (1, "month", "2026-01-31T08:00", "2026-03-01T00:00"),
        (12, "month", "2024-02-29T08:00", "2025-03-01T00:00"),
        (1, "year", "2024-02-29T08:00", "2025-03-01T00:00"),
    ],
)
def test_a_deadline_ends_where_the_calendar_says(amount, unit, start, due):
    assert due_at(at(start), amount, unit, WORKING) == at(due)


def test_a_holiday_on_a_sunday_is_made_up_for_on_the_next_working_day():
    # 1 January 2034 is a Sunday, 2 January closed anyway.
    assert date(2034, 1, 3) in closed_days(2034, HOLIDAYS)
    # 22 May 2033 is a Sunday.
    assert date(2033, 5, 23) in closed_days(2033, HOLIDAYS)
    assert date(2026, 4, 13) in closed_days(2026, HOLIDAYS)
    assert date(2027, 4, 13) not in closed_days(2027, HOLIDAYS)


@given(moments, st.integers(0, 400), st.sampled_from(UNITS))
def test_more_time_never_ends_sooner_and_nothing_ends_before_it_starts(start, amount, unit):
    first, second = (due_at(start, each, unit, WORKING) for each in (amount, amount + 1))
    assert start <= first < second


@given(moments, st.integers(1, 60))
def test_working_days_are_counted_as_a_clerk_counts_them(start, amount):
    due = due_at(start, amount, "working_day", WORKING)
    day, counted = WORKING.day_of(start), 0
    while WORKING.end_of(day) < due:
        day += timedelta(days=1)
        counted += day.weekday() < 5 and day not in closed_days(day.year, HOLIDAYS)
    assert counted == amount
    assert WORKING.end_of(day) == due


@given(moments, st.integers(1, 60), st.sampled_from(UNITS), st.integers(0, 40), st.integers(0, 40))
def test_a_pause_never_takes_time_away(start, amount, unit, before, lasted):
    due = due_at(start, amount, unit, WORKING)
    paused = start + timedelta(days=before)
    resumed = paused + timedelta(days=lasted)
    after = due_after_pause(unit, due, paused, resumed, WORKING)
    assert after >= due
    if paused >= due:
        assert after == due


def test_a_pause_keeps_what_was_left():
    due = due_at(at("2026-06-01T09:00"), 10, "day", PLAIN)
    after = due_after_pause("day", due, at("2026-06-03T09:00"), at("2026-06-20T18:00"), PLAIN)
    assert after == at("2026-06-29T00:00")  # eight days were left
    due = due_at(at("2026-06-01T09:00"), 5, "working_day", PLAIN)  # until the end of Monday the 8th
    after = due_after_pause("working_day", due, at("2026-06-03T09:00"), at("2026-06-06T09:00"), PLAIN)
    assert after == at("2026-06-11T00:00")  # Thursday, Friday and Monday were left


def test_people_are_warned_at_the_packs_moments_and_at_the_end():
    clock, start = a_clock(90, "day", 30, 60, 80), at("2026-01-01T08:00")
    due = due_at(start, 90, "day", PLAIN)
    told = warnings_of(clock, start, due, PLAIN)
    assert told == (at("2026-02-01T00:00"), at("2026-03-03T00:00"), at("2026-03-23T00:00"), due)
    assert next_warning(clock, start, due, at("2026-03-04T00:00"), PLAIN) == told[2]
    assert next_warning(clock, start, due, due, PLAIN) is None


def test_a_clock_of_unknown_length_ends_nobodys_time():
    from zaklon.pathway.rules.reckoning import due_of

    unknown = Clock(
        code="c", labels={}, source="s", certainty=Certainty.PROPOSED, area="way", order=1, kind=ClockKind.UNKNOWN,
        force="f",
    )  # fmt: skip
    assert due_of(unknown, at("2026-01-01T08:00"), PLAIN) is None
