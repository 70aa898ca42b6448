"""Values as each language writes them."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.reporting.description import Entries, Entry, Kind, Period, Status
from zaklon.reporting.formats import (
    excel_format,
    major_units,
    places_for,
    rounded,
    show_long_day,
    show_period,
    show_value,
)
from zaklon.reporting.languages import CODES, language
from zaklon.reporting.texts import clean
from zaklon.web import formats as web_formats

EN, CNR, CYRL, SQ = (language(code) for code in ("en", "cnr", "cnr-cyrl", "sq"))
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (1_234_567, Kind.WHOLE, ("1,234,567", "1.234.567", "1.234.567", f"1{NBSP}234{NBSP}567")),
        (Decimal("0.9048"), Kind.PERCENT, ("90.48%", f"90,48{NBSP}%", f"90,48{NBSP}%", "90,48%")),
        (Decimal("1234.5"), Kind.DECIMAL, ("1,234.5", "1.234,5", "1.234,5", f"1{NBSP}234,5")),
        (Money("EUR", 17_390_000), Kind.MONEY, ("€173,900", *[f"173.900{NBSP}€"] * 2, f"173{NBSP}900{NBSP}€")),
        (Money("EUR", 150_050), Kind.MONEY, ("€1,500.50", *[f"1.500,50{NBSP}€"] * 2, f"1{NBSP}500,50{NBSP}€")),
        (
            date(2020, 6, 30),
            Kind.DATE,
            (f"30{NBSP}Jun{NBSP}2020", *[f"30.{NBSP}6.{NBSP}2020."] * 2, "30.6.2020"),
        ),
        (
            Quarter(2020, 2),
            Kind.QUARTER,
            (f"Q2{NBSP}2020", f"II{NBSP}kvartal 2020.", f"II{NBSP}квартал 2020.", f"tremujori II{NBSP}2020"),
        ),
        ("No funding required", Kind.MONEY, ("No funding required",) * 4),
        (Status("Implemented", detail="late"), Kind.STATUS, ("Implemented (late)",) * 4),
    ],
)
def test_values_are_written_as_the_language_writes_them(value, kind, shown):
    assert tuple(show_value(value, kind, spoken) for spoken in (EN, CNR, CYRL, SQ)) == shown


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_not_known_is_said_in_words_never_as_zero_or_blank(kind):
    assert show_value(None, kind, EN) == "not known"


def test_several_amounts_of_a_cell_stay_apart():
    amounts = (Money("EUR", 100_000), Money("USD", 25_050))
    assert show_value(amounts, Kind.MONEY, EN) == "€1,000.00\nUS$250.50"


def test_entries_show_number_day_and_status_before_their_text():
    entries = Entries((Entry(date(2015, 6, 30), "Two trainings.", 6, "I"), Entry(date(2015, 12, 31), "Done.")))
    assert show_value(entries, Kind.ENTRIES, EN) == "(6) 30 June 2015 [I] Two trainings.\n31 December 2015 Done."


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), "January – December 2020"),
        (date(2020, 3, 1), date(2020, 3, 31), "March 2020"),
        (date(2019, 7, 1), date(2020, 6, 30), "July 2019 – June 2020"),
        (date(2020, 1, 5), date(2020, 1, 31), "5 January 2020 – 31 January 2020"),
    ],
)
def test_a_period_is_told_in_months_where_it_has_whole_ones(first, last, shown):
    assert show_period(Period(first, last), EN).replace("\u2009", " ") == shown


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2020, 2, 1), date(2020, 1, 1))


def test_a_column_shows_as_many_places_as_its_values_need():
    assert places_for([Money("EUR", 100), Money("EUR", 2_000), None], Kind.MONEY) == 0
    assert places_for([Money("EUR", 100), Money("EUR", 2_050)], Kind.MONEY) == 2
    assert places_for([(Money("EUR", 100), Money("EUR", 1)), "none"], Kind.MONEY) == 2
    assert places_for([Money("JPY", 150)], Kind.MONEY) == 0
    assert places_for([Decimal(1) / 3], Kind.PERCENT) == 2
    assert places_for([Decimal("0.5"), Decimal("0.255")], Kind.PERCENT) == 1
    assert places_for([Decimal("402.1"), 407], Kind.DECIMAL) == 1
    assert places_for([1, 2], Kind.WHOLE) == 0


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="cannot show"):
        show_value(value, Kind.DECIMAL, EN)


@pytest.mark.parametrize("value", [5, Decimal(5), True])
def test_an_amount_without_currency_is_refused(value):
    with pytest.raises(ValueError, match="not an amount"):
        show_value(value, Kind.MONEY, EN)


def test_a_moment_is_not_taken_for_a_day():
    with pytest.raises(ValueError, match="shows days"):
        show_value(datetime(2020, 1, 1, tzinfo=UTC), Kind.DATE, EN)


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="known: en, cnr, cnr-cyrl, sq"):
        language("fr")


@given(st.decimals(min_value="-1e15", max_value="1e15", places=6), st.sampled_from(CODES), st.integers(0, 2))
def test_a_shown_number_reads_back_as_the_rounded_value(value, code, places):
    spoken = language(code)
    symbols = spoken.locale.number_symbols["latn"]
    shown = show_value(value, Kind.DECIMAL, spoken, places)
    plain = shown.replace(symbols["group"], "").replace(symbols["decimal"], ".")
    assert Decimal(plain) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(st.integers(-(10**14), 10**14), st.sampled_from(["EUR", "USD", "RSD", "JPY"]), st.sampled_from(CODES))
def test_a_shown_amount_holds_every_digit_of_the_amount(minor, currency, code):
    shown = show_value(Money(currency, minor), Kind.MONEY, language(code))
    digits = "".join(character for character in shown if character.isdigit())
    places = places_for([Money(currency, minor)], Kind.MONEY)
    assert int(digits) == abs(major_units(Money(currency, minor)).scaleb(places))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(CODES))
def test_a_share_is_rounded_half_away_from_zero(part, whole, code):
    share = Decimal(part) / whole
    spoken = language(code)
    decimal, group = (spoken.locale.number_symbols["latn"][name] for name in ("decimal", "group"))
    shown = show_value(share, Kind.PERCENT, spoken, 2).rstrip("%").strip(NBSP)
    assert Decimal(shown.replace(group, "").replace(decimal, ".")) == rounded(share * 100, 2)


@given(st.text())
def test_cleaned_text_can_be_written_to_any_file_and_stays_clean(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & set("\x00\x08\x0b\x1b\x7f\x85\u202e\ufffe\uffff")


@given(st.integers(-(10**12), 10**12), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(CODES))
def test_reports_write_amounts_days_and_quarters_as_the_pages_do(minor, day, code):
    spoken, amount = language(code), Money("EUR", minor)
    with translation.override(code):
        page_day = web_formats.short_date(day)
        page_long_day = web_formats.long_date(day)
        page_amount = web_formats.money(amount)
    assert show_value(day, Kind.DATE, spoken) == page_day.replace(" ", NBSP)
    assert show_long_day(day, spoken) == page_long_day
    assert show_value(amount, Kind.MONEY, spoken) == page_amount


def test_excel_formats_follow_the_language():
    assert excel_format(Kind.MONEY, EN, 2, "EUR") == '"€"#,##0.00'
    assert excel_format(Kind.MONEY, CNR, 0, "EUR") == f'#,##0{NBSP}"€"'
    assert excel_format(Kind.PERCENT, CNR, 2) == f"#,##0.00{NBSP}%"
    assert excel_format(Kind.WHOLE, SQ, 0) == "#,##0"
    assert excel_format(Kind.DATE, CNR, 0) == 'd". "m". "yyyy"."'
