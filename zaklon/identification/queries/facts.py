"""What statistics count of the Team: coded facts, over every case, without a code or a key that leads to one."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.identification.models import Attendance, TeamDecision, TeamMember, TeamSession
from zaklon.identification.rules.counting import DecisionFact


@dataclass(frozen=True)
class SessionFact:
    """A session that was opened: of which kind, on which day, with how many members and decisions."""

    kind: str
    on: date
    present: int
    decided: int


@dataclass(frozen=True)
class MemberFact:
    """A mandate."""

    function: str
    profile: str
    is_deputy: bool


def decision_facts(year: int | None = None) -> tuple[DecisionFact, ...]:
    """Every decision, or those of a year, the earliest first. One query."""
    with acting_as(SYSTEM):
        found = TeamDecision.objects.order_by("decided_at", "pk")
        if year is not None:
            found = found.filter(decided_on__year=year)
        return tuple(_fact(row) for row in found)


def _fact(row: TeamDecision) -> DecisionFact:
    return DecisionFact(
        person_id=row.person_id,
        decided_on=row.decided_on,
        state=row.state,
        sex=row.sex,
        age=row.age_group,
        citizenship=row.citizenship,
        recruited_in=row.recruited_in,
        forms=tuple(row.forms),
        main_form=row.main_form,
        is_reconsidered=row.is_reconsidered,
        is_complete=row.is_complete,
    )


def session_facts(year: int) -> tuple[SessionFact, ...]:
    """The sessions that were opened in a year. Three queries."""
    with acting_as(SYSTEM):
        sessions = list(TeamSession.objects.filter(opened_at__year=year).order_by("opened_at", "pk"))
        present = list(Attendance.objects.filter(session__in=sessions).values_list("session_id", flat=True))
        decided = list(TeamDecision.objects.filter(item__session__in=sessions).values_list("item__session", flat=True))
    return tuple(
        SessionFact(row.kind, timezone.localdate(row.opened_at), present.count(row.pk), decided.count(row.pk))
        for row in sessions
        if row.opened_at
    )


def member_facts(on: date) -> tuple[MemberFact, ...]:
    """Mandates that run on a day. One query."""
    with acting_as(SYSTEM):
        found = TeamMember.objects.with_mandate_on(on).order_by("profile", "pk")
        return tuple(MemberFact(row.function, row.profile, row.is_deputy) for row in found)


def years() -> tuple[int, ...]:
    """Years in which the Team decided or met, the latest first. Two queries."""
    with acting_as(SYSTEM):
        decided = TeamDecision.objects.dates("decided_on", "year")
        met = TeamSession.objects.filter(opened_at__isnull=False).dates("opened_at", "year")
        return tuple(sorted({day.year for day in (*decided, *met)}, reverse=True))
