"""What a coordinator opens every morning: late, waiting, next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import BodyRow, directory
from zaklon.plan.models import Activity, Confirmation, ProgressReport, ReportEvent
from zaklon.plan.queries.choosing import Choice, PeriodChoice, choose
from zaklon.plan.queries.indicators import IndicatorRow, indicators_of
from zaklon.plan.queries.money import PlanMoney, plan_money
from zaklon.plan.queries.standing import REPORTED, CountRow, count_rows, rows_of
from zaklon.plan.queries.tasks import own_and_units
from zaklon.plan.queries.texts import wordings
from zaklon.plan.states import ConfirmationStatus, ReportStatus

# Steps at which a report can wait for somebody, in the order of its way.
OPEN_STEPS = (
    ReportStatus.RETURNED,
    ReportStatus.DRAFT,
    ReportStatus.SUBMITTED,
    ReportStatus.APPROVED,
    ReportStatus.CHECKED,
)
_AHEAD = timedelta(days=120)
_LATE_SHOWN = 8


@dataclass(frozen=True)
class LateRow:
    """An activity whose deadline passed without its results; `status_code` is NO_REPORT when nobody reported."""

    activity_id: UUID
    code: str
    title: str
    lead_body_id: UUID
    due_date: date
    status_code: str


@dataclass(frozen=True)
class WaitingRow:
    """Reports at one step, of one lead body; `since` is when the oldest of them came to it."""

    step: ReportStatus
    lead_body_id: UUID
    count: int
    since: datetime


@dataclass(frozen=True)
class ConfirmationRow:
    """Answers that a partner owes, oldest question first."""

    body_id: UUID
    count: int
    since: datetime


@dataclass(frozen=True)
class NotBegunRow:
    """Activities that a body has begun by the plan and not begun to report on in the period."""

    lead_body_id: UUID
    count: int


@dataclass(frozen=True)
class DeadlineRow:
    """A day on which activities are due."""

    due_date: date
    count: int


@dataclass(frozen=True)
class Dashboard:
    """All of it for one plan and period; `own` are the actor's body and the units under it.

    Indicators are as they stood at the end of the period, or stand today while it runs (`as_of`).
    """

    choice: Choice
    as_of: date
    title: str
    own_name: str
    bodies: Mapping[UUID, BodyRow]
    own: frozenset[UUID]
    counts: tuple[CountRow, ...]
    late: tuple[LateRow, ...]
    waiting: tuple[WaitingRow, ...]
    confirmations: tuple[ConfirmationRow, ...]
    not_begun: tuple[NotBegunRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    money: PlanMoney
    indicators: tuple[IndicatorRow, ...]


def dashboard(
    plan_id: UUID | None, period_id: UUID | None, *, actor: Actor, language: str, today: date
) -> Dashboard | None:
    """The dashboard of the chosen plan and period, as far as the actor's rows go; None while no plan is in force.

    About 25 queries however many rows. Raises NotPermitted, YearlyPlan.DoesNotExist.
    """
    actor.must(Permission.PLAN_READ)
    choice = choose(plan_id, period_id, today=today)
    plan, period = choice.plan, choice.period
    if plan is None:
        return None
    bodies = directory(language)
    late = _late(plan.plan_id, period, today)
    say = wordings([plan.plan_id], language, only=[plan.plan_id, *(row.activity_id for row in late)])
    as_of = today if period is None else min(today, period.end_date)
    return Dashboard(
        choice,
        as_of,
        say.say(plan.plan_id, plan.plan_id, "title", plan.title),
        bodies[actor.body_id].name if actor.body_id in bodies else "",
        bodies,
        frozenset(own_and_units(actor.body_id, bodies)),
        tuple(count_rows(plan.plan_id, period, today=today)),
        tuple(replace(row, title=say.say(plan.plan_id, row.activity_id, "title", row.title)) for row in late),
        tuple(_waiting(plan.plan_id)),
        tuple(_confirmations(plan.plan_id)),
        tuple(_not_begun(plan.plan_id, period)),
        tuple(_deadlines(plan.plan_id, today)),
        plan_money(plan.plan_id, period, today=today),
        tuple(indicators_of(plan.strategy_id, language=language, day=as_of)),
    )


def _late(plan_id: UUID, period: PeriodChoice | None, today: date) -> list[LateRow]:
    if period is None:
        return []
    select = """
        SELECT id, activity_code, title, lead_body_id, due_date, code
        FROM standing WHERE is_late ORDER BY due_date, position, id LIMIT %(limit)s
    """
    return [LateRow(*row) for row in rows_of(select, plan_id, period, today, limit=_LATE_SHOWN)]


def _waiting(plan_id: UUID) -> list[WaitingRow]:
    came = ReportEvent.objects.filter(report=OuterRef("pk")).order_by("-pk").values("at")[:1]
    found = (
        ProgressReport.objects.filter(plan_id=plan_id, status__in=OPEN_STEPS)
        .annotate(came=Coalesce(Subquery(came), "started_at"))
        .values("status", "lead_body_id")
        .annotate(count=Count("pk"), since=Min("came"))
        .order_by("since", "status", "lead_body_id")
    )
    return [WaitingRow(ReportStatus(row["status"]), row["lead_body_id"], row["count"], row["since"]) for row in found]


def _confirmations(plan_id: UUID) -> list[ConfirmationRow]:
    found = (
        Confirmation.objects.filter(plan_id=plan_id, status=ConfirmationStatus.WAITING, report__status__in=OPEN_STEPS)
        .values("body_id")
        .annotate(count=Count("pk"), since=Min("report__started_at"))
        .order_by("since", "body_id")
    )
    return [ConfirmationRow(row["body_id"], row["count"], row["since"]) for row in found]


def _not_begun(plan_id: UUID, period: PeriodChoice | None) -> list[NotBegunRow]:
    if period is None or period.is_frozen:
        return []
    begun = ProgressReport.objects.filter(plan_id=plan_id).filter(
        Q(period_id=period.period_id) | Q(period__end_date__lt=period.end_date, code="I", status__in=REPORTED)
    )
    found = (
        Activity.objects.filter(plan_id=plan_id, start_date__lte=period.end_date)
        .filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=period.end_date))
        .exclude(pk__in=begun.values("activity_id"))
        .values("lead_body_id")
        .annotate(count=Count("pk"))
        .order_by(F("count").desc(), "lead_body_id")
    )
    return [NotBegunRow(row["lead_body_id"], row["count"]) for row in found]


def _deadlines(plan_id: UUID, today: date) -> list[DeadlineRow]:
    found = (
        Activity.objects.filter(plan_id=plan_id, due_date__range=(today, today + _AHEAD), dropped_on__isnull=True)
        .values("due_date")
        .annotate(count=Count("pk"))
        .order_by("due_date")
    )
    return [DeadlineRow(row["due_date"], row["count"]) for row in found]


def only_of(counts: Collection[CountRow], bodies: Collection[UUID]) -> list[CountRow]:
    """The counted rows that these bodies lead."""
    return [row for row in counts if row.lead_body_id in bodies]
