"""Dates, numbers and money as people of the active language write them; each is a template filter of the same name.

Nothing (None) is written as a dash: it means "not known", which is never the same as zero.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import timezone

from zaklon.common.dates import Quarter
from zaklon.common.money import Money, digits
from zaklon.web.languages import current

NOTHING = "–"
_ROMAN = ("I", "II", "III", "IV")
# CLDR's own long form has the full stop after the year only in some versions; the language norm asks for it.
_LONG_DATE = {"cnr": "d. MMMM y.", "cnr-cyrl": "d. MMMM y."}
# CLDR has "Q2" for all of them, which nobody writes in Montenegrin or Albanian.
_QUARTER = {
    "en": "Q{number} {year}",
    "cnr": "{roman} kvartal {year}.",
    "cnr-cyrl": "{roman} квартал {year}.",
    "sq": "Tremujori {roman} {year}",
}
_MOMENT = {"cnr": "{day} u {time}", "cnr-cyrl": "{day} у {time}"}
_SHORT_DATE = {"en": "d MMM y", "cnr": "d. M. y.", "cnr-cyrl": "d. M. y."}


def long_date(day: date | None) -> str:
    """30 June 2020; 30. jun 2020."""
    return (
        NOTHING
        if day is None
        else format_date(_local(day), _LONG_DATE.get(current().code, "d MMMM y"), current().locale)
    )


def short_date(day: date | None) -> str:
    """30 Jun 2020; 30. 6. 2020. For tables."""
    return (
        NOTHING if day is None else format_date(_local(day), _SHORT_DATE.get(current().code, "d.M.y"), current().locale)
    )


def month(day: date | None) -> str:
    """June 2020."""
    return NOTHING if day is None else format_skeleton("yMMMM", _local(day), locale=current().locale)


def moment(when: datetime | None) -> str:
    """30 June 2020, 14:05, on the clock of the country."""
    if when is None:
        return NOTHING
    local = timezone.localtime(when)
    pattern = _MOMENT.get(current().code, "{day}, {time}")
    return pattern.format(day=long_date(local), time=format_time(local, "HH:mm", locale=current().locale))


def quarter(value: Quarter | None) -> str:
    """Q2 2020; II kvartal 2020."""
    if value is None:
        return NOTHING
    pattern = _QUARTER[current().code]
    return pattern.format(number=value.number, roman=_ROMAN[value.number - 1], year=value.year)


def number(value: float | Decimal | None, decimals: int = 2) -> str:
    """43,000.5; 43.000,5. At most `decimals` digits after the separator, and no empty ones."""
    if value is None:
        return NOTHING
    return format_decimal(value, "#,##0." + "#" * decimals if decimals else "#,##0", locale=current().locale)


def percent(share: float | Decimal | None, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.43 is 43%."""
    if share is None:
        return NOTHING
    pattern = (
        "#,##0" + ("." + "#" * decimals if decimals else "") + ("%" if current().code in {"en", "sq"} else "\u00a0%")
    )
    return format_percent(share, pattern, locale=current().locale)


def change(percents: int) -> str:
    """A change in whole per cent with its sign: +5%, −16%, 0%."""
    return _sign(percents) + percent(Decimal(abs(percents)) / 100)


def signed(value: Decimal, decimals: int = 2) -> str:
    """A difference with its sign: +5.3, −2, 0."""
    return _sign(round(value, decimals)) + number(abs(value), decimals)


def _sign(value: Decimal | int) -> str:
    return "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""


def money(amount: Money | None) -> str:
    """€43,000.50; 43.000,50 €. Cents are left out where they are zero."""
    if amount is None:
        return NOTHING
    value, places = amount.amount, digits(amount.currency)
    has_cents = value != value.to_integral_value()
    pattern = "¤#,##0" if current().code == "en" else "#,##0"
    pattern += "." + "0" * places if has_cents else ""
    pattern += "" if current().code == "en" else "\u00a0¤"
    return format_currency(value, amount.currency, pattern, locale=current().locale, currency_digits=False)


def plain_amount(amount: Money) -> str:
    """43,000.50 or 43.000: as money, without the currency."""
    value, places = amount.amount, digits(amount.currency)
    pattern = "#,##0" if value == value.to_integral_value() else "#,##0." + "0" * places
    return format_decimal(value, pattern, locale=current().locale)


def listed(items: Iterable[object]) -> str:
    """A, B and C; A, B i C."""
    return format_list([str(item) for item in items], locale=current().locale) or NOTHING


def file_size(octets: int) -> str:
    """900 B, 12 KB, 3.4 MB, in steps of 1000."""
    if octets < 1000:
        return f"{octets}\u00a0B"
    if octets < 1_000_000:
        return f"{number(octets / 1000, 0)}\u00a0KB"
    return f"{number(octets / 1_000_000, 1)}\u00a0MB"


def _local(day: date) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


FILTERS = {
    function.__name__: function
    for function in (long_date, short_date, month, moment, quarter, number, percent, money, listed, file_size)
}
