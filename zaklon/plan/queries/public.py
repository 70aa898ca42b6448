"""What everyone may see without signing in. Every query here asks as the public, whoever reads the page.

So a coordinator who opens the public page sees exactly what a citizen sees: adopted papers, adopted reports. No
permission is asked, because the row policies of the public decide.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef

from zaklon.access.actor import PUBLIC
from zaklon.access.rls import acting_as
from zaklon.plan.kinds import ActivityCode, Comparator, Payer, ResultKind
from zaklon.plan.models import Activity, ProgressReport, ReportingPeriod, ResultIndicator, ResultValue, SpentLine
from zaklon.plan.queries.choosing import IN_FORCE, Choice, PeriodChoice, choose, period_choice, plan_choice
from zaklon.plan.queries.indicators import IndicatorRow, indicators_of
from zaklon.plan.queries.money import PlanMoney, plan_money
from zaklon.plan.queries.standing import CountRow, count_rows
from zaklon.plan.queries.strategies import AreaRow, areas_of
from zaklon.plan.queries.texts import wordings
from zaklon.plan.queries.tree import ActivityRow, MeasureRow, Order, Reader, Tree, Wanted, open_tree
from zaklon.plan.states import ReportStatus


@dataclass(frozen=True)
class Progress:
    """The public page: one plan and period of a strategy, indicators as they stood on the day `as_of`."""

    choice: Choice
    as_of: date
    strategy_title: str
    plan_title: str
    areas: tuple[AreaRow, ...]
    counts: tuple[CountRow, ...]
    late: Tree | None
    money: PlanMoney | None
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class PromiseRow:
    """One result that an activity promised, with the adopted value; None is not known."""

    text: str
    kind: ResultKind
    comparator: Comparator
    target: Decimal | None
    unit: str
    number: Decimal | None
    is_met: bool | None
    said: str


@dataclass(frozen=True)
class SpentRow:
    """Money spent by the end of the period."""

    amount_minor: int
    currency: str
    payer: Payer
    payer_body_id: UUID | None


@dataclass(frozen=True)
class AdoptedRow:
    """An adopted report in the activity's history; a revision above 1 corrected what was adopted before."""

    period: PeriodChoice
    code: ActivityCode
    is_late: bool
    revision: int
    adopted_at: datetime
    done_text: str
    obstacles_text: str
    next_step_text: str
    promises: tuple[PromiseRow, ...]
    spent: tuple[SpentRow, ...]


@dataclass(frozen=True)
class PublicActivity:
    """One activity as the public sees it; `reports` latest period first."""

    plan_title: str
    plan_id: UUID
    year: int
    row: ActivityRow
    measure: MeasureRow
    promises: tuple[PromiseRow, ...]
    reports: tuple[AdoptedRow, ...]


@contextmanager
def as_public() -> Iterator[None]:
    """Ask the database as somebody without sign-in."""
    with acting_as(PUBLIC):
        yield


def public_choice(plan_id: UUID | None, period_id: UUID | None, *, today: date) -> Choice:
    """The plan and period of the address, else those of the latest adopted report, else those of today.

    Raises YearlyPlan.DoesNotExist. Four queries at most.
    """
    if period_id is None:
        adopted = ProgressReport.objects.filter(
            plan_id=OuterRef("plan_id"), period_id=OuterRef("pk"), status=ReportStatus.ADOPTED
        )
        told = ReportingPeriod.objects.filter(Exists(adopted), plan__status__in=IN_FORCE, plan__amends__isnull=True)
        if plan_id is not None:
            told = told.filter(plan_id=plan_id)
        latest = told.order_by("-end_date", "pk").values_list("plan_id", "pk").first()
        plan_id, period_id = latest or (plan_id, None)
    return choose(plan_id, period_id, today=today)


