"""What statistics count of signals: coded facts, over every case, without a code or a key that leads to one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.signal.models import Likeness, Report


@dataclass(frozen=True)
class ReportFact:
    """One signal: on which day, by whom, how urgent, about whom, and how many hours it waited on a device."""

    on: date
    body_id: UUID
    responder: str
    urgency: str
    age_group: str
    hours_waited: int


@dataclass(frozen=True)
class LikenessFact:
    """A question whether two persons are one: on which day it came up, and what became of it."""

    on: date
    was_asked: bool
    was_joined: bool
    was_ruled_out: bool


def report_facts(year: int) -> tuple[ReportFact, ...]:
    """The signals of a year, the earliest first. One query."""
    with acting_as(SYSTEM):
        found = Report.objects.filter(reported_at__year=year).order_by("reported_at", "pk")
        return tuple(
            ReportFact(
                timezone.localdate(row.reported_at),
                row.body_id,
                row.responder,
                row.urgency,
                row.age_group,
                int((row.reported_at - row.written_at).total_seconds() // 3600),
            )
            for row in found
        )


def likeness_facts(year: int) -> tuple[LikenessFact, ...]:
    """The questions of a year, each once, the earliest first. One query."""
    with acting_as(SYSTEM):
        found = Likeness.objects.filter(found_at__year=year, is_signal=True).order_by("found_at", "pk")
        return tuple(
            LikenessFact(
                timezone.localdate(row.found_at),
                row.asked_at is not None,
                row.joined_at is not None,
                row.ruled_out_at is not None,
            )
            for row in found
        )
