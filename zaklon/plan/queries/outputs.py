"""What can be taken out of a plan, and everything that each of its reports says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import PeriodKind
from zaklon.plan.models import Activity, ReportingPeriod, YearlyPlan
from zaklon.plan.queries.outputs_names import Names, names_in
from zaklon.plan.queries.outputs_plan import carried, plan_tree
from zaklon.plan.queries.outputs_progress import counted_reports, held_back
from zaklon.plan.queries.outputs_rows import (
    CarriedRow,
    Chapter24Rows,
    Frame,
    ImplementationRows,
    PaperRows,
    PeriodRow,
    PlanRow,
    ReportRow,
    Version,
)
from zaklon.plan.queries.outputs_texts import wordings
from zaklon.plan.states import PaperStatus, PeriodStatus

_PUBLISHED = (PaperStatus.ADOPTED, PaperStatus.CLOSED)


@dataclass(frozen=True)
class Asked:
    """How somebody wants a report: in which language, which version, and when it is made."""

    language: str
    now: datetime
    version: Version = Version.ADOPTED


@dataclass(frozen=True)
class OutputsRow:
    """What can be taken out for a plan; periods newest first."""

    plan_id: UUID
    strategy_id: UUID
    title: str
    strategy_title: str
    year: int
    is_adopted: bool
    periods: tuple[PeriodRow, ...]
    may_draft: bool
    may_chapter24: bool


def outputs(plan_id: UUID, *, language: str, actor: Actor) -> OutputsRow:
    """What the actor may take out of a plan, in three queries. Raises NotPermitted, YearlyPlan.DoesNotExist."""
    actor.must(Permission.REPORT_EXPORT)
    plan = YearlyPlan.objects.select_related("strategy").get(pk=plan_id)
    texts = wordings([plan.pk, plan.strategy_id], language)
    periods = ReportingPeriod.objects.filter(plan=plan).order_by("-end_date", "pk")
    return OutputsRow(
        plan_id=plan.pk,
        strategy_id=plan.strategy_id,
        title=texts.of(plan.pk, "title", plan.title, plan.language),
        strategy_title=texts.of(plan.strategy_id, "title", plan.strategy.title, plan.strategy.language),
        year=plan.year,
        is_adopted=plan.status in _PUBLISHED,
        periods=tuple(_period(period) for period in periods),
        may_draft=actor.may(Permission.PROGRESS_READ_ALL),
        may_chapter24=actor.may(Permission.PLAN_READ),
    )


def implementation(period_id: UUID, asked: Asked, *, actor: Actor) -> ImplementationRows:
    """Everything that the implementation report of a period says, in a constant number of queries.

    Raises NotPermitted (also for the draft without sight of every body's progress), ReportingPeriod.DoesNotExist.
    """
    period, plan, names = _begun(period_id, asked, actor)
    activity_ids = [activity.activity_id for activity in plan.activities]
    reports = counted_reports(activity_ids, [period.period_id], version=asked.version, names=names)
    is_draft = asked.version is Version.DRAFT
    return ImplementationRows(
        frame=_frame(asked, names.makers("R12"), plan, period, reports),
        plan=plan,
        period=period,
        reports={report.activity_id: report for report in reports},
        held_back=held_back(activity_ids, period.period_id) if is_draft else {},
        carried_on=_carried_on(plan, _settled_on(period, asked)),
    )


def chapter24(period_id: UUID, asked: Asked, *, actor: Actor) -> Chapter24Rows:
    """Everything that the half-year report for Chapter 24 says, in a constant number of queries.

    It is for those who sign in. Raises NotPermitted (also for the draft without sight of every body's progress),
    ReportingPeriod.DoesNotExist (also for a period that is no half-year).
    """
    actor.must(Permission.PLAN_READ)
    period, plan, names = _begun(period_id, asked, actor, kinds=(PeriodKind.HALF_YEAR,))
    periods = ReportingPeriod.objects.filter(
        plan__strategy_id=plan.strategy.strategy_id,
        plan__status__in=_PUBLISHED,
        kind=PeriodKind.HALF_YEAR,
        end_date__lte=period.end_date,
    )
    chain = _chain(plan)
    period_rows = tuple(_period(each) for each in periods.order_by("end_date", "number", "pk"))
    reports = counted_reports(list(chain), [each.period_id for each in period_rows], version=asked.version, names=names)
    entries: dict[UUID, dict[UUID, ReportRow]] = {}
    for report in reports:
        entries.setdefault(chain[report.activity_id], {})[report.period_id] = report
    return Chapter24Rows(
        frame=_frame(asked, names.makers("R14"), plan, period, reports),
        plan=plan,
        period=period,
        periods=period_rows,
        reports=entries,
    )


def paper(plan_id: UUID, asked: Asked, *, actor: Actor) -> PaperRows:
    """The plan itself, in a constant number of queries. Raises NotPermitted, YearlyPlan.DoesNotExist."""
    actor.must(Permission.REPORT_EXPORT)
    plan = YearlyPlan.objects.select_related("strategy").get(pk=plan_id)
    names = names_in(asked.language)
    texts = wordings([plan.pk, plan.strategy_id], asked.language)
    row = plan_tree(plan, until=date(plan.year, 12, 31), texts=texts, names=names)
    version = Version.ADOPTED if row.status in _PUBLISHED else Version.DRAFT
    return PaperRows(Frame(names.makers("R12"), asked.now, row.revision, version), row)


def _begun(
    period_id: UUID, asked: Asked, actor: Actor, *, kinds: Collection[str] = PeriodKind.values
) -> tuple[PeriodRow, PlanRow, Names]:
    """What every report of a period begins with: the permission, the period, its plan, the names."""
    actor.must(Permission.REPORT_EXPORT)
    if asked.version is Version.DRAFT:
        actor.must(Permission.PROGRESS_READ_ALL)
    period = ReportingPeriod.objects.select_related("plan__strategy").get(pk=period_id, kind__in=kinds)
    names = names_in(asked.language)
    texts = wordings([period.plan_id, period.plan.strategy_id], asked.language)
    plan = plan_tree(period.plan, until=period.end_date, texts=texts, names=names)
    return _period(period), plan, names


def _period(period: ReportingPeriod) -> PeriodRow:
    return PeriodRow(
        period_id=period.pk,
        plan_id=period.plan_id,
        kind=PeriodKind(period.kind),
        number=period.number,
        start_date=period.start_date,
        end_date=period.end_date,
        due_date=period.due_date,
        status=PeriodStatus(period.status),
        frozen_at=period.frozen_at,
    )


def _frame(asked: Asked, made_by: str, plan: PlanRow, period: PeriodRow, reports: Iterable[ReportRow]) -> Frame:
    """The cover's facts. The adopted report of a frozen period depends on its contents alone.

    Its revision counts what changed after the freeze: corrections that were adopted, and indicator values that came
    or were replaced. Its moment is that of the last such change, so two copies of a revision are the same file.
    """
    counted = list(reports)
    frozen_at = period.frozen_at
    corrections = sum(report.revision - 1 for report in counted)
    if asked.version is Version.DRAFT or frozen_at is None:
        return Frame(made_by, asked.now, 1 + corrections, asked.version)
    recorded = [value.recorded_at for each in plan.objectives for row in each.indicators for value in row.values]
    later = [moment for moment in recorded if moment > frozen_at]
    adopted = [report.adopted_at for report in counted if report.adopted_at is not None]
    return Frame(made_by, max([frozen_at, *later, *adopted]), 1 + corrections + len(later), asked.version)


def _settled_on(period: PeriodRow, asked: Asked) -> date:
    """The day up to which later plans are looked at: what comes after the freeze is no part of the report."""
    moment = asked.now if period.frozen_at is None else period.frozen_at
    return moment.date()


def _carried_on(plan: PlanRow, until: date) -> dict[UUID, CarriedRow]:
    """Activities of later adopted plans that continue one of this plan."""
    ids = [activity.activity_id for activity in plan.activities]
    found = Activity.objects.filter(
        carried_from_id__in=ids, plan__status__in=_PUBLISHED, plan__adopted_on__lte=until
    ).select_related("plan")
    ordered = found.order_by("plan__year", "position", "pk")
    return {each.carried_from_id: carried(each) for each in ordered if each.carried_from_id}


def _chain(plan: PlanRow) -> Mapping[UUID, UUID]:
    """Every activity whose reports belong to one of this plan: itself, and those of former plans that it continues."""
    former = dict(
        Activity.objects.filter(plan__strategy_id=plan.strategy.strategy_id, carried_from__isnull=False)
        .order_by("pk")
        .values_list("pk", "carried_from_id")
    )
    chain: dict[UUID, UUID] = {}
    for activity in plan.activities:
        current: UUID | None = activity.activity_id
        while current is not None and current not in chain:
            chain[current] = activity.activity_id
            current = former.get(current)
    return chain
