"""Sums in every spelling that ministries use, who pays them, and "no funding required"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.money import Money
from zaklon.plan.importing.amounts import payer_name, read_amounts, says_no_funding
from zaklon.plan.importing.readings import Certainty


def minor(amount):
    return Money.rounded(amount.currency or "EUR", amount.value).minor


@pytest.mark.parametrize(
    ("text", "cents", "currency", "certainty"),
    [
        ("4 000 Euros", 400_000, "EUR", "sure"),
        ("2 200  Euros", 220_000, "EUR", "sure"),
        ("4\u00a0000 Euros", 400_000, "EUR", "sure"),
        ("1.500,00 EUR", 150_000, "EUR", "sure"),
        ("2.350 €", 235_000, "EUR", "likely"),
        ("5,000", 500_000, None, "likely"),
        ("4000", 400_000, None, "sure"),
        ("1000 Euros", 100_000, "EUR", "sure"),
        ("USD 1,200.50", 120_050, "USD", "sure"),
        ("$ 300", 30_000, "USD", "sure"),
        ("€1,500.75", 150_075, "EUR", "sure"),
        ("10 hiljada eura", 1_000_000, "EUR", "sure"),
        ("10 хиљада евра", 1_000_000, "EUR", "sure"),
        ("dhjetë mijë euro", 1_000_000, "EUR", "sure"),
        ("1,5 miliona eura", 150_000_000, "EUR", "sure"),
        ("twenty-five thousand euros", 2_500_000, "EUR", "sure"),
        ("1.234.567,89 €", 123_456_789, "EUR", "sure"),
        ("12 500,50 €", 1_250_050, "EUR", "sure"),
        ("0.125 EUR", 13, "EUR", "likely"),
        ("12,5 EUR", 1_250, "EUR", "sure"),
        ("1'500 CHF", 150_000, "CHF", "sure"),
        ("3.000 KM", 300_000, "BAM", "likely"),
        ("2500 lekë", 250_000, "ALL", "sure"),
        ("7.000,00 din.", 700_000, "RSD", "sure"),
    ],
)
def test_an_amount_is_read_in_minor_units(text, cents, currency, certainty):
    (amount,) = read_amounts(text)
    assert (minor(amount), amount.currency, amount.certainty) == (cents, currency, Certainty(certainty))


@given(amount=st.integers(1, 10**9), grouping=st.sampled_from([" ", "\u00a0", "'"]))
def test_grouped_thousands_come_back(amount, grouping):
    (read,) = read_amounts(f"{amount:,} EUR".replace(",", grouping))
    assert (minor(read), read.certainty) == (amount * 100, Certainty.SURE)


@given(cents=st.integers(1, 10**11), marks=st.sampled_from([(".", ","), (",", "."), (" ", ",")]))
def test_decimals_come_back(cents, marks):
    whole, rest = divmod(cents, 100)
    written = f"{whole:,}".replace(",", marks[0]) + f"{marks[1]}{rest:02d}"
    (read,) = read_amounts(f"{written} €")
    assert minor(read) == cents


def test_each_amount_of_a_cell_keeps_its_own_source():
    budget, donation = read_amounts("15 000 Euros\n(the budget of all implementers)\n5 000 Euros\n(donation)")
    assert (minor(budget), budget.source) == (1_500_000, "the budget of all implementers")
    assert (minor(donation), donation.source) == (500_000, "donation")


def test_sources_may_stand_before_their_amounts():
    read = read_amounts("Budžet MUP-a: 4.000 €; Donacija: 3.000 €")
    assert [(minor(amount), amount.source) for amount in read] == [(400_000, "Budžet MUP-a"), (300_000, "Donacija")]


def test_a_year_beside_a_sum_is_no_amount():
    assert [minor(amount) for amount in read_amounts("Budget 2020: 4 000 EUR")] == [400_000]
    assert read_amounts("Budget for 2020") == ()


def test_a_line_without_currency_beside_one_with_it_is_an_amount_too():
    assert [minor(amount) for amount in read_amounts("15 000 Euros (budget)\n5 000\n(donation)")] == [
        1_500_000,
        500_000,
    ]


def test_a_range_and_an_estimate_are_marked():
    assert all(amount.is_range for amount in read_amounts("3 000 - 5 000 EUR"))
    (estimate,) = read_amounts("oko 500 €")
    assert (estimate.is_estimate, estimate.is_range) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "No funding required",
        "no additional funds are needed",
        "Nisu potrebna sredstva",
        "Није потребно финансирање",
        "Bez finansijskih sredstava",
        "Nuk kërkohen fonde",
        "Nuk ka kosto",
        "-",
        "/",
        " – ",
        "0",
        "0,00 €",
        "EUR 0",
        "N/A",
    ],
)
def test_no_funding_is_a_value(text):
    assert says_no_funding(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "4 000 Euros",
        "donation",
        "to be determined",
        "budget",
        "na godišnjem nivou",
        "#DIV/0!",
        "0 EUR for now, 500 later",
        "nuk është përcaktuar",
    ],
)
def test_anything_else_is_not_no_funding(text):
    assert not says_no_funding(text)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Ministry of Health budget", "Ministry of Health"),
        ("the budget of the Ministry of Health", "the Ministry of Health"),
        ("Budžet Ministarstva zdravlja", "Ministarstva zdravlja"),
        ("iz budžeta Ministarstva zdravlja", "Ministarstva zdravlja"),
        ("Buxheti i Ministrisë së Shëndetësisë", "Ministrisë së Shëndetësisë"),
    ],
)
def test_the_payer_is_the_source_without_the_word_for_budget(source, name):
    assert payer_name(source) == name
