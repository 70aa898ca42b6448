"""Form fields that Django lacks: a day in three boxes, an amount of money, a number as people write it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zaklon.common.money import Money, digits
from zaklon.web.formats import number, plain_amount
from zaklon.web.languages import current

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2199


class DayInput(forms.Widget):
    """Three text boxes, posted as NAME-day, NAME-month and NAME-year."""

    parts = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> tuple[str, ...]:  # noqa: ARG002
        return tuple(str(data.get(f"{name}-{part}", "")).strip() for part in self.parts)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:  # noqa: ARG002
        return all(f"{name}-{part}" not in data for part in self.parts)

    def format_value(self, value: object) -> tuple[str, ...]:
        """What the three boxes show: as typed, or from a date."""
        if isinstance(value, date):
            return (str(value.day), str(value.month), str(value.year))
        return value if isinstance(value, tuple) else ("", "", "")


class DayField(forms.Field):
    """A calendar day; cleans to a date, or None when optional and left empty."""

    widget: Any = DayInput
    default_error_messages = {  # noqa: RUF012  Django's own declaration style
        "required": _("Enter the date."),
        "incomplete": _("Enter the day, the month and the year."),
        "invalid": _("Enter a date that exists, in numbers, such as 30 6 2020."),
    }

    def to_python(self, value: object) -> date | None:
        typed = self.widget.format_value(value)
        if not any(typed):
            return None
        if not all(typed):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if not all(part.isascii() and part.isdigit() for part in typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day, month, year = (int(part[:6]) for part in typed)
        if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(year, month, day)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def has_changed(self, initial: object, data: object) -> bool:
        shown = DayInput().format_value
        return shown(initial) != shown(data)


def decimal_of(text: str, language: str) -> Decimal:
    """The number that a person of this language wrote. Raises ValueError rather than guess.

    English groups thousands with commas, the others with full stops; spaces are accepted everywhere. "5.000" is five
    thousand in Montenegrin and five in English, so groups must be whole and in the writer's own style.
    """
    bare = _SPACES.sub("", text).replace("−", "-")
    group, point = (",", ".") if language == "en" else (".", ",")
    whole = rf"([0-9]+|[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+)"
    found = re.fullmatch(rf"(-?){whole}(?:{re.escape(point)}([0-9]+))?", bare)
    if found is None:
        # One mark with one or two digits after it can only be a decimal point, whichever mark it is.
        found = re.fullmatch(r"(-?)([0-9]+)[.,]([0-9]{1,2})", bare)
    if found is None:
        raise ValueError(text)
    return Decimal(f"{found[1]}{found[2].replace(group, '')}.{found[3] or '0'}")


class DecimalInput(forms.TextInput):
    """A text box that shows numbers as the language writes them."""

    def format_value(self, value: object) -> str:
        return number(value, 6) if isinstance(value, int | float | Decimal) else str(value or "")


class NumberField(forms.Field):
    """A number in the writer's own style; cleans to a Decimal, or None."""

    widget: Any = DecimalInput
    default_error_messages = {  # noqa: RUF012  Django's own declaration style
        "required": _("Enter a number."),
        "invalid": _("Enter a number, in digits."),
        "minimum": _("Enter a number that is not below %(minimum)s."),
        "decimals": _("Enter a number with at most %(decimals)s digits after the decimal mark."),
    }

    def __init__(self, *, minimum: int | None = None, decimals: int = 2, **options: Any) -> None:
        super().__init__(**options)
        self.minimum, self.decimals = minimum, decimals
        self.widget.attrs["inputmode"] = "decimal" if decimals else "numeric"

    def to_python(self, value: object) -> Decimal | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            read = decimal_of(typed[:40], current().code)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong
        if self.minimum is not None and read < self.minimum:
            raise ValidationError(self.error_messages["minimum"], code="minimum", params={"minimum": self.minimum})
        if read != read.quantize(Decimal(1).scaleb(-self.decimals)):
            raise ValidationError(self.error_messages["decimals"], code="decimals", params={"decimals": self.decimals})
        return read


class MoneyInput(forms.TextInput):
    """A text box that shows an amount without its currency, which stands beside the box."""

    def format_value(self, value: object) -> str:
        return plain_amount(value) if isinstance(value, Money) else str(value or "")


class MoneyField(NumberField):
    """An amount in one currency; cleans to Money, or None."""

    widget: Any = MoneyInput
    default_error_messages = {  # noqa: RUF012  Django's own declaration style
        "required": _("Enter an amount."),
        "invalid": _("Enter an amount in digits, such as 1500 or 1500,50."),
    }

    def __init__(self, *, currency: str, **options: Any) -> None:
        super().__init__(minimum=0, decimals=digits(currency), **options)
        self.currency = currency

    def clean(self, value: object) -> Money | None:
        read = super().clean(value)
        return None if read is None else Money.of(self.currency, read)
