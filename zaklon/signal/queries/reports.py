"""Signals that a post has sent, and how they stand: codes and days, nothing of the files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.kinds import AgeGroup, CaseStatus
from zaklon.cases.models import Assignment, Case, Conflict
from zaklon.cases.models.windows import goes_on
from zaklon.pathway.queries.states import last_moves
from zaklon.signal.models import Report
from zaklon.signal.rules.outcomes import CameBack, came_back
from zaklon.signal.values import Reported

# The newest are what a day's work needs; older ones are found by their code.
SHOWN = 50


@dataclass(frozen=True)
class ReportRow:
    """A signal in its sender's list."""

    report_id: UUID
    code: str
    urgency: str
    reported_at: datetime
    written_at: datetime
    came_back: CameBack
    moved_at: datetime | None

    @property
    def is_mine(self) -> bool:
        """Whether the sender still works on the case."""
        return self.came_back is CameBack.IN_HAND

    @property
    def waited(self) -> bool:
        """Whether it was written well before it was sent."""
        return (self.reported_at - self.written_at).total_seconds() >= 60


@dataclass(frozen=True)
class ReportFacts:
    """What the page after a signal needs."""

    code: str
    responder: str
    urgency: str
    age_group: AgeGroup
    request_key: UUID
    is_mine: bool


def my_reports(*, actor: Actor, now: datetime) -> tuple[ReportRow, ...]:
    """The newest signals of this post, newest first. Five queries, however many."""
    actor.must(Permission.SIGNAL_REPORT)
    user_id, body_id = actor.post()
    mine = list(Report.objects.filter(user_id=user_id, body_id=body_id).order_by("-reported_at", "-pk")[:SHOWN])
    cases = {row.case_id for row in mine}
    with acting_as(SYSTEM):
        known = Case.objects.in_bulk(cases)
        at_work = _at_work(actor, cases, now)
        walled = set(
            Conflict.objects.filter(user_id=user_id, lifted_at__isnull=True, case__in=cases).values_list(
                "case_id", flat=True
            )
        )
        moved = last_moves([row.person_id for row in mine])
    return tuple(_row(row, known[row.case_id], row.case_id in at_work, row.case_id in walled, moved) for row in mine)


def report_of(report_id: UUID, *, actor: Actor) -> ReportFacts:
    """One signal of this post. Raises NotPermitted, Report.DoesNotExist also for one of somebody else."""
    actor.must(Permission.SIGNAL_REPORT)
    user_id, body_id = actor.post()
    row = Report.objects.get(pk=report_id, user_id=user_id, body_id=body_id)
    is_mine = Case.objects.filter(pk=row.case_id, code=row.code).exists()
    return ReportFacts(row.code, row.responder, row.urgency, AgeGroup(row.age_group), row.request_key, is_mine)


def reported_before(request_key: UUID, *, actor: Actor) -> Reported | None:
    """What came of the same request when it was sent before; None for a new one."""
    user_id, _body_id = actor.post()
    found = Report.objects.filter(user_id=user_id, request_key=request_key).first()
    return Reported(found.pk, found.code) if found else None


def _at_work(actor: Actor, cases: set[int], now: datetime) -> set[int]:
    user_id, body_id = actor.post()
    found = Assignment.objects.filter(goes_on(now), user_id=user_id, body_id=body_id, case__in=cases)
    return set(found.values_list("case_id", flat=True))


def _row(row: Report, case: Case, is_mine: bool, is_walled: bool, moved: dict[UUID, datetime]) -> ReportRow:  # noqa: FBT001
    # A file that was taken up into another is another's now; a referred one is read by those who go on with it.
    is_mine = is_mine and not case.is_referred and case.code == row.code
    last = moved.get(row.person_id)
    is_moved = last is not None and last > row.reported_at
    how = came_back(
        CaseStatus(case.status), is_mine=is_mine, is_withheld=is_walled or case.is_sealed, has_moved=is_moved
    )
    return ReportRow(
        row.pk, row.code, row.urgency, row.reported_at, row.written_at, how, last if how is CameBack.MOVED_ON else None
    )
