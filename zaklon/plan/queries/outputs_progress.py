"""Progress reports with their values, money and confirmations, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.money import Money
from zaklon.documents.queries import of_subjects
from zaklon.plan.kinds import ActivityCode, Origin, Payer
from zaklon.plan.models import Confirmation, ProgressReport, RegionValue, ResultValue, SpentLine
from zaklon.plan.queries.outputs_names import Names
from zaklon.plan.queries.outputs_rows import MoneyRow, RegionPart, ReportRow, ValueRow, Version
from zaklon.plan.states import ConfirmationStatus, ReportStatus

# What attachments call the report that they prove.
EVIDENCE_KIND = "plan.progress_report"
# What the head of a body has let out; a draft of the office counts no more than this.
_HAS_LEFT_ITS_BODY = (ReportStatus.APPROVED, ReportStatus.CHECKED, ReportStatus.ADOPTED)


def counted_reports(
    activity_ids: Collection[UUID], period_ids: Collection[UUID], *, version: Version, names: Names
) -> list[ReportRow]:
    """The report that counts for each activity and period, oldest period first; six queries.

    An adopted report counts before a correction of it that is still on its way.
    """
    statuses = [ReportStatus.ADOPTED] if version is Version.ADOPTED else list(_HAS_LEFT_ITS_BODY)
    found = ProgressReport.objects.filter(
        activity_id__in=activity_ids, period_id__in=period_ids, status__in=statuses
    ).order_by("period__end_date", "is_adopted", "revision", "pk")
    counted = {(report.activity_id, report.period_id): report for report in found}
    reports = list(counted.values())
    ids = [report.pk for report in reports]
    values, spent, answers = _values(ids, names), _spent(ids, names), _answers(ids)
    evidence = _evidence(reports)
    return [
        ReportRow(
            report_id=report.pk,
            activity_id=report.activity_id,
            period_id=report.period_id,
            status=ReportStatus(report.status),
            revision=report.revision,
            correction_reason=report.correction_reason,
            code=ActivityCode(report.code),
            is_late=report.is_late,
            late_accepted_reason=report.late_accepted_reason,
            done_text=report.done_text,
            obstacles_text=report.obstacles_text,
            next_step_text=report.next_step_text,
            completed_on=report.completed_on,
            adopted_at=report.adopted_at,
            values=values.get(report.pk, {}),
            spent=tuple(spent.get(report.pk, ())),
            confirmed=answers.get(report.pk, (0, 0))[0],
            asked=answers.get(report.pk, (0, 0))[1],
            evidence=evidence.get(report.pk, 0),
        )
        for report in reports
    ]


def latest(reports: Iterable[ReportRow]) -> dict[UUID, ReportRow]:
    """The last report of each activity; `reports` come oldest period first."""
    return {report.activity_id: report for report in reports}


def held_back(activity_ids: Collection[UUID], period_id: UUID) -> dict[UUID, ReportStatus]:
    """Where the newest report of each activity is that has not left its body."""
    found = ProgressReport.objects.filter(activity_id__in=activity_ids, period_id=period_id)
    newest = found.exclude(status=ReportStatus.SUPERSEDED).order_by("revision", "pk")
    latest = dict(newest.values_list("activity_id", "status"))
    return {
        activity_id: ReportStatus(status) for activity_id, status in latest.items() if status not in _HAS_LEFT_ITS_BODY
    }


def _values(report_ids: Collection[UUID], names: Names) -> Mapping[UUID, dict[UUID, ValueRow]]:
    regions: dict[UUID, list[RegionPart]] = defaultdict(list)
    for part in RegionValue.objects.filter(report_id__in=report_ids).order_by("region", "pk"):
        regions[part.value_id].append(RegionPart(part.region, names.region(part.region), part.number))
    values: dict[UUID, dict[UUID, ValueRow]] = defaultdict(dict)
    for value in ResultValue.objects.filter(report_id__in=report_ids).order_by("pk"):
        values[value.report_id][value.result_id] = ValueRow(
            value.number,
            value.is_met,
            value.text,
            tuple(regions.get(value.pk, ())),
            is_computed=value.origin == Origin.COMPUTED,
        )
    return values


def _spent(report_ids: Collection[UUID], names: Names) -> Mapping[UUID, list[MoneyRow]]:
    spent: dict[UUID, list[MoneyRow]] = defaultdict(list)
    for line in SpentLine.objects.filter(report_id__in=report_ids).order_by("payer", "amount_minor", "pk"):
        amount = Money(line.currency, line.amount_minor)
        spent[line.report_id].append(MoneyRow(amount, Payer(line.payer), names.body(line.payer_body_id)))
    return spent


def _answers(report_ids: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """How many partners confirmed, of how many asked."""
    confirmed = Count("pk", filter=Q(status=ConfirmationStatus.CONFIRMED))
    rows: Iterable[tuple[UUID, int, int]] = (
        Confirmation.objects.filter(report_id__in=report_ids)
        .values("report_id")
        .annotate(confirmed=confirmed, asked=Count("pk"))
        .values_list("report_id", "confirmed", "asked")
        .order_by("report_id")
    )
    return {report_id: (confirmed, asked) for report_id, confirmed, asked in rows}


def _evidence(reports: Iterable[ProgressReport]) -> Mapping[UUID, int]:
    """How many files prove each report: those that lay with it when it was adopted, or lie with it now.

    Files are shown to few, and their number is the same for every reader: it is counted as the system, and nothing
    but the number leaves this function.
    """
    adopted = {report.pk: report.adopted_at for report in reports}
    with acting_as(SYSTEM):
        files = of_subjects(EVIDENCE_KIND, adopted)
    return {
        report_id: sum(not each.is_removed and _lay_there(each.added_at, adopted[report_id]) for each in found)
        for report_id, found in files.items()
    }


def _lay_there(added_at: datetime, adopted_at: datetime | None) -> bool:
    return adopted_at is None or added_at <= adopted_at
