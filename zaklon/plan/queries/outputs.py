"""What can be taken out of a plan, and everything that each of its reports says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import PeriodKind
from zaklon.plan.models import Activity, ReportingPeriod, YearlyPlan
from zaklon.plan.queries.outputs_names import Names, names_in
from zaklon.plan.queries.outputs_plan import carried, plan_tree
from zaklon.plan.queries.outputs_progress import counted_reports, held_back, latest
from zaklon.plan.queries.outputs_rows import (
    CarriedRow,
    Frame,
    ImplementationRows,
    PaperRows,
    PeriodRow,
    PlanRow,
    ReportRow,
    Version,
)
from zaklon.plan.queries.texts import wordings
from zaklon.plan.states import PaperStatus, PeriodStatus

PUBLISHED = (PaperStatus.ADOPTED, PaperStatus.CLOSED)


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
    may_read_plan: bool


def outputs(plan_id: UUID, *, language: str, actor: Actor) -> OutputsRow:
    """What the actor may take out of a plan, in three queries. Raises NotPermitted, YearlyPlan.DoesNotExist."""
    actor.must(Permission.REPORT_EXPORT)
    plan = YearlyPlan.objects.select_related("strategy").get(pk=plan_id)
    texts = wordings([plan.pk, plan.strategy_id], language)
    periods = ReportingPeriod.objects.filter(plan=plan).order_by("-end_date", "pk")
    return OutputsRow(
        plan_id=plan.pk,
        strategy_id=plan.strategy_id,
        title=texts.say(plan.pk, plan.pk, "title", plan.title),
        strategy_title=texts.say(plan.strategy_id, plan.strategy_id, "title", plan.strategy.title),
        year=plan.year,
        is_adopted=plan.status in PUBLISHED,
        periods=tuple(period_row(period) for period in periods),
        may_draft=actor.may(Permission.PROGRESS_READ_ALL),
        may_read_plan=actor.may(Permission.PLAN_READ),
    )


def implementation(period_id: UUID, asked: Asked, *, actor: Actor) -> ImplementationRows:
    """Everything that the implementation report of a period says, in a constant number of queries.

    Raises NotPermitted (also for the draft without sight of every body's progress), ReportingPeriod.DoesNotExist.
    """
    period, plan, names = begun(period_id, asked, actor)
    activity_ids = [activity.activity_id for activity in plan.activities]
    until = ReportingPeriod.objects.filter(plan_id=plan.plan_id, end_date__lte=period.end_date)
    period_ids = list(until.order_by("end_date", "pk").values_list("pk", flat=True))
    reports = latest(counted_reports(activity_ids, period_ids, version=asked.version, names=names))
    is_draft = asked.version is Version.DRAFT
    return ImplementationRows(
        frame=frame_of(asked, names.makers("R12"), plan, period, reports.values()),
        plan=plan,
        period=period,
        reports=reports,
        held_back=held_back(activity_ids, period.period_id) if is_draft else {},
        carried_on=_carried_on(plan, _settled_on(period, asked)),
    )


def paper(plan_id: UUID, asked: Asked, *, actor: Actor) -> PaperRows:
    """The plan itself, in a constant number of queries. Raises NotPermitted, YearlyPlan.DoesNotExist."""
    actor.must(Permission.REPORT_EXPORT)
    plan = YearlyPlan.objects.select_related("strategy").get(pk=plan_id)
    names = names_in(asked.language)
    texts = wordings([plan.pk, plan.strategy_id], asked.language)
    row = plan_tree(plan, until=date(plan.year, 12, 31), texts=texts, names=names)
    version = Version.ADOPTED if row.status in PUBLISHED else Version.DRAFT
    return PaperRows(Frame(names.makers("R12"), asked.now, row.revision, version), row)


def begun(
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
    return period_row(period), plan, names


def period_row(period: ReportingPeriod) -> PeriodRow:
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


def frame_of(asked: Asked, made_by: str, plan: PlanRow, period: PeriodRow, reports: Iterable[ReportRow]) -> Frame:
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
    return timezone.localdate(moment)


def _carried_on(plan: PlanRow, until: date) -> dict[UUID, CarriedRow]:
    """Activities of later adopted plans that continue one of this plan."""
    ids = [activity.activity_id for activity in plan.activities]
    found = Activity.objects.filter(
        carried_from_id__in=ids, plan__status__in=PUBLISHED, plan__adopted_on__lte=until
    ).select_related("plan")
    ordered = found.order_by("plan__year", "position", "pk")
    return {each.carried_from_id: carried(each) for each in ordered if each.carried_from_id}
