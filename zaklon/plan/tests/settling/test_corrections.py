"""Corrections: a field of a row as a text, and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.dates import Quarter
from zaklon.plan.kinds import (
    Comparator,
    Direction,
    FundingState,
    Milestone,
    Payer,
    ReferenceKind,
    ResultKind,
    ValueKind,
)
from zaklon.plan.settling.corrections import (
    MAX_TEXT,
    UnfitText,
    corrected,
    corrections_between,
    is_correction,
    kept_text,
)
from zaklon.plan.settling.drafts import DraftActivity, DraftMoney, DraftPart
from zaklon.plan.tests.settling.drafted import activity_of, indicator, settled
from zaklon.plan.values import MoneyValues, ResultValues

texts = st.text(max_size=20)
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
quarters = st.builds(Quarter, st.integers(1990, 2100), st.integers(1, 4))
results = st.builds(
    ResultValues,
    text=texts,
    kind=st.sampled_from(ResultKind),
    comparator=st.sampled_from(Comparator),
    target=st.none() | numbers,
    unit=texts,
    quotas=st.dictionaries(texts, numbers.filter(bool), max_size=2),
)
money = st.builds(
    MoneyValues,
    amount_minor=st.none() | st.integers(0, 10**12),
    currency=st.sampled_from(["EUR", "USD"]),
    payer=st.sampled_from(Payer),
    payer_body=texts,
    as_written=texts,
)


@st.composite
def activities(draw):
    """The same row with any contents."""
    return DraftActivity(
        row="activity 1",
        code=draw(texts),
        title=draw(texts),
        measure=draw(texts),
        parts=tuple(draw(st.lists(st.builds(DraftPart, texts, texts), max_size=3))),
        start=draw(st.none() | quarters),
        end=draw(st.none() | quarters),
        is_continuous=draw(st.booleans()),
        results=tuple(draw(st.lists(results, max_size=2))),
        funding=draw(st.sampled_from(FundingState)),
        money=tuple(draw(st.lists(st.builds(DraftMoney, money), max_size=2))),
        references=tuple(draw(st.lists(st.tuples(st.sampled_from(ReferenceKind), texts), max_size=2))),
    )


@given(former=activities(), later=activities())
def test_the_corrections_between_two_versions_lead_from_one_to_the_other(former, later):
    row = former
    for field, text in corrections_between(former, later):
        assert is_correction(field)
        row = corrected(row, field, text)
    assert row == later


@given(row=activities())
def test_a_row_needs_no_correction_to_be_itself(row):
    assert corrections_between(row, row) == ()


@given(
    value=st.none() | numbers,
    kind=st.sampled_from(ValueKind),
    direction=st.sampled_from(Direction),
    year=st.none() | st.integers(1990, 2100),
)
def test_an_indicator_goes_from_version_to_version_too(value, kind, direction, year):
    former = indicator()
    later = indicator(baseline_value=value, kind=kind, direction=direction, targets=former.targets[:1])
    later = corrected(later, "mid.year", "" if year is None else str(year))
    row = former
    for field, text in corrections_between(former, later):
        row = corrected(row, field, text)
    assert row == later


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("start", "spring"),
        ("start", "2027-Q5"),
        ("funding", "plenty"),
        ("parts", "[1, 2]"),
        ("parts", "not a list"),
        ("results", '[{"text": "half a result"}]'),
        ("results", '["a text"]'),
        ("money", '[{"amount_minor": "much"}]'),
        ("money", "{}"),
        ("references", '[["rumour", "25"]]'),
        ("title", "x" * (MAX_TEXT + 1)),
    ],
)
def test_a_text_that_does_not_say_what_the_field_holds_is_refused(field, text):
    with pytest.raises(UnfitText):
        corrected(activity_of(settled(), "1.1.1"), field, text)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1,5", "many"])
def test_a_number_that_is_none_is_refused(text):
    with pytest.raises(UnfitText):
        corrected(indicator(), "baseline_value", text)


@pytest.mark.parametrize(
    "text", ['{"form": "value"}', "[]", '{"form": "value", "number": "", "year": 2028, "text": "", "unit": ""}', "{"]
)
def test_a_counted_target_without_a_number_is_refused(text):
    with pytest.raises(UnfitText):
        corrected(indicator(), "final", text)


def test_a_target_is_taken_away_by_an_empty_text():
    assert [each.milestone for each in corrected(indicator(), "final", "").targets] == [Milestone.MID]


def test_a_tolerance_that_is_taken_back_is_none_at_all():
    assert corrected(indicator(tolerance=Decimal("0.5")), "tolerance", "").tolerance == 0


def test_a_field_of_another_kind_of_row_is_unknown():
    assert is_correction("baseline_value")
    with pytest.raises(KeyError):
        corrected(activity_of(settled(), "1.1.1"), "baseline_value", "5")
    with pytest.raises(KeyError):
        kept_text(activity_of(settled(), "1.1.1"), "baseline_value")
