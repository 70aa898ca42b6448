"""Numbers as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.money import Money
from zaklon.plan.forms.numerals import AmountField, MoneyAmountField, number_of
from zaklon.web.formats import number
from zaklon.web.languages import INTERFACE_LANGUAGES

AMOUNTS = st.decimals(min_value=0, max_value=10**10, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1500", "1500"),
        ("1 500", "1500"),
        ("1\u00a0500", "1500"),
        ("1.500", "1500"),
        ("1,500", "1500"),
        ("1.500,00", "1500.00"),
        ("1,500.00", "1500.00"),
        ("1 500,50", "1500.50"),
        ("1500,5", "1500.5"),
        ("1500.5", "1500.5"),
        ("1.234.567", "1234567"),
        ("1'234'567,89", "1234567.89"),
        (" 12 ", "12"),
        ("0,5", "0.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("0", "0"),
    ],
)
def test_what_people_type_is_read_whatever_their_language(typed, read):
    assert number_of(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "many",
        "1.50.00",
        "15 00",
        "1,2345",
        "0.500",
        "12.34.567",
        "1,500,00",
        "1 5000",
        "1.5 000",
        "--3",
        "1e5",
        "½",
    ],
)
def test_what_could_be_two_numbers_or_none_is_refused(typed):
    assert read_or_none(typed) is None


def read_or_none(typed):
    """What was read; None where it was refused."""
    try:
        return number_of(typed)
    except ValueError:
        return None


@given(AMOUNTS, st.sampled_from(INTERFACE_LANGUAGES))
def test_every_amount_is_read_back_as_each_language_writes_it(amount, language):
    with translation.override(language.code):
        assert number_of(number(amount)) == amount


@given(AMOUNTS, st.sampled_from([("", "."), (" ", ","), (".", ","), (",", "."), ("\u202f", ",")]))
def test_every_amount_is_read_back_in_every_style(amount, style):
    group, point = style
    whole, _, cents = f"{amount:,.2f}".partition(".")
    assert number_of(whole.replace(",", group) + point + cents) == amount


@given(st.text(max_size=60))
def test_no_text_does_more_than_be_refused(text):
    read = read_or_none(text)
    assert read is None or read.is_finite()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (AmountField(), "some", "“some” cannot be read as a number"),
        (AmountField(), "-5", "This was read as -5. Enter a number that is not below zero."),
        (AmountField(whole=True), "4,5", "This was read as 4.5. Enter a whole number."),
        (AmountField(), "9" * 12, "more than can be kept"),
        (AmountField(), "9" * 90, "cannot be read as a number"),
        (MoneyAmountField(currency="EUR"), "-1.500,00", "This was read as -€1,500."),
        (MoneyAmountField(currency="EUR"), "12 USD", "“12 USD” cannot be read as an amount"),
    ],
)
def test_an_error_says_what_was_understood(field, typed, words):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert words in " ".join(refused.value.messages)


def test_an_amount_may_carry_its_own_currency():
    field = MoneyAmountField(currency="EUR", required=False)
    assert [field.clean(typed) for typed in ("1.500,00 €", "EUR 1500", "1 500 eur")] == [Money("EUR", 150_000)] * 3
    assert field.clean("") is None


def test_an_amount_has_not_changed_when_it_is_shown_and_sent_again():
    field = MoneyAmountField(currency="EUR", required=False)
    assert not field.has_changed(Money("EUR", 150_050), "1,500.50")
    assert field.has_changed(Money("EUR", 150_050), "1,500.51")
    assert field.has_changed(None, "0")
