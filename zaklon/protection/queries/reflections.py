"""Times of the right to stay that run, with the days that are left."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.pathway.queries.due import DueRow, my_due
from zaklon.pathway.queries.standing import Law

_WAY = "residence"


@dataclass(frozen=True)
class RunningRow:
    """A time that runs for a person, such as recovery and reflection; `days_left` counts from today, 0 on the last."""

    due: DueRow
    days_left: int


def running_stays(law: Law, *, actor: Actor, now: datetime) -> tuple[RunningRow, ...]:
    """Times of the right to stay that the actor ends, the most urgent first. Two queries. Raises NotPermitted."""
    today = timezone.localdate(now)
    rows = (row for row in my_due(law, actor=actor, now=now) if row.way == _WAY)
    return tuple(RunningRow(row, (timezone.localdate(row.due_at) - today).days) for row in rows)
