"""Dates, numbers and money by language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.web import formats

DAY = date(2020, 6, 30)
EVENING = datetime(2020, 6, 30, 22, 5, tzinfo=UTC)  # already the next day in Podgorica


@pytest.mark.parametrize(
    ("written", "en", "cnr", "cyrl", "sq"),
    [
        (lambda: formats.long_date(DAY), "30 June 2020", "30. jun 2020.", "30. јун 2020.", "30 qershor 2020"),
        (lambda: formats.short_date(DAY), "30 Jun 2020", "30. 6. 2020.", "30. 6. 2020.", "30.6.2020"),
        (lambda: formats.long_date(EVENING), "1 July 2020", "1. jul 2020.", "1. јул 2020.", "1 korrik 2020"),
        (
            lambda: formats.moment(EVENING),
            "1 July 2020, 00:05",
            "1. jul 2020. u 00:05",
            "1. јул 2020. у 00:05",
            "1 korrik 2020, 00:05",
        ),
        (
            lambda: formats.money(Money("EUR", 4300050)),
            "€43,000.50",
            "43.000,50\u00a0€",
            "43.000,50\u00a0€",
            "43\u00a0000,50\u00a0€",
        ),
        (lambda: formats.money(Money("EUR", -700)), "-€7", "-7\u00a0€", "-7\u00a0€", "-7\u00a0€"),
        (lambda: formats.number(Decimal("43000.5")), "43,000.5", "43.000,5", "43.000,5", "43\u00a0000,5"),
        (lambda: formats.number(2.6, 0), "3", "3", "3", "3"),
        (lambda: formats.percent(0.43), "43%", "43\u00a0%", "43\u00a0%", "43%"),
        (lambda: formats.change(-16), "−16%", "−16\u00a0%", "−16\u00a0%", "−16%"),
        (lambda: formats.change(10), "+10%", "+10\u00a0%", "+10\u00a0%", "+10%"),
        (lambda: formats.signed(Decimal("5.30")), "+5.3", "+5,3", "+5,3", "+5,3"),
        (lambda: formats.signed(Decimal("-1234.5")), "−1,234.5", "−1.234,5", "−1.234,5", "−1\u00a0234,5"),
        (lambda: formats.signed(Decimal("-0.001")), "0", "0", "0", "0"),
        (lambda: formats.change(0), "0%", "0\u00a0%", "0\u00a0%", "0%"),
        (lambda: formats.percent(0.435, 1), "43.5%", "43,5\u00a0%", "43,5\u00a0%", "43,5%"),
        (
            lambda: formats.quarter(Quarter(2020, 2)),
            "Q2 2020",
            "II kvartal 2020.",
            "II квартал 2020.",
            "Tremujori II 2020",
        ),
        (lambda: formats.listed(["A", "B", "C"]), "A, B and C", "A, B i C", "A, B и C", "A, B dhe C"),
    ],
)
def test_values_are_written_as_the_language_writes_them(written, en, cnr, cyrl, sq):
    for code, expected in (("en", en), ("cnr", cnr), ("cnr-cyrl", cyrl), ("sq", sq)):
        with translation.override(code):
            assert written() == expected


@pytest.mark.parametrize(
    "function", ["long_date", "short_date", "month", "moment", "quarter", "number", "percent", "money"]
)
def test_what_is_not_known_is_a_dash_and_never_zero(function):
    assert getattr(formats, function)(None) == "–"


def test_an_empty_list_is_a_dash():
    assert formats.listed([]) == "–"


@pytest.mark.parametrize(
    ("size", "written"), [(900, "900\u00a0B"), (1500, "2\u00a0KB"), (12_400, "12\u00a0KB"), (3_440_000, "3.4\u00a0MB")]
)
def test_file_sizes_are_short(size, written):
    assert formats.file_size(size) == written


def test_django_writes_montenegrin_dates_too():
    from django.utils.formats import date_format

    for code, expected in (("cnr", "30. jun 2020."), ("cnr-cyrl", "30. јун 2020."), ("en", "30 Jun 2020")):
        with translation.override(code):
            assert date_format(DAY, "DATE_FORMAT") == expected
