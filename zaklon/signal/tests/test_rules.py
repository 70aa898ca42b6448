"""Rules of signals: advice, days of a device, likeness, what comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.cases.kinds import CaseStatus
from zaklon.cases.vault.spelling import Why
from zaklon.common.errors import RuleBroken
from zaklon.signal.rules.advice import told
from zaklon.signal.rules.days import LONGEST, check_day, clock_of, written_at
from zaklon.signal.rules.likeness import is_strong, searched, terms_of
from zaklon.signal.rules.outcomes import CameBack, came_back
from zaklon.vocabulary.pack import Advice, AdviceKind, Certainty
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import pack_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def sentence(code, kind=AdviceKind.DO, **limits):
    plain = {"responders": (), "urgencies": (), "ages": (), "number": ""} | limits
    return Advice(
        code=code, labels={"en": code}, source="invented", certainty=Certainty.PROPOSED, order=1, kind=kind, **plain
    )


def codes(advice, **asked):
    return [each.code for found in told(advice, **asked).values() for each in found]


def test_a_sentence_without_limits_is_told_to_everybody_and_a_limited_one_to_those_it_names():
    advice = [sentence("all"), sentence("school", responders=("school",)), sentence("now", urgencies=("immediate",))]
    asked = {"responder": "school", "urgency": "day", "age_group": "child"}
    assert codes(advice, **asked) == ["all", "school"]
    assert codes(advice, **asked | {"responder": "", "urgency": "immediate"}) == ["all", "now"]


@pytest.mark.parametrize("urgency", ["immediate", "day", "ordinary"])
@pytest.mark.parametrize("age", ["child", "in_doubt", "adult"])
def test_the_first_country_tells_every_responder_something_to_do_and_something_never_to_do(urgency, age):
    pack = pack_of(FIRST_COUNTRY)
    kinds = [term.code for term in pack.terms_of("responder_kind")]
    assert len(kinds) > 8
    for responder in kinds:
        found = told(pack.advice, responder=responder, urgency=urgency, age_group=age)
        assert found[AdviceKind.DO], responder
        assert found[AdviceKind.NEVER], responder
        if urgency == "immediate":
            assert any(each.number for each in found[AdviceKind.CALL]), responder


def test_every_sentence_of_the_first_country_says_where_it_comes_from():
    assert all(each.source and each.certainty for each in pack_of(FIRST_COUNTRY).advice)


@given(st.integers(min_value=-(10**6), max_value=10**9))
def test_it_was_never_written_after_it_was_sent_nor_longer_ago_than_anything_waits(seconds):
    assert NOON - LONGEST <= written_at(NOON, timedelta(seconds=seconds)) <= NOON


def clock(age=0, device=None, *, sure=False):
    return clock_of(NOON, timedelta(hours=age), device, UTC, is_confirmed=sure)


@given(st.dates(), st.booleans())
def test_a_day_ahead_is_refused_and_a_doubtful_one_is_asked_about_until_it_is_confirmed(day, is_sure):
    device = date(2020, 1, 1)
    asked = clock(device=device, sure=is_sure)
    if day <= TODAY and is_sure:
        check_day(day, asked, field="day")
        return
    with pytest.raises(RuleBroken) as refused:
        check_day(day, asked, field="day")
    assert refused.value.code == ("signal_day_ahead" if day > TODAY else "signal_day_in_doubt")


def test_a_device_that_shows_the_day_of_writing_is_believed_though_it_sends_days_later():
    check_day(date(2026, 11, 19), clock(age=60, device=date(2026, 11, 20)), field="day")
    check_day(None, clock(device=date(2020, 1, 1)), field="day")


def test_dates_are_not_looked_for():
    typed = {"given_names": "Ana 1.2.2001", "documents": ["2001-02-01", "AB 123456"], "remarks": "x"}
    assert searched(typed).split() == ["Ana", "AB", "123456"]


@pytest.mark.parametrize(
    ("why", "score", "terms", "is_told"),
    [
        ((Why.NUMBER,), 0.2, 5, True),
        ((Why.EXACT,), 1.0, 1, False),
        ((Why.EXACT, Why.EXACT), 1.0, 2, True),
        ((Why.EXACT, Why.SOUND), 0.45, 4, True),
        ((Why.NEAR, Why.NEAR), 0.5, 2, False),
    ],
)
def test_a_file_elsewhere_is_told_of_for_a_number_or_two_names_that_fit(why, score, terms, is_told):
    assert is_strong(why, score, terms) is is_told


def test_terms_are_counted_as_the_search_counts_them():
    assert terms_of("Ana Marija 067 123 456") == 3


@given(st.sampled_from(CaseStatus), st.booleans(), st.booleans())
def test_of_a_withheld_file_the_reporter_learns_the_same_whatever_is_in_it(status, is_mine, has_moved):
    found = came_back(status, is_mine=is_mine, is_withheld=True, has_moved=has_moved)
    assert found is CameBack.WITH_OTHERS


def test_a_file_that_moved_on_closed_or_is_still_mine_says_so():
    plain = {"is_withheld": False}
    assert came_back(CaseStatus.OPEN, is_mine=True, has_moved=True, **plain) is CameBack.IN_HAND
    assert came_back(CaseStatus.OPEN, is_mine=False, has_moved=True, **plain) is CameBack.MOVED_ON
    assert came_back(CaseStatus.OPEN, is_mine=False, has_moved=False, **plain) is CameBack.WITH_OTHERS
    assert came_back(CaseStatus.CLOSED, is_mine=True, has_moved=True, **plain) is CameBack.CLOSED
