"""Behaviour of money."""

import pytest

from zaklon.common.money import Money, totals


def test_currencies_are_never_mixed_in_a_sum():
    assert totals([Money("EUR", 150), Money("USD", 100), Money("EUR", 50)]) == {"EUR": 200, "USD": 100}
    with pytest.raises(ValueError, match="cannot add"):
        Money("EUR", 1) + Money("USD", 1)
