"""One activity with its results, money, periods and everything that happened to its reports."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.models import User
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.access.queries.people import holders
from zaklon.access.roles import Role
from zaklon.plan.kinds import ActivityCode, ReferenceKind
from zaklon.plan.models import Activity, ActivityReference, ProgressReport, ReportingPeriod, ResultIndicator
from zaklon.plan.queries.activity_parts import (
    ActivityHead,
    ResultLine,
    activities_with_path,
    head_of,
    planned_money,
    result_lines,
    wordings_of,
)
from zaklon.plan.queries.periods import PeriodLine, period_line
from zaklon.plan.queries.report_parts import (
    EvidenceFile,
    SpentShown,
    StepTaken,
    ValueShown,
    evidence_of,
    history_of,
    partners_of,
    spent_of,
    timing_of,
    values_of,
)
from zaklon.plan.queries.tasks import own_and_units
from zaklon.plan.states import PaperStatus, PeriodStatus, ReportStatus
from zaklon.vocabulary.queries import vocabulary


@dataclass(frozen=True)
class ReportShown:
    """A report's values, with the period that they belong to."""

    report_id: UUID
    period: str
    status: ReportStatus
    code: ActivityCode
    is_late: bool
    values: tuple[ValueShown, ...]


@dataclass(frozen=True)
class PeriodStatusRow:
    """What one period says of the activity. Without a report the code is empty; `may_start` offers to begin one."""

    line: PeriodLine
    report_id: UUID | None
    status: ReportStatus | None
    code: ActivityCode | None
    is_late: bool
    in_hand_id: UUID | None
    in_hand_status: ReportStatus | None
    may_start: bool


@dataclass(frozen=True)
class ReferenceLine:
    """Something outside the plan that the activity answers to."""

    kind: ReferenceKind
    code: str
    text: str


@dataclass(frozen=True)
class SisterActivity:
    """The same activity in another year's plan."""

    activity_id: UUID
    code: str
    year: int


@dataclass(frozen=True)
class ActivityPage:
    """Everything that the page of an activity shows. `reporters` are whom the head may name; None hides the form."""

    head: ActivityHead
    results: tuple[ResultLine, ...]
    adopted: ReportShown | None
    in_hand: ReportShown | None
    spent: tuple[SpentShown, ...]
    spent_period: str
    periods: tuple[PeriodStatusRow, ...]
    references: tuple[ReferenceLine, ...]
    carried_from: SisterActivity | None
    carried_to: tuple[SisterActivity, ...]
    evidence: tuple[EvidenceFile, ...]
    steps: tuple[StepTaken, ...]
    reporters: tuple[tuple[UUID, str], ...] | None
    reporter_id: UUID | None


def activity_page(activity_id: UUID, *, actor: Actor, today: date, language: str) -> ActivityPage:
    """One activity. Constant number of queries. Raises NotPermitted, Activity.DoesNotExist."""
    actor.must(Permission.PLAN_READ)
    activity = activities_with_path().select_related("carried_from__plan").get(pk=activity_id)
    indicators = list(ResultIndicator.objects.filter(activity=activity).order_by("position"))
    bodies, pack = directory(language), vocabulary().wording(language)
    say = wordings_of(activity, indicators, language)
    lines = result_lines(indicators, say, pack)
    reports = _reports(activity)
    adopted = next((report for report in reports if report.is_adopted), None)
    in_hand = next((report for report in reports if _is_in_hand(report)), None)
    shown = _shown([report for report in (adopted, in_hand) if report], lines)
    money_of = adopted or in_hand
    own = own_and_units(actor.body_id, bodies)
    ids = [report.pk for report in reports]
    partners = partners_of(ids, own, bodies, actor)
    return ActivityPage(
        head=head_of(activity, bodies, say),
        results=tuple(lines),
        adopted=shown.get(adopted.pk) if adopted else None,
        in_hand=shown.get(in_hand.pk) if in_hand else None,
        spent=tuple(spent_of(money_of.pk if money_of else None, planned_money(activity.pk, bodies), bodies)),
        spent_period=period_line(money_of.period).name if money_of else "",
        periods=_periods(activity, reports, may_start=_may_start(activity, own, actor)),
        references=_references(activity.pk),
        carried_from=_sister(activity.carried_from) if activity.carried_from else None,
        carried_to=_carried_to(activity.pk),
        evidence=tuple(file for files in evidence_of(ids).values() for file in files),
        steps=tuple(history_of(ids, partners, bodies)),
        reporters=_reporters(activity, actor, today),
        reporter_id=activity.reporter_id,
    )


