"""What statistics count of signals: coded facts of the reports that the caller sees; no code of a case, no name.

Whoever counts the country calls them as the system.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from zaklon.signal.models import Report


@dataclass(frozen=True)
class ReportFact:
    """One person in one signal: who reported, how urgent it was, and how long it waited on a device."""

    person_id: UUID
    responder: str
    role: str
    urgency: str
    age_group: str
    body_id: UUID
    on: date
    waited: timedelta


def report_facts() -> Iterator[ReportFact]:
    """Every report, the earliest first. One query."""
    for row in Report.objects.order_by("reported_at", "pk").iterator():
        yield ReportFact(
            row.person_id,
            row.responder,
            row.role,
            row.urgency,
            row.age_group,
            row.body_id,
            timezone.localdate(row.written_at),
            row.reported_at - row.written_at,
        )
