"""What commands of partnership share."""

from datetime import date, datetime

from django.utils import timezone

from zaklon.common.errors import RuleBroken


def must_say(text: str, code: str, field: str) -> str:
    """The text without blanks around it. Raises RuleBroken when nothing is left."""
    said = text.strip()
    if not said:
        raise RuleBroken(code, field=field)
    return said


def must_have_come(day: date, now: datetime, field: str) -> None:
    """Raises RuleBroken for a day after today."""
    if day > timezone.localdate(now):
        raise RuleBroken("partnership_day_in_future", field=field)