def _reports(activity: Activity) -> list[ProgressReport]:
    """Every report of the activity that the reader may see, latest period and revision first."""
    found = ProgressReport.objects.filter(activity=activity).select_related("period")
    reports = list(found.order_by("-period__end_date", "-revision", "-pk"))
    for report in reports:
        report.activity = activity
    return reports


def _is_in_hand(report: ProgressReport) -> bool:
    return report.status not in {ReportStatus.ADOPTED, ReportStatus.SUPERSEDED}


def _shown(reports: Sequence[ProgressReport], lines: Sequence[ResultLine]) -> dict[UUID, ReportShown]:
    values = values_of([report.pk for report in reports], lines, {report.pk: timing_of(report) for report in reports})
    return {
        report.pk: ReportShown(
            report.pk,
            period_line(report.period).name,
            ReportStatus(report.status),
            ActivityCode(report.code),
            report.is_late,
            tuple(values[report.pk]),
        )
        for report in reports
    }


def _periods(activity: Activity, reports: Sequence[ProgressReport], *, may_start: bool) -> tuple[PeriodStatusRow, ...]:
    rows = []
    for period in ReportingPeriod.objects.filter(plan=activity.plan_id).order_by("end_date", "pk"):
        own = [report for report in reports if report.period_id == period.pk]
        adopted = next((report for report in own if report.is_adopted), None)
        in_hand = next((report for report in own if _is_in_hand(report)), None)
        rows.append(
            PeriodStatusRow(
                line=period_line(period),
                report_id=adopted.pk if adopted else None,
                status=ReportStatus.ADOPTED if adopted else None,
                code=ActivityCode(adopted.code) if adopted else None,
                is_late=adopted.is_late if adopted else False,
                in_hand_id=in_hand.pk if in_hand else None,
                in_hand_status=ReportStatus(in_hand.status) if in_hand else None,
                may_start=may_start and not own and period.status == PeriodStatus.OPEN,
            )
        )
    return tuple(rows)


def _may_start(activity: Activity, own: Collection[UUID], actor: Actor) -> bool:
    leads = activity.lead_body_id in own and actor.may(Permission.PROGRESS_WRITE)
    return leads and activity.plan.status == PaperStatus.ADOPTED and activity.dropped_on is None


def _references(activity_id: UUID) -> tuple[ReferenceLine, ...]:
    found = ActivityReference.objects.filter(activity=activity_id).select_related("reference")
    return tuple(
        ReferenceLine(ReferenceKind(each.reference.kind), each.reference.code, each.reference.text)
        for each in found.order_by("reference__kind", "reference__code", "pk")
    )


def _carried_to(activity_id: UUID) -> tuple[SisterActivity, ...]:
    found = Activity.objects.filter(carried_from=activity_id, plan__amends__isnull=True).select_related("plan")
    return tuple(_sister(activity) for activity in found.order_by("plan__year", "code", "pk"))


def _sister(activity: Activity) -> SisterActivity:
    return SisterActivity(activity.pk, activity.code, activity.plan.year)


def _reporters(activity: Activity, actor: Actor, today: date) -> tuple[tuple[UUID, str], ...] | None:
    """Whom the head of the lead body may name; None for everybody else."""
    if not actor.may(Permission.PROGRESS_APPROVE) or actor.body_id != activity.lead_body_id:
        return None
    ids = holders(activity.lead_body_id, {Role.REPORTER, Role.COORDINATOR}, today=today)
    return tuple(User.objects.filter(pk__in=ids).order_by("full_name", "pk").values_list("pk", "full_name"))
