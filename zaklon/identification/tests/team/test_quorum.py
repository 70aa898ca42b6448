"""When the Team can decide, and what it has decided."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from zaklon.identification.rules.quorum import ABSTAIN, Roll, has_majority, has_quorum, needed, tally

MEMBERS = [UUID(int=number) for number in range(1, 9)]
some = st.frozensets(st.sampled_from(MEMBERS))
rolls = st.builds(Roll, seats=some, deputies=some, present=some, free=some, aside=some, former=some)


def roll(seats, *, present=None, deputies=0, aside=0, former=0):
    """The first members have seats, the last ones are deputies; all who are present declared to be free."""
    there = MEMBERS[: seats if present is None else present] + (MEMBERS[-deputies:] if deputies else [])
    return Roll(
        seats=frozenset(MEMBERS[:seats]),
        deputies=frozenset(MEMBERS[-deputies:] if deputies else ()),
        present=frozenset(there),
        free=frozenset(there),
        aside=frozenset(MEMBERS[:aside]),
        former=frozenset(MEMBERS[aside : aside + former]),
    )


def test_more_than_half_of_the_members_decide():
    assert has_quorum(roll(5, present=3))
    assert not has_quorum(roll(5, present=2))
    assert not has_quorum(roll(4, present=2))


def test_fifty_one_per_cent_are_more_than_half_of_any_team():
    for seats in range(1, 41):
        assert needed(Roll(seats=frozenset(UUID(int=n) for n in range(seats))), 51) == max(seats // 2 + 1, 2)


def test_whoever_steps_aside_leaves_the_count_too():
    assert len(roll(5, aside=2).voters) == 3
    assert needed(roll(5, aside=2)) == 2


def test_nobody_decides_alone():
    assert not has_quorum(roll(5, aside=4))


def test_deputies_look_again_where_every_member_has_voted_before():
    again = roll(5, deputies=3, former=5)
    assert again.voters == frozenset(MEMBERS[-3:])
    assert has_quorum(again)
    assert not has_quorum(roll(5, former=5))


def test_deputies_beside_the_members_for_whom_they_stand_in_are_too_many():
    assert roll(2, deputies=2).is_overfull
    assert not roll(4, present=2, deputies=2).is_overfull


def test_somebody_present_who_has_not_declared_does_not_vote():
    there = frozenset(MEMBERS[:3])
    assert Roll(seats=there, present=there, free=frozenset(MEMBERS[:1])).voters == {MEMBERS[0]}


def test_a_tie_decides_nothing_and_who_abstains_counts_as_there():
    four = roll(4)
    votes = dict(zip(MEMBERS, ["grant", "grant", "refuse", ABSTAIN], strict=False))
    assert not has_majority("grant", votes, four)
    assert has_majority("grant", votes | {MEMBERS[3]: "grant"}, four)
    assert not has_majority(ABSTAIN, dict.fromkeys(MEMBERS[:4], ABSTAIN), four)


def test_a_vote_of_somebody_who_stepped_aside_later_is_not_counted():
    votes = dict.fromkeys(MEMBERS[:3], "grant")
    assert tally(votes, roll(3, aside=1)) == {"grant": 2}


@given(rolls)
def test_only_present_and_free_members_vote_and_none_who_is_tied_to_the_case(any_roll):
    assert any_roll.voters <= any_roll.present & any_roll.free
    assert not any_roll.voters & (any_roll.aside | any_roll.former)


@given(rolls, st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(["grant", "refuse", "defer", ABSTAIN])))
def test_at_most_one_choice_has_the_majority(any_roll, votes):
    won = [choice for choice in ("grant", "refuse", "defer") if has_majority(choice, votes, any_roll)]
    assert len(won) <= 1


@given(rolls, st.sampled_from([None, 51, 67, 100]))
def test_the_quorum_is_more_than_half_of_those_who_count_and_never_one(any_roll, percent):
    least = needed(any_roll, percent)
    assert least >= 2
    assert least * 2 > any_roll.counted
