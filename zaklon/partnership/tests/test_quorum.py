"""When the Coordination Body can decide."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from zaklon.partnership.kinds import Choice, Outcome, Standing
from zaklon.partnership.rules.quorum import Count, Roll, has_quorum, needed, outcome

KEYS = tuple(uuid.UUID(int=number) for number in range(1, 12))
SETS = st.frozensets(st.sampled_from(KEYS))
ROLLS = st.builds(Roll, seats=SETS, members=SETS, deputies=SETS)
CHOICES = st.lists(st.sampled_from(list(Choice)), max_size=11)
PERCENT = st.none() | st.integers(1, 100)


@given(ROLLS, st.sampled_from(KEYS))
def test_a_seat_never_has_two_who_may_vote(roll, seat):
    assert sum(roll.speaks(seat, standing) for standing in Standing) <= 1


@given(ROLLS, st.sampled_from(KEYS))
def test_a_deputy_votes_only_while_the_member_is_away(roll, seat):
    if roll.speaks(seat, Standing.DEPUTY):
        assert seat not in roll.members
        assert seat in roll.taking_part


@given(ROLLS, st.sampled_from(KEYS))
def test_a_seat_takes_part_exactly_when_somebody_may_vote_for_it(roll, seat):
    may = roll.speaks(seat, Standing.MEMBER) or roll.speaks(seat, Standing.DEPUTY)
    assert may == (seat in roll.taking_part)
    assert not roll.speaks(seat, Standing.OBSERVER)


@given(st.integers(0, 60), PERCENT)
def test_the_quorum_is_the_least_number_that_reaches_the_share(seats, percent):
    least = needed(seats, percent)
    assert least >= 2
    if percent is None and seats >= 3:
        assert least * 2 > seats >= (least - 1) * 2
    elif percent is not None and least > 2:
        assert least * 100 >= seats * percent > (least - 1) * 100


@given(CHOICES, st.integers(0, 11), PERCENT)
def test_nothing_is_adopted_without_quorum_and_without_more_than_half(choices, there, percent):
    count, seats = Count.of(choices), 11
    found = outcome(count, there, seats, percent)
    present = max(there, count.cast)
    assert (found is Outcome.NO_QUORUM) == (not has_quorum(present, seats, percent))
    if found is Outcome.ADOPTED:
        assert count.votes_for * 2 > present
    if found is Outcome.REJECTED:
        assert count.votes_for * 2 <= present


@given(CHOICES, st.integers(0, 10))
def test_another_vote_for_it_never_turns_an_adopted_item_down(choices, there):
    before = outcome(Count.of(choices), there, 11, 51)
    after = outcome(Count.of([*choices, Choice.FOR]), there, 11, 51)
    assert not (before is Outcome.ADOPTED and after is not Outcome.ADOPTED)


def test_who_abstains_counts_as_there_but_not_for_it():
    assert outcome(Count(3, 0, 3), 6, 6, 51) is Outcome.REJECTED
    assert outcome(Count(4, 0, 2), 6, 6, 51) is Outcome.ADOPTED
