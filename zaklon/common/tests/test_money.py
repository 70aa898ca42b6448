"""Behaviour of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.money import Money, totals


def test_currencies_are_never_mixed_in_a_sum():
    assert totals([Money("EUR", 150), Money("USD", 100), Money("EUR", 50)]) == {"EUR": 200, "USD": 100}
    with pytest.raises(ValueError, match="cannot add"):
        Money("EUR", 1) + Money("USD", 1)


def test_each_currency_has_its_own_decimals():
    assert Money.of("EUR", Decimal("1500.50")) == Money("EUR", 150050)
    assert Money.of("VUV", 1500) == Money("VUV", 1500)
    assert Money.of("TND", Decimal("1.005")).amount == Decimal("1.005")
    assert Money.rounded("EUR", Decimal("0.125")) == Money("EUR", 13)


@given(minor=st.integers(0, 10**12), currency=st.sampled_from(["EUR", "JPY", "TND", "CLF"]))
def test_an_amount_comes_back_from_its_whole_units(minor, currency):
    assert Money.of(currency, Money(currency, minor).amount).minor == minor
