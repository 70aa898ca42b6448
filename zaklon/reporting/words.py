"""Words that reports of every context share."""

from decimal import Decimal

from django.utils.translation import gettext as _

from zaklon.reporting.description import Value


def hidden_word() -> str:
    """What stands in place of a count that is hidden from the reader."""
    return _("hidden")


def count(number: int | Decimal | None) -> Value:
    """A count in a table or a figure; None is a hidden one."""
    if number is None:
        return hidden_word()
    return int(number) if number == int(number) else number
