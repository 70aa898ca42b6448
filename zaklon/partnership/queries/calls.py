"""Calls for organisations: as the office sees them, and as everybody does."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from zaklon.access import workflow
from zaklon.access.actor import PUBLIC, SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import names_in
from zaklon.access.rls import acting_as
from zaklon.common.money import Money
from zaklon.partnership.kinds import ApplicationStatus, CallStatus
from zaklon.partnership.models import GrantApplication, GrantAssessor, GrantCall
from zaklon.partnership.queries.shared import names
from zaklon.partnership.rules.calls import Clock, why_closed
from zaklon.partnership.rules.ranking import left, ranks
from zaklon.partnership.rules.receipts import digest_of
from zaklon.partnership.states import CALL_STEPS

GRANTED = (ApplicationStatus.CHOSEN, ApplicationStatus.CONTRACTED, ApplicationStatus.FINISHED)
_SHOWN = (CallStatus.PUBLISHED, CallStatus.DECIDED, CallStatus.CLOSED)


@dataclass(frozen=True)
class CriterionRow:
    """A criterion."""

    criterion_id: UUID
    position: int
    text: str
    weight: int
    most_points: int


@dataclass(frozen=True)
class CallRow:
    """A call, as anybody may see it once it is published."""

    call_id: UUID
    year: int
    title: str
    priority: str
    reference: str
    total: Money
    least: Money
    most: Money
    least_percent: int
    opens_at: datetime
    closes_at: datetime
    status: CallStatus
    published_on: date | None
    decided_on: date | None
    is_open: bool
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True)
class ApplicationLine:
    """An application in the list of its call; `rank` once its score is known."""

    application_id: UUID
    number: int
    applicant: str
    project: str
    asked: Money
    status: ApplicationStatus
    score: Decimal | None
    rank: int | None
    granted: Money | None
    in_scores: int
    needs_third: bool


@dataclass(frozen=True)
class AssessorRow:
    """Who assesses a call, from which body."""

    assessor_id: UUID
    user_id: UUID
    name: str
    body: str


@dataclass(frozen=True)
class CallPage:
    """A call inside: applications by rank, assessors, what is left."""

    call: CallRow
    applications: tuple[ApplicationLine, ...]
    assessors: tuple[AssessorRow, ...]
    granted: Money
    left: Money
    verbs: tuple[str, ...]


def call_row(call: GrantCall, now: datetime) -> CallRow:
    """A call whose criteria were fetched with it."""
    return CallRow(
        call.pk,
        call.year,
        call.title,
        call.priority,
        call.reference,
        Money(call.currency, call.sum_minor),
        Money(call.currency, call.least_minor),
        Money(call.currency, call.most_minor),
        call.least_percent,
        call.opens_at,
        call.closes_at,
        CallStatus(call.status),
        call.published_on,
        call.decided_on,
        not why_closed(Clock(call.status, call.opens_at, call.closes_at), now),
        tuple(
            CriterionRow(each.pk, each.position, each.text, each.weight, each.most_points)
            for each in sorted(call.criteria.all(), key=lambda row: row.position)
        ),
    )


def calls(*, actor: Actor, now: datetime) -> tuple[CallRow, ...]:
    """All calls, the newest first. Two queries. Raises NotPermitted."""
    actor.must(Permission.GRANT_READ)
    found = GrantCall.objects.prefetch_related("criteria").order_by("-year", "-opens_at", "pk")
    return tuple(call_row(call, now) for call in found)


def call_page(call_id: UUID, language: str, *, actor: Actor, now: datetime) -> CallPage:
    """A call with its applications. Six queries. Raises NotPermitted, GrantCall.DoesNotExist."""
    actor.must(Permission.GRANT_READ)
    call = GrantCall.objects.prefetch_related("criteria").get(pk=call_id)
    found = list(call.applications.prefetch_related("assessments").order_by("number"))
    placed = ranks({each.pk: each.score for each in found if each.score is not None})
    lines = sorted(
        (_line(each, call, placed.get(each.pk)) for each in found),
        key=lambda line: (line.rank is None, line.rank or 0, line.number),
    )
    given = [each.granted_minor for each in found if each.granted_minor is not None]
    return CallPage(
        call=call_row(call, now),
        applications=tuple(lines),
        assessors=_assessors(call_id, language),
        granted=Money(call.currency, sum(given)),
        left=Money(call.currency, left(call.sum_minor, given)),
        verbs=tuple(workflow.open_steps(CALL_STEPS, call, actor)),
    )


def _line(row: GrantApplication, call: GrantCall, rank: int | None) -> ApplicationLine:
    granted = None if row.granted_minor is None else Money(call.currency, row.granted_minor)
    return ApplicationLine(
        row.pk,
        row.number,
        row.applicant,
        row.project,
        Money(call.currency, row.asked_minor),
        ApplicationStatus(row.status),
        row.score,
        rank,
        granted,
        sum(each.submitted_at is not None for each in row.assessments.all()),
        row.needs_third and row.score is None,
    )


def _assessors(call_id: UUID, language: str) -> tuple[AssessorRow, ...]:
    found, bodies = list(GrantAssessor.objects.filter(call_id=call_id).order_by("pk")), names_in(language)
    known = names(each.user_id for each in found)
    rows = (
        AssessorRow(each.pk, each.user_id, known.get(each.user_id, ""), bodies.get(each.body_id, "")) for each in found
    )
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


@dataclass(frozen=True)
class ResultLine:
    """What everybody learns of a chosen application."""

    applicant: str
    project: str
    municipalities: tuple[str, ...]
    granted: Money


def public_calls(now: datetime) -> tuple[CallRow, ...]:
    """Calls that were published, the newest first, as anybody sees them. Two queries."""
    with acting_as(PUBLIC):
        found = GrantCall.objects.filter(status__in=_SHOWN).prefetch_related("criteria")
        return tuple(call_row(call, now) for call in found.order_by("-year", "-opens_at", "pk"))


def public_call(call_id: UUID, now: datetime) -> CallRow:
    """One of them. Raises GrantCall.DoesNotExist."""
    with acting_as(PUBLIC):
        found = GrantCall.objects.filter(status__in=_SHOWN).prefetch_related("criteria")
        return call_row(found.get(pk=call_id), now)


def public_results(call_id: UUID) -> tuple[ResultLine, ...]:
    """Who was chosen, by name, once the results are published: no contact, no score, nobody who was not chosen."""
    with acting_as(SYSTEM):
        found = GrantApplication.objects.filter(
            call_id=call_id, call__status__in=[CallStatus.DECIDED, CallStatus.CLOSED], status__in=GRANTED
        ).select_related("call")
        return tuple(
            ResultLine(
                row.applicant, row.project, tuple(row.municipalities), Money(row.call.currency, row.granted_minor or 0)
            )
            for row in found.order_by("applicant", "number")
        )


@dataclass(frozen=True)
class ReceiptPage:
    """What an applicant sees with the receipt."""

    call: str
    number: str
    received_at: datetime
    status: ApplicationStatus
    reason: str
    complete_by: date | None
    may_complete: bool


def by_receipt(code: str, today: date) -> ReceiptPage | None:
    """How an application stands, for whoever has its code; None for a code that there is not.

    What is decided is told once the results are published.
    """
    with acting_as(SYSTEM):
        row = GrantApplication.objects.select_related("call").filter(receipt_digest=digest_of(code)).first()
    if row is None:
        return None
    status = ApplicationStatus(row.status)
    if row.call.status == CallStatus.PUBLISHED and status in (*GRANTED, ApplicationStatus.NOT_CHOSEN):
        return ReceiptPage(
            row.call.title, _number(row), row.received_at, ApplicationStatus.ADMITTED, "", None, may_complete=False
        )
    waits = status is ApplicationStatus.INCOMPLETE and row.complete_by is not None and today <= row.complete_by
    return ReceiptPage(
        row.call.title, _number(row), row.received_at, status, row.reason, row.complete_by, may_complete=waits
    )


def _number(row: GrantApplication) -> str:
    return f"{row.call.year}/{row.number}"
