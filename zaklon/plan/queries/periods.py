"""Reporting periods: their names, whose turn they are, and how far each body has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.access.workflow import open_steps
from zaklon.common.dates import Quarter
from zaklon.common.errors import NotAllowedNow
from zaklon.plan.kinds import ActivityCode, PeriodKind
from zaklon.plan.models import Activity, ProgressReport, ReportingPeriod, YearlyPlan
from zaklon.plan.queries.standing import REPORTED
from zaklon.plan.queries.texts import wordings
from zaklon.plan.rules.periods import ReminderDays
from zaklon.plan.states import PERIOD_STEPS, PaperStatus, PeriodStatus, ReportStatus
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.formats import quarter

_REMINDERS = (
    ("plan_reminder_before_first", -1),
    ("plan_reminder_before_second", -1),
    ("plan_reminder_after_first", 1),
)


@dataclass(frozen=True)
class PeriodLine:
    """One period, named; `number` is the running number of the half-year report."""

    period_id: UUID
    plan_id: UUID
    name: str
    number: int
    start_date: date
    end_date: date
    due_date: date
    is_open: bool


def period_line(period: ReportingPeriod) -> PeriodLine:
    """A period as pages show it."""
    return PeriodLine(
        period.pk,
        period.plan_id,
        period_name(PeriodKind(period.kind), period.end_date),
        period.number,
        period.start_date,
        period.end_date,
        period.due_date,
        period.status == PeriodStatus.OPEN,
    )


def period_name(kind: PeriodKind, end_date: date) -> str:
    """First half of 2020, Whole of 2020, Q2 2020, Year 2020; both half-years count from January."""
    if kind is PeriodKind.QUARTER:
        return quarter(Quarter.of(end_date))
    if kind is PeriodKind.YEAR:
        return _("Year %(year)s") % {"year": end_date.year}
    if end_date.month <= 6:
        return _("First half of %(year)s") % {"year": end_date.year}
    return _("Whole of %(year)s") % {"year": end_date.year}


def current_periods(today: date) -> list[PeriodLine]:
    """Open periods whose turn has come: a period's turn begins when the one before it has ended. One query."""
    turns: list[PeriodLine] = []
    before: dict[tuple[UUID, str], date] = {}
    found = ReportingPeriod.objects.filter(plan__status=PaperStatus.ADOPTED, plan__amends__isnull=True)
    for period in found.order_by("end_date", "pk"):
        key = (period.plan_id, period.kind)
        if period.status == PeriodStatus.OPEN and (key not in before or before[key] < today):
            turns.append(period_line(period))
        before[key] = period.end_date
    return turns


def owed(period_ids: Iterable[UUID]) -> QuerySet[Any, Any]:
    """Activities with each of these periods for which a report is owed and none is begun.

    Owed is what has begun by the period's end, is not dropped, and was not implemented in an earlier period. One row
    per activity and period; the period is the relation `owed_period`.
    """
    reports = ProgressReport.objects.filter(activity=OuterRef("pk"))
    begun = reports.filter(period=OuterRef("owed_period__pk"))
    done = reports.filter(
        period__end_date__lt=OuterRef("owed_period__end_date"), code=ActivityCode.IMPLEMENTED, status__in=REPORTED
    )
    turns = FilteredRelation("plan__periods", condition=Q(plan__periods__in=list(period_ids)))
    # In one filter, because each further one would join the periods again.
    return Activity.objects.annotate(owed_period=turns).filter(
        Q(dropped_on__isnull=True) | Q(dropped_on__gt=F("owed_period__end_date")),
        ~Exists(begun),
        ~Exists(done),
        owed_period__isnull=False,
        start_date__lte=F("owed_period__end_date"),
    )


@dataclass(frozen=True)
class Standing:
    """How many reports stand where; `not_begun` are owed and have no report at all."""

    not_begun: int = 0
    by_status: dict[str, int] = field(default_factory=dict)

    @property
    def with_body(self) -> int:
        """Not yet sent out by the body, apart from what is not begun."""
        return self._sum(ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED)

    @property
    def with_reporter(self) -> int:
        return self._sum(ReportStatus.DRAFT, ReportStatus.RETURNED)

    @property
    def with_head(self) -> int:
        return self._sum(ReportStatus.SUBMITTED)

    @property
    def with_office(self) -> int:
        return self._sum(ReportStatus.APPROVED)

    @property
    def with_board(self) -> int:
        return self._sum(ReportStatus.CHECKED)

    @property
    def adopted(self) -> int:
        return self._sum(ReportStatus.ADOPTED)

    @property
    def owing(self) -> int:
        """What the body still owes."""
        return self.not_begun + self.with_body

    @property
    def total(self) -> int:
        return self.not_begun + sum(self.by_status.values())

    def _sum(self, *statuses: ReportStatus) -> int:
        return sum(self.by_status.get(status, 0) for status in statuses)


@dataclass(frozen=True)
class BodyStanding:
    """One body in one period."""

    body_id: UUID
    name: str
    standing: Standing
    is_late: bool


