"""Form fields of our own."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.money import Money
from zaklon.web.formats import number
from zaklon.web.inputs import DayField, DayInput, MoneyField, NumberField, decimal_of


class HeldForm(forms.Form):
    held = DayField()
    ended = DayField(required=False)


def held(day, month, year):
    return HeldForm({"held-day": day, "held-month": month, "held-year": year})


def test_a_day_is_read_from_three_boxes():
    form = held(" 30", "6", "2020")
    assert form.is_valid()
    assert form.cleaned_data == {"held": date(2020, 6, 30), "ended": None}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("", "", ""), "required"),
        (("30", "", "2020"), "incomplete"),
        (("31", "2", "2020"), "invalid"),
        (("30", "june", "2020"), "invalid"),
        (("-1", "2", "2020"), "invalid"),
        (("٣", "2", "2020"), "invalid"),
        (("1", "1", "20"), "invalid"),
        (("1", "1", "99999999999999999"), "invalid"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(typed, code):
    form = held(*typed)
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["held"]] == [code]


def test_what_was_typed_is_shown_again():
    assert DayInput().format_value(held("31", "2", "2020")["held"].value()) == ("31", "2", "2020")
    assert DayInput().format_value(date(2020, 6, 30)) == ("30", "6", "2020")
    assert DayInput().format_value(None) == ("", "", "")


def test_an_unchanged_day_is_no_change():
    assert not DayField().has_changed(date(2020, 6, 30), ("30", "6", "2020"))
    assert DayField().has_changed(date(2020, 6, 30), ("29", "6", "2020"))


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("43.000,50", "cnr", "43000.50"),
        ("43,000.50", "en", "43000.50"),
        ("43 000", "sq", "43000"),
        ("5.000", "cnr", "5000"),
        ("5.000", "en", "5"),
        ("1500.5", "cnr", "1500.5"),
        ("1500,5", "en", "1500.5"),
        ("−3", "cnr", "-3"),
        ("0", "en", "0"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text, language, value):
    assert decimal_of(text, language) == Decimal(value)


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "5,000,0", "12e3", "٣", "NaN", "Infinity", "1_000", "--1"])
def test_what_could_mean_two_things_or_nothing_is_refused(text):
    for language in ("en", "cnr"):
        with pytest.raises(ValueError, match=r".*"):
            decimal_of(text, language)


def test_a_thousand_in_the_style_of_another_language_is_refused():
    with pytest.raises(ValueError, match="1,500"):
        decimal_of("1,500,000", "cnr")


@given(st.integers(0, 10**12), st.sampled_from(["en", "cnr", "cnr-cyrl", "sq"]))
def test_every_amount_that_we_write_can_be_read_back(cents, language):
    with translation.override(language):
        assert decimal_of(number(Decimal(cents) / 100), language) == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (MoneyField(currency="EUR"), "1500,50", Money("EUR", 150050)),
        (MoneyField(currency="EUR", required=False), " ", None),
        (NumberField(decimals=0), "45", Decimal(45)),
    ],
)
def test_fields_clean_to_values_of_the_domain(field, typed, value):
    with translation.override("cnr"):
        assert field.clean(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (MoneyField(currency="EUR"), "", "required"),
        (MoneyField(currency="EUR"), "-1", "minimum"),
        (MoneyField(currency="EUR"), "1,505", "decimals"),
        (MoneyField(currency="EUR"), "about 5", "invalid"),
        (NumberField(decimals=0, minimum=1), "0", "minimum"),
        (NumberField(decimals=0), "1,5", "decimals"),
    ],
)
def test_fields_say_what_is_wrong(field, typed, code):
    with translation.override("cnr"), pytest.raises(forms.ValidationError) as refusal:
        field.clean(typed)
    assert refusal.value.code == code


def test_an_amount_is_shown_as_the_language_writes_it():
    with translation.override("cnr"):
        assert MoneyField(currency="EUR").widget.format_value(Money("EUR", 4300050)) == "43.000,50"
        assert NumberField().widget.format_value(Decimal("1234.5")) == "1.234,5"
