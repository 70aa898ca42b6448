"""What statistics count of the helpline: coded facts over every line, without anything that leads to a call."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.helpline.models import CaseReferral, DayCount, DayReport, HandOver, SafetyPlan
from zaklon.helpline.rules.counting import Cell


@dataclass(frozen=True)
class DayFact:
    """One daily report."""

    on: date
    body_id: UUID
    calls: int
    seconds: int
    revision: int


@dataclass(frozen=True)
class HandOverFact:
    """One hand-over: on which day, to whom, on what ground, and what came of it."""

    on: date
    receiver_id: UUID
    ground: str
    status: str
    outcome: str
    hours_to_answer: int | None


@dataclass(frozen=True)
class ReferralFact:
    """A call that became a signal."""

    on: date
    ground: str


def call_facts(first: date, last: date) -> dict[tuple[date, Cell], int]:
    """Counts of calls by day and cell, over all lines. One query."""
    with acting_as(SYSTEM):
        found = DayCount.objects.filter(is_current=True, day__range=(first, last)).order_by("day", "pk")
        counts: dict[tuple[date, Cell], int] = {}
        for row in found.iterator():
            key = (row.day, Cell(row.table, row.structure, row.value))
            counts[key] = counts.get(key, 0) + row.calls
        return counts


def day_facts(first: date, last: date) -> tuple[DayFact, ...]:
    """The daily reports of some days as they stand. One query."""
    with acting_as(SYSTEM):
        found = DayReport.objects.filter(is_current=True, day__range=(first, last)).order_by("day", "body_id")
        return tuple(DayFact(row.day, row.body_id, row.calls, row.seconds, row.revision) for row in found)


def hand_over_facts(year: int) -> tuple[HandOverFact, ...]:
    """The hand-overs of a year, the earliest first. One query."""
    with acting_as(SYSTEM):
        found = HandOver.objects.filter(told_at__year=year).order_by("told_at", "pk")
        return tuple(
            HandOverFact(
                timezone.localdate(row.told_at),
                row.receiver_id,
                row.ground,
                row.status,
                row.outcome,
                int((row.answered_at - row.told_at).total_seconds() // 3600) if row.answered_at else None,
            )
            for row in found
        )


def referral_facts(year: int) -> tuple[ReferralFact, ...]:
    """The calls of a year that became signals, the earliest first. One query."""
    with acting_as(SYSTEM):
        found = CaseReferral.objects.filter(referred_at__year=year).order_by("referred_at", "pk")
        return tuple(ReferralFact(timezone.localdate(row.referred_at), row.ground) for row in found)


def plan_facts(year: int) -> dict[str, int]:
    """How often each step of the safety plan was agreed in a year. One query."""
    with acting_as(SYSTEM):
        counts: dict[str, int] = {}
        for steps in SafetyPlan.objects.filter(agreed_at__year=year).values_list("steps", flat=True):
            for step in steps:
                counts[step] = counts.get(step, 0) + 1
        return counts
