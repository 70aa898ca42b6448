"""Rules of the helpline without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.errors import RuleBroken
from zaklon.helpline.rules.checking import check_codes, check_times
from zaklon.helpline.rules.codes import LISTS, keys_for
from zaklon.helpline.rules.counting import (
    ALONE,
    CHANNEL,
    STRUCTURE,
    TOTAL,
    CallFact,
    Cell,
    add_up,
    by_month,
    count,
    sums,
)
from zaklon.helpline.rules.shifts import is_same_shift
from zaklon.helpline.rules.times import LONGEST_COUNTED, began_at, length_in_seconds
from zaklon.helpline.rules.waiting import middle, share

ZONE = ZoneInfo("Europe/Podgorica")
OPENED = datetime(2026, 5, 1, 12, 4, 30, tzinfo=UTC)  # 14:04:30 on the wall
NOW = OPENED + timedelta(minutes=6)
KNOWN = {field: {"known"} for field in LISTS}
codes = st.sampled_from(["", "one", "two", "three"])
facts = st.builds(
    CallFact,
    structure=st.sampled_from(["suspicion", "counselling", "followup"]),
    channel=st.sampled_from(["phone", "message"]),
    codes=st.tuples(*[codes] * len(ALONE)),
    seconds=st.integers(0, 900),
)


def test_a_call_begins_when_the_page_was_opened_to_the_second():
    assert began_at(OPENED, time(14, 4), None, now=NOW, zone=ZONE) == OPENED
    assert began_at(OPENED, None, None, now=NOW, zone=ZONE) == OPENED


def test_another_time_is_taken_as_said_and_a_later_one_was_yesterdays():
    assert began_at(OPENED, time(13, 50), None, now=NOW, zone=ZONE) == datetime(2026, 5, 1, 11, 50, tzinfo=UTC)
    assert began_at(OPENED, time(23, 50), None, now=NOW, zone=ZONE) == datetime(2026, 4, 30, 21, 50, tzinfo=UTC)


def test_another_day_is_taken_with_the_time_of_the_page_or_the_said_one():
    day = date(2026, 4, 28)
    assert began_at(OPENED, time(9, 5), day, now=NOW, zone=ZONE) == datetime(2026, 4, 28, 7, 5, tzinfo=UTC)
    assert began_at(OPENED, None, day, now=NOW, zone=ZONE).astimezone(ZONE).date() == day


def test_the_length_is_counted_unless_it_is_said_or_the_page_stood_open_too_long():
    assert length_in_seconds(OPENED, None, now=NOW) == 360
    assert length_in_seconds(OPENED, 2, now=NOW) == 120
    assert length_in_seconds(OPENED, None, now=OPENED + LONGEST_COUNTED + timedelta(seconds=1)) is None
    assert length_in_seconds(NOW, None, now=OPENED) is None


def test_what_is_not_said_is_empty_and_what_is_not_on_the_list_is_refused_at_its_field():
    assert check_codes({"structure": "known", "channel": "known"}, KNOWN)["caller"] == ""
    for given_codes, code, field in (
        ({"channel": "known"}, "call_code_missing", "structure"),
        ({"structure": "known", "channel": ""}, "call_code_missing", "channel"),
        ({"structure": "known", "channel": "known", "sex": "x"}, "call_code_unknown", "sex"),
    ):
        with pytest.raises(RuleBroken, match=code) as refused:
            check_codes(given_codes, KNOWN)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("began", "seconds", "code"),
    [
        (NOW + timedelta(minutes=2), 0, "call_begins_later"),
        (NOW - timedelta(days=400), 0, "call_too_old"),
        (NOW, -1, "call_length_unfit"),
        (NOW, 90_000, "call_length_unfit"),
    ],
)
def test_times_that_cannot_be_are_refused(began, seconds, code):
    with pytest.raises(RuleBroken, match=code):
        check_times(began, seconds, NOW)


def test_a_call_that_is_logged_while_it_goes_on_is_fine():
    check_times(NOW, None, NOW)


def test_each_value_has_one_key_digits_first():
    found = keys_for(tuple(f"code{number}" for number in range(12)))
    assert list(found.values()) == list("123456789abc")
    assert len(keys_for(tuple(map(str, range(50))))) == 35


@given(st.lists(facts))
def test_every_table_adds_up_to_the_whole(found):
    counts = count(found)
    assert counts.get(Cell(TOTAL), 0) == len(found)
    for total, parts in sums(counts):
        assert counts[total] == sum(counts[part] for part in parts)
    for table in (STRUCTURE, CHANNEL, *ALONE):
        assert sum(number for cell, number in counts.items() if cell.table == table) == len(found)


@given(st.lists(st.lists(facts, max_size=8), max_size=12))
def test_the_days_added_up_are_the_count_of_all_their_calls(days):
    together = add_up(count(day) for day in days)
    assert together == count([fact for day in days for fact in day])


@given(st.dictionaries(st.sampled_from(["2026-01", "2026-02", "2026-06"]), st.lists(facts, max_size=8)))
def test_the_months_of_a_structure_add_up_to_it(months):
    counted = {month: count(found) for month, found in months.items()}
    whole = add_up(counted.values()) | by_month(counted)
    for total, parts in sums(whole):
        assert whole[total] == sum(whole[part] for part in parts)


def test_the_middle_is_that_of_the_lengths_and_nothing_has_none():
    assert middle([3, 1, 100]) == 3
    assert middle([]) is None
    assert share(1, 4) == 0.25
    assert share(1, 0) is None


def test_a_shift_ends_after_its_minutes():
    assert is_same_shift(OPENED, OPENED + timedelta(minutes=719), minutes=720)
    assert not is_same_shift(OPENED, OPENED + timedelta(minutes=720), minutes=720)
