"""Places, nights, contact and neutral wording, for everything that Hypothesis can think of."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.cases.rules.neutral import telling_words
from zaklon.common.scripts import to_cyrillic
from zaklon.protection.kinds import Block, Channel
from zaklon.protection.rules.capacity import first_free, free
from zaklon.protection.rules.contact import refusal_of
from zaklon.protection.rules.licences import Paper, Paused, block_of, days_left
from zaklon.protection.rules.nights import (
    NightRate,
    Stay,
    cost_between,
    month_of,
    nights_between,
    unpriced_between,
)
from zaklon.protection.rules.plans import cost_of, goals_of, next_review, visit_of
from zaklon.protection.values import Limits

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
SLOTS = st.sets(st.integers(1, 30))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()


@given(SLOTS, st.integers(0, 30))
def test_a_place_that_is_given_was_free_and_there_is_one_while_one_is_free(taken, places):
    slot = first_free(taken, places)
    assert (slot is None) == (free(taken, places) == 0)
    assert slot is None or (slot not in taken and 1 <= slot <= places)


@given(st.integers(0, 20), st.lists(st.booleans(), max_size=60))
def test_coming_and_going_in_any_order_never_overfills(places, comings):
    taken: set[int] = set()
    for comes in comings:
        if comes and (slot := first_free(taken, places)) is not None:
            taken.add(slot)
        elif not comes and taken:
            taken.pop()
        assert len(taken) + free(taken, places) == places


@st.composite
def stays(draw):
    entered = draw(DAYS)
    return Stay(entered, draw(st.none() | st.dates(entered, date(2028, 1, 31))))


@given(stays())
def test_the_nights_of_all_months_are_the_days_between_entry_and_leaving(stay):
    end = date(2028, 2, 1)
    first, total = stay.entered_on, 0
    while first < end:
        begins, after = month_of(first)
        total += nights_between(stay, begins, after)
        first = after
    assert total == ((stay.left_on or end) - stay.entered_on).days


@given(stays(), st.lists(st.tuples(DAYS, st.integers(0, 10_000)), max_size=4, unique_by=lambda each: each[0]), DAYS)
def test_the_cost_is_the_sum_over_single_nights(stay, steps, day):
    rates = [NightRate(since, minor, "EUR") for since, minor in steps]
    first, end = month_of(day)
    expected, without = 0, 0
    for number in range((end - first).days):
        night = first + timedelta(days=number)
        if night >= stay.entered_on and (stay.left_on is None or night < stay.left_on):
            known = [rate for rate in rates if rate.from_date <= night]
            expected += max(known, key=lambda rate: rate.from_date).minor if known else 0
            without += not known
    assert cost_between(stay, first, end, rates).get("EUR", 0) == expected
    assert unpriced_between(stay, first, end, rates) == without


def test_a_rate_in_another_currency_is_never_added_up():
    rates = [NightRate(date(2026, 1, 1), 100, "EUR"), NightRate(date(2026, 1, 11), 200, "USD")]
    costs = cost_between(Stay(date(2026, 1, 1)), date(2026, 1, 1), date(2026, 2, 1), rates)
    assert costs == {"EUR": 1000, "USD": 4200}


@given(st.lists(st.tuples(DAYS, DAYS), max_size=4), DAYS, st.booleans(), st.booleans())
def test_nobody_is_placed_without_a_licence_that_covers_the_day(spans, today, is_ended, is_stopped):
    papers = [Paper(min(span), max(span)) for span in spans]
    block = block_of(papers, today, NOON, is_ended=is_ended, is_stopped=is_stopped)
    may = any(paper.covers(today) for paper in papers) and not is_ended and not is_stopped
    assert (block is None) == may


def test_a_suspension_holds_from_its_moment_until_its_end():
    paused = Paused(NOON, NOON + timedelta(hours=1))
    paper = Paper(TODAY, TODAY, (paused,))
    options = {"is_ended": False, "is_stopped": False}
    assert block_of([paper], TODAY, NOON - timedelta(seconds=1), **options) is None
    assert block_of([paper], TODAY, NOON, **options) is Block.SUSPENDED
    assert block_of([paper], TODAY, NOON + timedelta(hours=1), **options) is None
    assert block_of([paper], TODAY + timedelta(days=1), NOON, **options) is Block.EXPIRED


def test_the_days_left_of_a_licence_count_today():
    assert [days_left(TODAY + timedelta(days=each), TODAY) for each in (-1, 0, 29)] == [0, 1, 30]


@st.composite
def limits(draw):
    ways = st.frozensets(st.sampled_from(Channel))
    hours = draw(st.none() | st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] != pair[1]))
    return Limits(
        "en",
        draw(ways),
        draw(ways),
        *(hours or (None, None)),
        never_message=draw(st.booleans()),
        no_post=draw(st.booleans()),
    )


@given(limits(), st.sampled_from(Channel), st.times())
def test_a_forbidden_way_is_refused_at_every_hour(agreed, channel, at):
    code = refusal_of(agreed, channel, at)
    if channel in agreed.forbidden or (agreed.no_post and channel is Channel.LETTER):
        assert code == "contact_way_forbidden"
    if agreed.never_message and channel in (Channel.MESSAGE, Channel.EMAIL, Channel.LETTER, Channel.PAPER):
        assert code == "contact_way_forbidden"


@pytest.mark.parametrize("channel", Channel)
def test_without_limits_on_record_nothing_is_sent(channel):
    is_safe = channel in (Channel.IN_PERSON, Channel.PAPER)
    assert refusal_of(None, channel, time(12)) == (None if is_safe else "contact_not_agreed")


@pytest.mark.parametrize(
    ("hours", "at", "is_safe"),
    [
        ((time(9), time(17)), time(9), True),
        ((time(9), time(17)), time(17), False),
        ((time(22), time(6)), time(23), True),
        ((time(22), time(6)), time(5, 59), True),
        ((time(22), time(6)), time(12), False),
    ],
)
def test_hours_hold_also_over_midnight(hours, at, is_safe):
    agreed = Limits("en", hour_from=hours[0], hour_until=hours[1])
    assert (refusal_of(agreed, Channel.PHONE, at) is None) == is_safe
    assert refusal_of(agreed, Channel.LETTER, at) is None


WORDS = ("žrtv", "trafficking", "safe house")


@pytest.mark.parametrize(
    "text",
    [
        "Potvrda za žrtvu",
        "ZRTVA",
        to_cyrillic("žrtva"),
        "Anti-trafficking office",
        "The safe house",
    ],
)
def test_words_that_tell_are_found_in_every_spelling(text):
    assert telling_words(text, WORDS)


@pytest.mark.parametrize("text", ["Boravišna dozvola", "Temporary residence", "", "A house that is safe"])
def test_neutral_words_pass(text):
    assert telling_words(text, WORDS) == ()


@given(st.text(max_size=40))
def test_any_text_with_a_telling_word_in_it_is_refused(text):
    assert telling_words(f"{text} trafficking", WORDS)


def test_the_plan_reads_goals_with_gaps_and_broken_numbers():
    said = {
        "goal_1": "Invented goal",
        "cost_1": "120",
        "until_1": "2026-01-31",
        "goal_2": "",
        "goal_3": "Another",
        "cost_3": "much",
        "state_3": "reached",
        "review_on": "2026-02-01",
    }
    goals = goals_of(said)
    assert [goal.number for goal in goals] == [1, 3]
    assert cost_of(goals) == 120
    assert goals[0].is_late(date(2026, 2, 1))
    assert not goals[1].is_late(date(2026, 2, 1))
    assert next_review(said) == date(2026, 2, 1)


def test_a_visit_leaves_out_what_nobody_spoke_of():
    visit = visit_of({"visited_on": "2026-03-02", "housing_felt": "good", "services_useful": "good", "time": "month_1"})
    assert visit.views == (("housing", "", "good"),)
    assert (visit.visited_on, visit.feedback) == (date(2026, 3, 2), "good")
