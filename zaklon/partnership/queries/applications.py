"""An application, its assessments and its grant, as pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from zaklon.access import workflow
from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.common.money import Money
from zaklon.documents.queries import AttachmentRow, of_subject, of_subjects
from zaklon.partnership.kinds import ApplicationStatus, ReportKind, ReportStatus
from zaklon.partnership.models import (
    GrantApplication,
    GrantAssessment,
    GrantContract,
    GrantInstalment,
    GrantReport,
    GrantScores,
)
from zaklon.partnership.queries.calls import CriterionRow, call_row
from zaklon.partnership.queries.shared import names
from zaklon.partnership.rules.calls import Clock, may_be_decided
from zaklon.partnership.rules.ranking import ASSESSORS
from zaklon.partnership.states import APPLICATION_STEPS, REPORT_STEPS

FILE_OF_APPLICATION = "partnership.application"
FILE_OF_REPORT = "partnership.grant_report"


@dataclass(frozen=True)
class AssessmentRow:
    """An assessment; points and remark only where the row policy shows them."""

    assessment_id: UUID
    user_id: UUID
    name: str
    is_free: bool | None
    is_in: bool
    percent: Decimal | None
    points: tuple[int, ...]
    remark: str


@dataclass(frozen=True)
class InstalmentRow:
    """A payment."""

    instalment_id: UUID
    amount: Money
    planned_on: date
    paid_on: date | None


@dataclass(frozen=True)
class ReportRow:
    """A report of the organisation."""

    report_id: UUID
    kind: ReportKind
    due_on: date
    status: ReportStatus
    received_on: date | None
    spent: Money | None
    reached: int | None
    results: str
    accepted_on: date | None
    reason: str
    is_late: bool
    verbs: tuple[str, ...]
    files: tuple[AttachmentRow, ...]


@dataclass(frozen=True)
class ContractRow:
    """The contract with its payments and reports."""

    contract_id: UUID
    reference: str
    signed_on: date
    starts_on: date
    ends_on: date
    instalments: tuple[InstalmentRow, ...]
    reports: tuple[ReportRow, ...]

    @property
    def paid(self) -> int:
        """Minor units that are paid."""
        return sum(each.amount.minor for each in self.instalments if each.paid_on is not None)


@dataclass(frozen=True)
class ApplicationPage:
    """An application for who works with it."""

    application_id: UUID
    call_id: UUID
    call: str
    number: int
    applicant: str
    registered_as: str
    project: str
    summary: str
    municipalities: tuple[str, ...]
    asked: Money
    own: Money
    received_at: datetime
    status: ApplicationStatus
    reason: str
    complete_by: date | None
    score: Decimal | None
    needs_third: bool
    granted: Money | None
    decided_on: date | None
    criteria: tuple[CriterionRow, ...]
    assessments: tuple[AssessmentRow, ...]
    files: tuple[AttachmentRow, ...]
    contract: ContractRow | None
    verbs: tuple[str, ...]
    may_choose: bool

    @property
    def to_give(self) -> int:
        """How many assessors are missing."""
        working = sum(each.is_free is not False for each in self.assessments)
        return max(0, ASSESSORS + self.needs_third - working) if self.status is ApplicationStatus.ADMITTED else 0


def application_page(application_id: UUID, *, actor: Actor, now: datetime, today: date) -> ApplicationPage:
    """An application for the office, the Body, the auditor. Raises NotPermitted, GrantApplication.DoesNotExist."""
    actor.must(Permission.GRANT_READ)
    found = GrantApplication.objects.select_related("call").prefetch_related("call__criteria")
    return _page(found.get(pk=application_id), actor, now, today)


def _page(row: GrantApplication, actor: Actor, now: datetime, today: date) -> ApplicationPage:
    call = call_row(row.call, now)
    currency = row.call.currency
    files = of_subject(FILE_OF_APPLICATION, row.pk)
    assessments = _assessments(row)
    verbs = tuple(workflow.open_steps(APPLICATION_STEPS, row, actor))
    is_time = may_be_decided(Clock(row.call.status, row.call.opens_at, row.call.closes_at), now)
    has_assessed = actor.user_id in {each.user_id for each in assessments}
    return ApplicationPage(
        application_id=row.pk,
        call_id=row.call_id,
        call=call.title,
        number=row.number,
        applicant=row.applicant,
        registered_as=row.registered_as,
        project=row.project,
        summary=row.summary,
        municipalities=tuple(row.municipalities),
        asked=Money(currency, row.asked_minor),
        own=Money(currency, row.own_minor),
        received_at=row.received_at,
        status=ApplicationStatus(row.status),
        reason=row.reason,
        complete_by=row.complete_by,
        score=row.score,
        needs_third=row.needs_third,
        granted=None if row.granted_minor is None else Money(currency, row.granted_minor),
        decided_on=row.decided_on,
        criteria=call.criteria,
        assessments=assessments,
        files=tuple(file for file in files if not file.is_removed),
        contract=_contract(row, actor, today),
        verbs=verbs,
        may_choose="choose" in verbs and row.score is not None and is_time and not has_assessed,
    )


def _assessments(row: GrantApplication) -> tuple[AssessmentRow, ...]:
    found = list(GrantAssessment.objects.filter(application=row).order_by("given_at", "pk"))
    sheets = {sheet.assessment_id: sheet for sheet in GrantScores.objects.filter(application=row)}
    known = names(each.user_id for each in found)
    return tuple(_assessment(each, sheets.get(each.pk), known.get(each.user_id, "")) for each in found)


def _assessment(row: GrantAssessment, sheet: GrantScores | None, name: str) -> AssessmentRow:
    return AssessmentRow(
        row.pk,
        row.user_id,
        name,
        row.is_free,
        row.submitted_at is not None,
        sheet.percent if sheet else None,
        tuple(sheet.points) if sheet else (),
        sheet.remark if sheet else "",
    )


def _contract(row: GrantApplication, actor: Actor, today: date) -> ContractRow | None:
    contract = GrantContract.objects.filter(application=row).prefetch_related("instalments", "reports").first()
    if contract is None:
        return None
    currency = row.call.currency
    files = of_subjects(FILE_OF_REPORT, [report.pk for report in contract.reports.all()])
    return ContractRow(
        contract.pk,
        contract.reference,
        contract.signed_on,
        contract.starts_on,
        contract.ends_on,
        tuple(
            InstalmentRow(each.pk, Money(currency, each.amount_minor), each.planned_on, each.paid_on)
            for each in sorted(contract.instalments.all(), key=lambda each: (each.planned_on, str(each.pk)))
        ),
        tuple(
            _report(each, currency, files[each.pk], actor, today)
            for each in sorted(contract.reports.all(), key=lambda each: (each.due_on, each.kind, str(each.pk)))
        ),
    )


def _report(row: GrantReport, currency: str, files: list[AttachmentRow], actor: Actor, today: date) -> ReportRow:
    return ReportRow(
        row.pk,
        ReportKind(row.kind),
        row.due_on,
        ReportStatus(row.status),
        row.received_on,
        None if row.spent_minor is None else Money(currency, row.spent_minor),
        row.reached,
        row.results,
        row.accepted_on,
        row.reason,
        row.status == ReportStatus.EXPECTED and row.due_on < today,
        tuple(workflow.open_steps(REPORT_STEPS, row, actor)),
        tuple(file for file in files if not file.is_removed),
    )


@dataclass(frozen=True)
class MyAssessment:
    """An application that the reader assesses, or has assessed."""

    assessment_id: UUID
    applicant: str
    project: str
    call: str
    is_free: bool | None
    is_in: bool


def my_assessments(*, actor: Actor) -> tuple[MyAssessment, ...]:
    """What waits for the reader's points stands first. One query. Raises NotPermitted."""
    actor.must(Permission.GRANT_ASSESS)
    user_id, _body_id = actor.post()
    found = GrantAssessment.objects.filter(user_id=user_id).select_related("application__call")
    rows = [
        MyAssessment(
            row.pk,
            row.application.applicant,
            row.application.project,
            row.application.call.title,
            row.is_free,
            row.submitted_at is not None,
        )
        for row in found.order_by("-given_at", "pk")
    ]
    return tuple(sorted(rows, key=lambda row: row.is_in or row.is_free is False))


