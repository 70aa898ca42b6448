"""The one place where values become words: every form of a report takes its numbers and dates from here.

The caller activates the report's language (`show` does), because "not known" is a translated sentence.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from babel.dates import format_date, format_interval
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision, get_currency_symbol
from django.utils.translation import gettext as _

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.reporting.description import Entries, Entry, Kind, Period, Status, Value
from zaklon.reporting.languages import Language
from zaklon.reporting.texts import clean

MOST_PLACES = 2
_NO_BREAK = "\N{NO-BREAK SPACE}"
_ROMAN = ("I", "II", "III", "IV")
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


def places_for(values: Iterable[Value], kind: Kind) -> int:
    """Decimal places that a column of these values needs, at most two, so that its numbers line up.

    Money shows none when every amount is whole, else those of its currency.
    """
    most = 0
    for value in values:
        if isinstance(value, Money):
            most = max(most, _money_places(value))
        elif isinstance(value, tuple):
            most = max([most, *(_money_places(amount) for amount in value)])
        elif isinstance(value, Decimal) and kind in {Kind.DECIMAL, Kind.PERCENT}:
            most = max(most, _decimal_places(value * 100 if kind is Kind.PERCENT else value))
    return most


def _money_places(amount: Money) -> int:
    precision: int = get_currency_precision(amount.currency)
    return precision if amount.minor % 10**precision else 0


def _decimal_places(value: Decimal) -> int:
    exponent = rounded(value, MOST_PLACES).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with so many places, halves away from zero. Raises ValueError unless it is a finite number."""
    if not value.is_finite():
        raise ValueError(f"a report cannot show {value}")
    result = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return abs(result) if result.is_zero() else result


def major_units(amount: Money) -> Decimal:
    """The amount in whole units of its currency: 150050 cents are 1500.50."""
    return Decimal(amount.minor).scaleb(-get_currency_precision(amount.currency), context=_EXACT)


def show_value(value: Value, kind: Kind, language: Language, places: int | None = None) -> str:
    """The value as the reader sees it. Raises ValueError when it does not fit its kind."""
    if value is None:
        return _("not known")
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Status):
        return clean(f"{value.word} ({value.detail})" if value.detail else value.word)
    if isinstance(value, Entries):
        return "\n".join(show_entry(entry, language) for entry in value.entries)
    if isinstance(value, date | Quarter):
        return show_day(value, language) if isinstance(value, date) else show_quarter(value, language)
    return _show_amount(value, kind, language, places_for([value], kind) if places is None else places)


def _show_amount(value: int | Decimal | Money | tuple[Money, ...], kind: Kind, language: Language, places: int) -> str:
    if isinstance(value, Money):
        return show_money(value, language, places)
    if isinstance(value, tuple):
        return "\n".join(show_money(amount, language, places) for amount in value)
    if kind is Kind.MONEY or isinstance(value, bool):
        raise ValueError(f"{value!r} is not an amount with a currency")
    return show_number(Decimal(value), language, places, is_percent=kind is Kind.PERCENT)


def show_number(value: Decimal, language: Language, places: int, *, is_percent: bool = False) -> str:
    """A number with so many places; a ratio as a percentage."""
    if is_percent:
        hundredths = rounded(value * 100, places).scaleb(-2, context=_EXACT)
        return str(format_percent(hundredths, format=_percent_pattern(language, places), locale=language.locale))
    pattern = _with_places("#,##0", places)
    return str(format_decimal(rounded(value, places), format=pattern, locale=language.locale))


def show_money(amount: Money, language: Language, places: int) -> str:
    """An amount with the sign of its currency where the language puts it."""
    return str(
        format_currency(
            rounded(major_units(amount), places),
            amount.currency,
            format=_with_places(_currency_pattern(language), places),
            locale=language.locale,
            currency_digits=False,
        )
    )


def show_day(day: date, language: Language) -> str:
    """A day in a table, kept on one line: 30 Jun 2020, 30. 6. 2020."""
    if isinstance(day, datetime):
        raise ValueError("a report shows days; take the day of the moment in its own time zone")
    return str(format_date(day, language.day_pattern, locale=language.locale)).replace(" ", _NO_BREAK)


def show_long_day(day: date, language: Language) -> str:
    """A day with the name of its month, for the cover."""
    return str(format_date(day, "long", locale=language.locale))


def show_quarter(quarter: Quarter, language: Language) -> str:
    """A quarter as plans write it: Q2 2020, II kvartal 2020."""
    return language.quarter_pattern.format(number=quarter.number, roman=_ROMAN[quarter.number - 1], year=quarter.year)


def show_entry(entry: Entry, language: Language) -> str:
    """One dated entry: (6) 30 June 2015 [I] text."""
    return f"{show_entry_mark(entry, language)} {clean(entry.text)}".strip()


def show_entry_mark(entry: Entry, language: Language) -> str:
    """What stands before the text of an entry: (6) 30 June 2015 [I]."""
    number = f"({entry.number})" if entry.number is not None else ""
    status = f"[{clean(entry.status)}]" if entry.status else ""
    return " ".join(part for part in (number, show_long_day(entry.day, language), status) if part)


def show_period(period: Period, language: Language) -> str:
    """The days covered: as months when they are whole months, else from day to day; one day is one day."""
    if period.first == period.last:
        return show_long_day(period.first, language)
    starts_month = period.first.day == 1
    ends_month = date.fromordinal(period.last.toordinal() + 1).day == 1
    if starts_month and ends_month:
        return str(format_interval(period.first, period.last, "yMMMM", locale=language.locale))
    return f"{show_long_day(period.first, language)} – {show_long_day(period.last, language)}"


def excel_format(kind: Kind, language: Language, places: int, currency: str = "") -> str:
    """The number format that makes a spreadsheet show what `show_value` writes."""
    if kind is Kind.MONEY:
        symbol = get_currency_symbol(currency, locale=language.locale).replace('"', "")
        return _with_places(_currency_pattern(language), places).replace("¤", f'"{symbol}"')
    if kind is Kind.PERCENT:
        return _percent_pattern(language, places)
    if kind is Kind.DATE:
        return language.excel_day_format
    return _with_places("#,##0", places)


def _currency_pattern(language: Language) -> str:
    return str(language.locale.currency_formats["standard"].pattern).replace("0.00", "0")


def _percent_pattern(language: Language, places: int) -> str:
    return _with_places(language.percent_pattern, places)


def _with_places(pattern: str, places: int) -> str:
    """The pattern with so many places after its last digit."""
    return pattern.replace("0", f"0.{'0' * places}" if places else "0")