def progress(plan_id: UUID | None, period_id: UUID | None, *, language: str, today: date) -> Progress:
    """The public page. About 30 queries however many activities. Raises DoesNotExist for what is not public."""
    with as_public():
        choice = public_choice(plan_id, period_id, today=today)
        plan, period = choice.plan, choice.period
        if plan is None:
            return Progress(choice, today, "", "", (), (), None, None, ())
        say = wordings([plan.strategy_id, plan.plan_id], language)
        as_of = today if period is None else min(today, period.end_date)
        reader = Reader(language, today, lambda _found: slice(20))
        return Progress(
            choice,
            as_of,
            say.say(plan.strategy_id, plan.strategy_id, "title", plan.strategy_title),
            say.say(plan.plan_id, plan.plan_id, "title", plan.title),
            areas_of(plan.strategy_id, say),
            tuple(count_rows(plan.plan_id, period, today=today)),
            open_tree(plan, period, Wanted(is_late=True), Order("due"), reader=reader),
            plan_money(plan.plan_id, period, today=today),
            tuple(indicators_of(plan.strategy_id, language=language, day=as_of)),
        )


def public_tree(choice: Choice, wanted: Wanted, order: Order, *, reader: Reader) -> Tree | None:
    """The activities of the chosen plan as the public sees them; None without a plan."""
    if choice.plan is None:
        return None
    with as_public():
        return open_tree(choice.plan, choice.period, wanted, order, reader=reader)


def public_activity(activity_id: UUID, *, language: str, today: date) -> PublicActivity:
    """One activity with its adopted reports. Raises Activity.DoesNotExist for what is not public."""
    with as_public():
        found = Activity.objects.select_related("plan__strategy").get(pk=activity_id, plan__status__in=IN_FORCE)
        plan = plan_choice(found.plan)
        choice = public_choice(plan.plan_id, None, today=today)
        reader = Reader(language, today)
        tree = open_tree(plan, choice.period, Wanted(activity_id=activity_id), Order(), reader=reader)
        row = tree.rows[0]
        promised = _promised(activity_id, plan.plan_id, language)
        return PublicActivity(
            tree.title,
            plan.plan_id,
            plan.year,
            row,
            tree.measures[row.measure_id],
            tuple(_promise(result, text, None) for result, text in promised),
            _adopted(activity_id, promised),
        )


_Promised = list[tuple[ResultIndicator, str]]


def _promised(activity_id: UUID, plan_id: UUID, language: str) -> _Promised:
    say = wordings([plan_id], language)
    found = ResultIndicator.objects.filter(activity_id=activity_id).order_by("position", "pk")
    return [(result, say.say(plan_id, result.pk, "text", result.text)) for result in found]


def _adopted(activity_id: UUID, promised: _Promised) -> tuple[AdoptedRow, ...]:
    reports = ProgressReport.objects.filter(activity_id=activity_id, is_adopted=True).select_related("period")
    listed = list(reports.order_by("-period__end_date", "-revision", "pk"))
    values: dict[tuple[UUID, UUID], ResultValue] = {
        (value.report_id, value.result_id): value for value in ResultValue.objects.filter(report__in=listed)
    }
    spent: dict[UUID, list[SpentRow]] = {}
    for line in SpentLine.objects.filter(report__in=listed).order_by("pk"):
        spent.setdefault(line.report_id, []).append(
            SpentRow(line.amount_minor, line.currency, Payer(line.payer), line.payer_body_id)
        )
    return tuple(
        AdoptedRow(
            period_choice(report.period),
            ActivityCode(report.code),
            report.is_late,
            report.revision,
            report.adopted_at,
            report.done_text,
            report.obstacles_text,
            report.next_step_text,
            tuple(_promise(result, text, values.get((report.pk, result.pk))) for result, text in promised),
            tuple(spent.get(report.pk, ())),
        )
        for report in listed
        if report.adopted_at is not None
    )


def _promise(result: ResultIndicator, text: str, value: ResultValue | None) -> PromiseRow:
    return PromiseRow(
        text,
        ResultKind(result.kind),
        Comparator(result.comparator),
        result.target,
        result.unit,
        value.number if value else None,
        value.is_met if value else None,
        value.text if value else "",
    )