@dataclass(frozen=True)
class AssessmentPage:
    """What an assessor reads: the application without its contact, the own points, those of others once all are in."""

    mine: AssessmentRow
    application: ApplicationPage
    others: tuple[AssessmentRow, ...]


def assessment_page(assessment_id: UUID, *, actor: Actor, now: datetime, today: date) -> AssessmentPage:
    """The reader's own assessment. Raises NotPermitted, GrantAssessment.DoesNotExist."""
    actor.must(Permission.GRANT_ASSESS)
    user_id, _body_id = actor.post()
    own = GrantAssessment.objects.get(pk=assessment_id, user_id=user_id)
    found = GrantApplication.objects.select_related("call").prefetch_related("call__criteria")
    page = _page(found.get(pk=own.application_id), actor, now, today)
    mine = next(each for each in page.assessments if each.assessment_id == own.pk)
    sheets = GrantScores.objects.filter(application_id=own.application_id, is_open=True).exclude(user_id=user_id)
    others = tuple(
        AssessmentRow(
            sheet.assessment_id,
            sheet.user_id,
            "",
            is_free=True,
            is_in=True,
            percent=sheet.percent,
            points=tuple(sheet.points),
            remark=sheet.remark,
        )
        for sheet in sheets.order_by("pk")
    )
    return AssessmentPage(mine, page, others)


def application_of_contract(contract_id: UUID) -> UUID:
    """Raises GrantContract.DoesNotExist."""
    return GrantContract.objects.get(pk=contract_id).application_id


def application_of_instalment(instalment_id: UUID) -> UUID:
    """Raises GrantInstalment.DoesNotExist."""
    return GrantInstalment.objects.select_related("contract").get(pk=instalment_id).contract.application_id


def application_of_report(report_id: UUID) -> UUID:
    """Raises GrantReport.DoesNotExist."""
    return GrantReport.objects.select_related("contract").get(pk=report_id).contract.application_id
