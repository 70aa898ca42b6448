"""Why a status is what it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.plan.kinds import ActivityCode, Comparator, Periodicity, ResultKind
from zaklon.plan.rules.grounds import Ground, grounds
from zaklon.plan.rules.status import Result, Timing, judge

START, DUE = date(2020, 4, 1), date(2020, 6, 30)
DAYS = st.integers(-120, 500).map(lambda days: DUE + timedelta(days=days))


def four(number):
    """Four of something were promised."""
    value = None if number is None else Decimal(number)
    return Result(ResultKind.NUMBER, Comparator.AT_LEAST, Decimal(4), Periodicity.NONE, value, None)


def timing(as_of=DUE, **changes):
    return Timing(START, DUE, changes.pop("is_continuous", False), as_of, **changes)


@pytest.mark.parametrize(
    ("numbers", "when", "expected"),
    [
        ([4], timing(), (Ground.REACHED_IN_TIME, 1, 1)),
        ([4, 2], timing(), (Ground.SOME_AFTER_DEADLINE, 1, 2)),
        ([0, None], timing(), (Ground.NONE_AFTER_DEADLINE, 0, 2)),
        ([2], timing(date(2020, 5, 1)), (Ground.STILL_RUNNING, 0, 1)),
        ([None], timing(date(2020, 3, 1)), (Ground.NOT_BEGUN, 0, 1)),
        ([4], timing(is_continuous=True), (Ground.DELIVERED_SO_FAR, 1, 1)),
        ([4], timing(date(2020, 12, 31), completed_on=date(2020, 7, 9)), (Ground.REACHED_LATE, 1, 1)),
        (
            [4],
            timing(date(2020, 12, 31), completed_on=date(2020, 7, 9), late_accepted=True),
            (Ground.LATE_ACCEPTED, 1, 1),
        ),
        ([4], timing(is_dropped=True), (Ground.DROPPED, 1, 1)),
    ],
)
def test_the_circumstance_that_decided_is_named(numbers, when, expected):
    found = grounds([four(number) for number in numbers], when)
    assert (found.ground, found.reached, found.total) == expected


@given(
    st.lists(st.none() | st.integers(0, 8), min_size=1, max_size=4),
    DAYS,
    st.none() | DAYS,
    st.booleans(),
    st.booleans(),
)
def test_the_grounds_never_contradict_the_status(numbers, as_of, completed_on, is_continuous, late_accepted):
    when = timing(as_of, completed_on=completed_on, is_continuous=is_continuous, late_accepted=late_accepted)
    results = [four(number) for number in numbers]
    found = grounds(results, when)
    assert found.judgement == judge(results, when)
    assert (found.ground is Ground.REACHED_LATE) <= (found.judgement.is_late and found.reached == found.total)
    assert (found.ground is Ground.REACHED_IN_TIME) == (
        found.judgement.code is ActivityCode.IMPLEMENTED and not found.judgement.is_late
    )
