"""What is due: of one case, and of all cases on which somebody works or which somebody oversees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.roles import Role
from zaklon.cases.models import Assignment
from zaklon.cases.models.windows import goes_on
from zaklon.pathway.models import Deadline
from zaklon.pathway.queries.law import calendar_of
from zaklon.pathway.queries.standing import Law
from zaklon.pathway.rules.reckoning import HOUR, last_day
from zaklon.pathway.rules.steps import roles_that_end

# A list for a day's work; what comes later moves up.
SHOWN = 100


@dataclass(frozen=True)
class DueRow:
    """Something that is due. `may_change` for who may end it; `extend_by` how far at most, in units called `unit`.

    `last_day` is the day with whose end the time is over; None for a clock that counts hours.
    """

    deadline_id: UUID
    code: str
    person_id: UUID
    position: int
    way: str
    name: str
    due_at: datetime
    last_day: date | None
    is_late: bool
    is_paused: bool
    may_change: bool
    pauses: bool
    extend_by: int | None
    unit: str


def due_in_case(code: str, roles: Collection[Role], law: Law, *, now: datetime) -> tuple[DueRow, ...]:
    """Running deadlines of a case that the reader sees, the most urgent first. One query."""
    found = _running().filter(case__code=code)
    return tuple(_row(each, roles, law, now) for each in found)


def my_due(law: Law, *, actor: Actor, now: datetime) -> tuple[DueRow, ...]:
    """Deadlines that the actor can end, over all cases on which the actor works. Two queries."""
    actor.must(Permission.CASE_WORK)
    user_id, body_id = actor.post()
    mine = Assignment.objects.filter(goes_on(now), user_id=user_id, body_id=body_id, starts_at__lte=now)
    roles: dict[int, set[Role]] = {}
    for case_id, role in mine.values_list("case_id", "role"):
        roles.setdefault(case_id, set()).add(Role(role))
    rows = (_row(each, roles[each.case_id], law, now) for each in _running().filter(case_id__in=roles))
    return tuple(row for row in rows if row.may_change)[:SHOWN]


def late_in_oversight(law: Law, *, actor: Actor, now: datetime) -> tuple[DueRow, ...]:
    """Deadlines that have passed in cases which the actor oversees, the oldest first. One query."""
    actor.must(Permission.CASE_OVERSEE)
    found = _running().filter(due_at__lte=now, paused_at__isnull=True)[:SHOWN]
    return tuple(_row(each, (), law, now) for each in found)


def running_counts(*, now: datetime) -> dict[str, tuple[int, int]]:
    """By way: deadlines that run, and those of them that have passed; for whoever runs the system, as the system."""
    late = Count("pk", filter=Q(due_at__lte=now, paused_at__isnull=True))
    rows = Deadline.objects.filter(ended_at__isnull=True, case__status="open").values("way").order_by("way")
    return {row["way"]: (row["every"], row["late"]) for row in rows.annotate(every=Count("pk"), late=late)}


def _running() -> QuerySet[Deadline]:
    """Nothing is due for somebody whose data were erased: nobody can take a step for them."""
    found = Deadline.objects.filter(ended_at__isnull=True, case__status="open", person__erased_at__isnull=True)
    return found.select_related("case", "person").order_by("due_at", "pk")


def _row(deadline: Deadline, roles: Collection[Role], law: Law, now: datetime) -> DueRow:
    clock = law.words.clocks[deadline.clock]
    ends = roles_that_end(law.words.steps, deadline.clock)
    return DueRow(
        deadline_id=deadline.pk,
        code=deadline.case.code,
        person_id=deadline.person_id,
        position=deadline.person.position,
        way=deadline.way,
        name=law.wording.label("clock", deadline.clock),
        due_at=deadline.due_at,
        last_day=None if clock.unit == HOUR else last_day(deadline.due_at, calendar_of(law.words)),
        is_late=deadline.paused_at is None and deadline.due_at <= now,
        is_paused=deadline.paused_at is not None,
        may_change=bool(ends.intersection(roles)),
        pauses=clock.pauses,
        extend_by=clock.extend_by,
        unit=law.wording.label("time_unit", str(clock.unit)),
    )
