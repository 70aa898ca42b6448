"""Where a number opens to what it was counted from."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse


def result_href(result_id: UUID, end: date) -> str:
    """The records behind a result of the plan, up to a day."""
    return f"{reverse('registers:result', args=[result_id])}?{urlencode({'until': end.isoformat()})}"


def kept_reports_href() -> str:
    """The reports, with those whose numbers are kept."""
    return reverse("registers:reports")


def entry_href(register: str, number: int) -> str:
    """An entry of a register."""
    return reverse("registers:entry", args=[register, number])