@dataclass(frozen=True)
class PeriodRow:
    """One period with the state of its reports; `is_late` says that bodies still owe reports after the last day."""

    line: PeriodLine
    standing: Standing
    days_late: int
    may_freeze: bool
    reminders: tuple[date, ...]


@dataclass(frozen=True)
class PeriodsPage:
    """A plan's periods."""

    plan_id: UUID
    plan_title: str
    year: int
    periods: tuple[PeriodRow, ...]
    may_open: bool
    repeat_days: int | None


def periods_page(plan_id: UUID, *, actor: Actor, today: date, language: str) -> PeriodsPage:
    """Periods of a plan with the state of reporting, first one first. Constant number of queries."""
    actor.must(Permission.PROGRESS_READ_ALL)
    plan = YearlyPlan.objects.get(pk=plan_id)
    periods = list(ReportingPeriod.objects.filter(plan=plan).order_by("end_date", "pk"))
    standings = _standings([period.pk for period in periods])
    reminding = reminder_days()
    rows = tuple(
        PeriodRow(
            line=period_line(period),
            standing=_sum_of(standings.get(period.pk, {}).values()),
            days_late=max(0, (today - period.due_date).days),
            may_freeze="freeze" in open_steps(PERIOD_STEPS, period, actor),
            reminders=reminding.days(period.due_date),
        )
        for period in periods
    )
    return PeriodsPage(
        plan_id=plan.pk,
        plan_title=wordings([plan.pk], language, only=[plan.pk]).say(plan.pk, plan.pk, "title", plan.title),
        year=plan.year,
        periods=rows,
        may_open=not rows and plan.status == PaperStatus.ADOPTED and actor.may(Permission.PERIOD_MANAGE),
        repeat_days=reminding.repeat or None,
    )


def period_to_freeze(period_id: UUID, *, actor: Actor) -> tuple[PeriodLine, Standing]:
    """A period and the state of its reports, to show before it is frozen.

    Raises NotPermitted, ReportingPeriod.DoesNotExist, NotAllowedNow when it is frozen already.
    """
    actor.must(Permission.PERIOD_MANAGE)
    period = ReportingPeriod.objects.get(pk=period_id)
    if not open_steps(PERIOD_STEPS, period, actor):
        raise NotAllowedNow("step_not_open", facts={"verb": "freeze"})
    return period_line(period), _sum_of(_standings([period.pk]).get(period.pk, {}).values())


def bodies_in_period(period_id: UUID, *, actor: Actor, today: date, language: str) -> list[BodyStanding]:
    """Every body that leads something in a period, those that owe most first. Constant number of queries."""
    actor.must(Permission.PROGRESS_READ_ALL)
    period = ReportingPeriod.objects.get(pk=period_id)
    bodies = directory(language)
    rows = [
        BodyStanding(body_id, bodies[body_id].name, standing, standing.owing > 0 and today > period.due_date)
        for body_id, standing in _standings([period_id]).get(period_id, {}).items()
    ]
    return sorted(rows, key=lambda row: (-row.standing.owing, row.name, str(row.body_id)))


def _standings(period_ids: list[UUID]) -> dict[UUID, dict[UUID, Standing]]:
    """Period -> lead body -> standing. Two queries."""
    counted: dict[tuple[UUID, UUID], Standing] = {}
    for period_id, body_id, count in (
        owed(period_ids).order_by().values_list("owed_period__pk", "lead_body_id").annotate(count=Count("pk"))
    ):
        counted[period_id, body_id] = Standing(not_begun=count)
    reports = ProgressReport.objects.filter(period__in=period_ids).exclude(status=ReportStatus.SUPERSEDED)
    # A correction in hand stands beside the adopted report; the body does not owe a second one.
    first = reports.filter(Q(revision=1) | Q(is_adopted=True)).order_by()
    for period_id, body_id, status, count in first.values_list("period_id", "lead_body_id", "status").annotate(
        count=Count("pk")
    ):
        counted.setdefault((period_id, body_id), Standing()).by_status[status] = count
    standings: dict[UUID, dict[UUID, Standing]] = {}
    for (period_id, body_id), standing in counted.items():
        standings.setdefault(period_id, {})[body_id] = standing
    return standings


def _sum_of(standings: Iterable[Standing]) -> Standing:
    not_begun, by_status = 0, dict[str, int]()
    for standing in standings:
        not_begun += standing.not_begun
        for status, count in standing.by_status.items():
            by_status[status] = by_status.get(status, 0) + count
    return Standing(not_begun, by_status)


def reminder_days() -> ReminderDays:
    """When bodies are reminded of their reports, from the clocks of the country pack."""
    clocks = vocabulary().clocks
    offsets = tuple(sign * int(clocks[code].amount or 0) for code, sign in _REMINDERS if code in clocks)
    repeat = clocks.get("plan_reminder_after_repeat")
    return ReminderDays(offsets, 0 if repeat is None else int(repeat.amount or 0))
