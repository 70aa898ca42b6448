"""One table as CSV: values as machines read them, texts that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.reporting.description import Column, Kind, Table, Value
from zaklon.reporting.formats import major_units, show_value
from zaklon.reporting.grid import grid
from zaklon.reporting.languages import Language, language

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def comma_separated(table: Table, language_code: str) -> bytes:
    """The rows of a table as CSV in UTF-8 with a byte-order mark, so that spreadsheets read its letters.

    Numbers have a decimal point and no grouping, shares are ratios, days and quarters are in ISO form, an amount
    stands in two columns (number, currency). Totals are left out. A text that starts like a formula gets an apostrophe.
    """
    with translation.override(language_code):
        lines = grid(table)
        target = io.StringIO(newline="")
        writer = csv.writer(target)
        writer.writerow([heading for column in lines.columns for heading in _headings(column)])
        spoken = language(language_code)
        for row in lines.rows:
            cells = zip(row, lines.columns, strict=True)
            writer.writerow([field for value, column in cells for field in _fields(value, column.kind, spoken)])
    return target.getvalue().encode("utf-8-sig")


def _headings(column: Column) -> Iterator[str]:
    yield _harmless(column.heading)
    if column.kind is Kind.MONEY:
        yield _harmless(_("%(heading)s, currency") % {"heading": column.heading})


def _fields(value: Value, kind: Kind, language: Language) -> Iterator[str]:
    if kind is not Kind.MONEY:
        yield _field(value, kind, language)
    elif isinstance(value, Money):
        yield str(major_units(value))
        yield value.currency
    elif isinstance(value, tuple):
        yield "; ".join(str(major_units(amount)) for amount in value)
        yield "; ".join(amount.currency for amount in value)
    else:
        yield _field(value, kind, language)
        yield ""


def _field(value: Value, kind: Kind, language: Language) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal | Quarter):
        return str(value)
    return _harmless(show_value(value, kind, language))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
