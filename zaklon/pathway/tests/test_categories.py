"""What a person counts as: it follows from the steps, has a history, and counts once a year."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.tests.factories import CHILD
from zaklon.pathway.queries.facts import category_facts, deadline_facts, move_facts, standing_facts
from zaklon.pathway.rules.categories import Counted, Moved, history, persons_in
from zaklon.pathway.tests.factories import Way
from zaklon.plan.tests.pages import client_of, page

COUNTS = {"a": "at_risk", "p": "potential", "q": "potential", "v": "victim"}
ONE, OTHER = UUID(int=1), UUID(int=2)
NEW_YEAR = date(2026, 1, 1)

moves = st.lists(
    st.builds(
        Moved,
        st.sampled_from([ONE, OTHER]),
        st.sampled_from([*COUNTS, "nothing"]),
        st.integers(0, 800).map(lambda days: NEW_YEAR + timedelta(days=days)),
    )
).map(lambda found: sorted(found, key=lambda move: move.on))


def test_a_step_within_a_category_begins_nothing_new():
    taken = [Moved(ONE, state, date(2026, month, 1)) for month, state in enumerate("apqv", start=1)]
    assert history(taken, COUNTS) == (
        Counted(ONE, "at_risk", date(2026, 1, 1), date(2026, 2, 1)),
        Counted(ONE, "potential", date(2026, 2, 1), date(2026, 4, 1)),
        Counted(ONE, "victim", date(2026, 4, 1)),
    )


def test_a_person_counts_once_a_year_in_each_category_however_often_it_began():
    days = [("p", date(2026, 1, 5)), ("nothing", date(2026, 2, 1)), ("p", date(2026, 5, 1)), ("v", date(2027, 1, 2))]
    found = history([Moved(ONE, state, on) for state, on in days], COUNTS)
    assert persons_in(found, 2026) == {"potential": 1}
    assert persons_in(found, 2027) == {"victim": 1}


@given(moves)
def test_at_every_moment_a_person_counts_as_one_thing_at_most(taken):
    for person in (ONE, OTHER):
        stretches = [each for each in history(taken, COUNTS) if each.person_id == person]
        for before, after in pairwise(stretches):
            assert before.until is not None
            assert before.until <= after.since
        last = next((move for move in reversed(taken) if move.person_id == person), None)
        running = [each.category for each in stretches if each.until is None]
        assert running == ([COUNTS[last.state]] if last and last.state in COUNTS else [])


@given(moves, st.integers(2026, 2028))
def test_no_more_persons_are_counted_than_there_are(taken, year):
    counts = persons_in(history(taken, COUNTS), year)
    assert all(number <= len({move.person_id for move in taken}) for number in counts.values())


@pytest.mark.django_db
def test_facts_follow_the_steps_of_the_law_and_name_nobody():
    way = Way(CHILD)
    way.take("identification", "report")
    way.take("identification", "screen")
    way.take("identification", "presume")
    with acting_as(SYSTEM):
        assert [(each.category, each.until is None) for each in category_facts()] == [
            ("at_risk", False),
            ("potential", True),
        ]
        assert [(each.verb, each.state, each.age_group) for each in move_facts()] == [
            ("report", "signal", "child"),
            ("screen", "screened", "child"),
            ("presume", "potential", "child"),
        ]
        assert [(each.way, each.state) for each in standing_facts()] == [("identification", "potential")]
        assert {each.clock for each in deadline_facts()} == {"way_screening", "way_referral"}
        assert {each.changes for each in deadline_facts()} == {0}
    html = page(client_of(way.manager), reverse("pathway:history", args=[way.code, 1, "identification"]))
    assert "Potential (presumed) victim" in html
