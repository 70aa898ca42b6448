"""How decisions are counted, and that a whole report gives no small count away."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from zaklon.identification.rules.counting import (
    ANY_FORM,
    FIRST_HALF,
    MAIN_FORM,
    OUTCOME,
    PERSONS,
    SECOND_HALF,
    SEX,
    YEAR,
    Cell,
    DecisionFact,
    count,
    first_of_each,
    sums,
)
from zaklon.reporting.disclosure import given_away, hidden

SPRING, AUTUMN = date(2026, 3, 2), date(2026, 10, 1)


def fact(person=1, on=SPRING, state="granted", **changes):
    given = {"sex": "female", "age": "child", "citizenship": "ME", "recruited_in": "", "main_form": "begging"}
    return DecisionFact(UUID(int=person), on, state, **{**given, **changes})


facts = st.lists(
    st.builds(
        fact,
        person=st.integers(1, 12),
        on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        state=st.sampled_from(["granted", "refused", "upheld"]),
        sex=st.sampled_from(["female", "male"]),
        citizenship=st.sampled_from(["ME", "RS", "UA"]),
        main_form=st.sampled_from(["begging", "labour"]),
        forms=st.sampled_from([("begging",), ("labour",), ("begging", "labour")]),
    ),
    max_size=25,
)


def test_a_person_counts_once_a_year_in_each_outcome_by_the_first_date():
    counts = count([fact(on=AUTUMN), fact(on=SPRING), fact(state="refused")], 2026)
    assert counts[Cell(YEAR, OUTCOME, "granted")] == 1
    assert counts[Cell(FIRST_HALF, OUTCOME, "granted")] == 1
    assert Cell(SECOND_HALF, OUTCOME, "granted") not in counts
    assert counts[Cell(YEAR, PERSONS)] == 1


def test_the_year_of_the_decision_counts():
    assert first_of_each([fact(on=SPRING - timedelta(days=365))], 2026) == ()


def test_any_form_counts_each_and_main_form_one():
    counts = count([fact(forms=("begging", "marriage"))], 2026)
    assert counts[Cell(YEAR, ANY_FORM, "granted", "marriage")] == 1
    assert Cell(YEAR, MAIN_FORM, "granted", "marriage") not in counts


def test_the_second_half_does_not_tell_what_the_first_and_the_year_hide():
    some = [fact(person) for person in range(1, 6)] + [fact(6, AUTUMN)]
    counts = count(some, 2026)
    found = hidden(counts, sums(counts), smallest=3)
    cells = {Cell(period, OUTCOME, "granted") for period in (YEAR, FIRST_HALF, SECOND_HALF)}
    assert Cell(SECOND_HALF, OUTCOME, "granted") in found
    assert len(cells & found) >= 2


@given(facts)
@settings(max_examples=40, deadline=None)
def test_no_hidden_count_of_a_whole_year_can_be_reckoned_back(some):
    counts = count(some, 2026)
    every = sums(counts)
    found = hidden(counts, every, smallest=3)
    assert given_away(found, counts, every) == frozenset() or found == {cell for cell in counts if counts[cell]}
    assert all(cell in found for cell, number in counts.items() if number < 3)


@given(facts)
def test_the_halves_add_up_to_the_year_and_the_sexes_to_the_outcome(some):
    counts = count(some, 2026)
    for cell, number in counts.items():
        if cell.period == YEAR:
            halves = [Cell(half, cell.table, cell.state, cell.value) for half in (FIRST_HALF, SECOND_HALF)]
            assert sum(counts.get(half, 0) for half in halves) == number
        if cell.table == OUTCOME:
            of_sex = [n for c, n in counts.items() if (c.period, c.table, c.state) == (cell.period, SEX, cell.state)]
            assert sum(of_sex) == number
