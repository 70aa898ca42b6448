"""The queue of the head, the coordinator's office and the Coordination Body."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.common.errors import NotPermitted
from zaklon.plan.kinds import ActivityCode, PeriodKind
from zaklon.plan.models import Confirmation, ProgressReport, ReportingPeriod
from zaklon.plan.queries.periods import PeriodLine, period_line, period_name
from zaklon.plan.queries.tasks import last_event, matching, own_and_units
from zaklon.plan.queries.texts import wordings
from zaklon.plan.states import ConfirmationStatus, ReportStatus

# Stage of the review: what waits in it, the verb that lets it go on, who may.
STAGES = {
    "approve": (ReportStatus.SUBMITTED, Permission.PROGRESS_APPROVE),
    "check": (ReportStatus.APPROVED, Permission.PROGRESS_CHECK),
    "adopt": (ReportStatus.CHECKED, Permission.PROGRESS_ADOPT),
}
# A head answers for each report alone; the office and the Board may take many at once.
BULK_STAGES = frozenset({"check", "adopt"})
SORT_KEYS = ("due", "code", "body", "since", "status")


@dataclass(frozen=True)
class ReviewFilter:
    """What the reviewer looks for; empty means everything. `attention` is "late" or "disputed"."""

    plan_id: UUID | None = None
    period_id: UUID | None = None
    body_id: UUID | None = None
    code: str = ""
    attention: str = ""
    text: str = ""


@dataclass(frozen=True)
class ReviewRow:
    """One report that waits for a decision."""

    report_id: UUID
    activity_id: UUID
    activity_code: str
    title: str
    body: str
    period: str
    period_number: int
    is_correction: bool
    code: ActivityCode
    is_late: bool
    due_date: date
    days_late: int
    since: datetime | None
    disputed: int
    unanswered: int


@dataclass(frozen=True)
class StageCount:
    """How many wait in a stage that the reader decides on."""

    stage: str
    count: int


@dataclass(frozen=True)
class ReviewChoices:
    """What the filter can offer."""

    plans: tuple[tuple[UUID, str], ...]
    periods: tuple[PeriodLine, ...]
    bodies: tuple[tuple[UUID, str], ...]


class Review:
    """The reports that wait for the actor's decision. Constant number of queries, however many reports."""

    def __init__(self, *, actor: Actor, today: date, language: str) -> None:
        self._stages = [stage for stage, (_status, permission) in STAGES.items() if actor.may(permission)]
        if not self._stages:
            raise NotPermitted("permission_missing", facts={"permission": Permission.PROGRESS_CHECK.label})
        self._today, self._language = today, language
        self._bodies = directory(language)
        self._own = own_and_units(actor.body_id, self._bodies)

    def stages(self) -> list[StageCount]:
        """The stages that the reader decides on, with how many wait, without a filter. One query."""
        counts = {stage: Count("pk", filter=self._waiting(stage), distinct=True) for stage in self._stages}
        found = ProgressReport.objects.aggregate(**counts)
        return [StageCount(stage, found[stage]) for stage in self._stages]

    def count(self, stage: str, chosen: ReviewFilter) -> int:
        """How many reports wait in a stage under the filter. One query."""
        return self._chosen(stage, chosen).count()

    def rows(
        self, stage: str, chosen: ReviewFilter, *, sort: str, is_descending: bool, window: slice
    ) -> list[ReviewRow]:
        """One page of a stage. Two queries."""
        order = [f"-{key}" if is_descending else key for key in self._order(sort)]
        found = (
            self._chosen(stage, chosen)
            .select_related("activity__plan", "period")
            .annotate(
                since=last_event("pk", "at"),
                disputed=_answers(ConfirmationStatus.DISPUTED),
                unanswered=_answers(ConfirmationStatus.WAITING),
            )
            .order_by(*order, "pk")[window]
        )
        reports = list(found)
        say = wordings(
            {report.plan_id for report in reports}, self._language, only=[report.activity_id for report in reports]
        )
        return [
            self._row(report, say.say(report.plan_id, report.activity_id, "title", report.activity.title))
            for report in reports
        ]

    def choices(self, stage: str) -> ReviewChoices:
        """The plans, periods and bodies that wait in a stage. Five queries."""
        waiting = ProgressReport.objects.filter(self._waiting(stage)).order_by()
        periods = ReportingPeriod.objects.filter(pk__in=waiting.values("period")).select_related("plan")
        found = list(periods.order_by("end_date", "pk"))
        plans = {period.plan_id: period.plan for period in found}
        say = wordings(plans, self._language, only=plans)
        named = (
            (body_id, self._bodies[body_id].name)
            for body_id in waiting.values_list("lead_body_id", flat=True).distinct()
        )
        titled = ((plan_id, say.say(plan_id, plan_id, "title", plan.title)) for plan_id, plan in plans.items())
        return ReviewChoices(_by_name(titled), tuple(period_line(period) for period in found), _by_name(named))

    def titles(self, report_ids: list[UUID]) -> dict[UUID, str]:
        """Report -> code of its activity, for telling what became of each. One query."""
        found = ProgressReport.objects.filter(pk__in=report_ids)
        return dict(found.values_list("pk", "activity__code"))

    def _row(self, report: Any, title: str) -> ReviewRow:
        period = report.period
        return ReviewRow(
            report_id=report.pk,
            activity_id=report.activity_id,
            activity_code=report.activity.code,
            title=title,
            body=self._bodies[report.lead_body_id].name,
            period=period_name(PeriodKind(period.kind), period.end_date),
            period_number=period.number,
            is_correction=report.revision > 1,
            code=ActivityCode(report.code),
            is_late=report.is_late,
            due_date=period.due_date,
            days_late=max(0, (self._today - period.due_date).days),
            since=report.since,
            disputed=report.disputed,
            unanswered=report.unanswered,
        )

    def _waiting(self, stage: str) -> Q:
        """Reports in a stage; a head decides on those that the own body or a unit of it leads."""
        status, permission = STAGES[stage]
        waiting = Q(status=status)
        return waiting & Q(lead_body__in=self._own) if permission is Permission.PROGRESS_APPROVE else waiting

    def _chosen(self, stage: str, chosen: ReviewFilter) -> QuerySet[Any]:
        found = ProgressReport.objects.filter(self._waiting(stage), matching(chosen.text, "activity__"))
        if chosen.plan_id:
            found = found.filter(plan=chosen.plan_id)
        if chosen.period_id:
            found = found.filter(period=chosen.period_id)
        if chosen.body_id:
            found = found.filter(lead_body=chosen.body_id)
        if chosen.code:
            found = found.filter(code=chosen.code)
        if chosen.attention == "late":
            found = found.filter(is_late=True)
        if chosen.attention == "disputed":
            disputed = Confirmation.objects.filter(status=ConfirmationStatus.DISPUTED)
            found = found.filter(pk__in=disputed.values("report"))
        return found

    def _order(self, sort: str) -> tuple[str, ...]:
        place = ("activity__plan__year", "activity__position")
        orders = {
            "due": ("period__due_date", *place),
            "code": place,
            "body": ("lead_body__code", *place),
            "since": ("since", *place),
            "status": ("code", *place),
        }
        return orders[sort]


def _by_name(items: Iterable[tuple[UUID, str]]) -> tuple[tuple[UUID, str], ...]:
    return tuple(sorted(items, key=lambda item: (item[1], str(item[0]))))


def _answers(status: ConfirmationStatus) -> Any:
    """How many partners of a report have this status."""
    found = Confirmation.objects.filter(report=OuterRef("pk"), status=status).order_by()
    counted = found.values("report").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
