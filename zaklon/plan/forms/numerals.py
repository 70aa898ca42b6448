"""Numbers as people type them, whatever their language: "1.500,00", "1 500", "1,500.00", "1500".

Results and amounts have at most two digits after the decimal mark. So three digits after a single mark can only be
thousands, in every language, and one or two can only be decimals. What is still unclear is refused, not guessed.
"""

import re
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_symbol
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zaklon.common.money import Money
from zaklon.web.formats import money, number
from zaklon.web.inputs import DecimalInput, MoneyInput

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_GROUPED_BY_SPACE = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[\s\u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])")
_LONGEST = 40
_TOO_LARGE = Decimal(10) ** 11


def number_of(text: str) -> Decimal:
    """The number that somebody typed. Raises ValueError for what is no number, or could be two."""
    bare = text.strip().replace("−", "-")
    sign, bare = (-1, bare[1:].lstrip()) if bare.startswith("-") else (1, bare)
    if len(bare) > _LONGEST:
        raise ValueError(text)
    whole, decimals = _split(_without_spaces(bare))
    if re.fullmatch(r"[0-9]+", whole) is None or re.fullmatch(r"[0-9]{0,2}", decimals) is None:
        raise ValueError(text)
    return sign * Decimal(f"{whole}.{decimals or '0'}")


def _without_spaces(text: str) -> str:
    """Spaces may only part thousands: "1 500" is one number, "15 00" is nobody knows what."""
    joined = _GROUPED_BY_SPACE.sub(lambda found: _SPACES.sub("", found[0]), text)
    if _SPACES.search(joined):
        raise ValueError(text)
    return joined


def _split(text: str) -> tuple[str, str]:
    """The digits before and after the decimal mark."""
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return text, ""
    last = marks[-1]
    if len(set(marks)) == 2:
        whole, _, decimals = text.rpartition(last)
        return _ungrouped(whole, "," if last == "." else "."), decimals
    head, _, tail = text.partition(last)
    if len(marks) == 1 and len(tail) < 3:
        return head, tail
    return _ungrouped(text, last), ""


def _ungrouped(text: str, mark: str) -> str:
    if re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+", text) is None:
        raise ValueError(text)
    return text.replace(mark, "")


class AmountField(forms.Field):
    """A number that is not below zero; cleans to a Decimal, or None when left empty."""

    widget: Any = DecimalInput
    default_error_messages = {  # noqa: RUF012  Django's own declaration style
        "required": _("Enter a number."),
        "invalid": _("“%(typed)s” cannot be read as a number. Write it in digits, such as 1500 or 1500,50."),
        "negative": _("This was read as %(read)s. Enter a number that is not below zero."),
        "whole": _("This was read as %(read)s. Enter a whole number."),
        "large": _("This was read as %(read)s, which is more than can be kept here. Check the digits."),
    }

    def __init__(self, *, whole: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.whole = whole
        self.widget.attrs |= {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}

    def to_python(self, value: object) -> Decimal | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            read = number_of(self.bare(typed))
        except ValueError as wrong:
            shown = typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"
            raise self._wrong("invalid", typed=shown) from wrong
        if read < 0:
            raise self._wrong("negative", read=self.shown(read))
        if read >= _TOO_LARGE:
            raise self._wrong("large", read=self.shown(read))
        if self.whole and read != read.to_integral_value():
            raise self._wrong("whole", read=self.shown(read))
        return read

    def bare(self, typed: str) -> str:
        """What was typed, without what is not part of the number."""
        return typed

    def shown(self, read: Decimal) -> str:
        """What was understood, as the reader writes numbers."""
        return number(read)

    def _wrong(self, code: str, **facts: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=facts)


class MoneyAmountField(AmountField):
    """An amount in one currency; cleans to Money, or None. The currency may be typed too, if it is the right one."""

    widget: Any = MoneyInput
    default_error_messages = {  # noqa: RUF012  Django's own declaration style
        "required": _("Enter an amount."),
        "invalid": _("“%(typed)s” cannot be read as an amount. Write it in digits, such as 1500 or 1500,50."),
    }

    def __init__(self, *, currency: str, **options: Any) -> None:
        super().__init__(**options)
        self.currency = currency

    def bare(self, typed: str) -> str:
        for sign in (self.currency, get_currency_symbol(self.currency, "en")):
            typed = typed.upper().removeprefix(sign).removesuffix(sign).strip()
        return typed

    def shown(self, read: Decimal) -> str:
        return money(Money.of(self.currency, read))

    def clean(self, value: object) -> Money | None:
        read = super().clean(value)
        return None if read is None else Money.of(self.currency, read)

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(initial.amount if isinstance(initial, Money) else initial, data)
