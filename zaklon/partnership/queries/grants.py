"""What the report about grants of a year tells, as plain rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.money import Money
from zaklon.partnership.kinds import ApplicationStatus, CallStatus, ReportKind, ReportStatus
from zaklon.partnership.models import GrantApplication, GrantCall, GrantInstalment, GrantReport
from zaklon.partnership.queries.calls import GRANTED
from zaklon.partnership.rules.ranking import ranks


@dataclass(frozen=True)
class ApplicationFact:
    """An application of the year."""

    application_id: UUID
    number: str
    applicant: str
    project: str
    municipalities: tuple[str, ...]
    asked: Money
    own: Money
    status: ApplicationStatus
    score: Decimal | None
    rank: int | None
    granted: Money | None

    @property
    def has_grant(self) -> bool:
        """Whether it was chosen."""
        return self.status in GRANTED


@dataclass(frozen=True)
class InstalmentFact:
    """A payment of a grant."""

    applicant: str
    contract: str
    signed_on: date
    amount: Money
    planned_on: date
    paid_on: date | None


@dataclass(frozen=True)
class ReportFact:
    """A report of an organisation."""

    applicant: str
    kind: ReportKind
    due_on: date
    status: ReportStatus
    accepted_on: date | None
    spent: Money | None
    reached: int | None
    results: str


@dataclass(frozen=True)
class CallFacts:
    """A call of the year with all that came of it."""

    title: str
    priority: str
    reference: str
    total: Money
    least: Money
    most: Money
    opens_on: date
    closes_on: date
    is_public: bool
    criteria: tuple[tuple[str, int], ...]
    applications: tuple[ApplicationFact, ...]
    instalments: tuple[InstalmentFact, ...]
    reports: tuple[ReportFact, ...]

    @property
    def granted(self) -> Money:
        """What was granted in all."""
        return Money(self.total.currency, sum(each.granted.minor for each in self.applications if each.granted))

    @property
    def paid(self) -> Money:
        """What was paid in all."""
        return Money(self.total.currency, sum(each.amount.minor for each in self.instalments if each.paid_on))


_PUBLIC = (CallStatus.DECIDED, CallStatus.CLOSED)
_TOLD = (CallStatus.PUBLISHED, *_PUBLIC)


def years(*, is_public: bool) -> tuple[int, ...]:
    """Years with a call that can be told, the newest first. One query."""
    with acting_as(SYSTEM):
        found = GrantCall.objects.filter(status__in=_PUBLIC if is_public else _TOLD)
        return tuple(sorted(set(found.values_list("year", flat=True)), reverse=True))


def calls_of(year: int, *, is_public: bool) -> tuple[CallFacts, ...]:
    """The calls of a year; for the public those whose results are published, with the chosen applications only.

    The caller has asked for the permission. Seven queries for a call.
    """
    with acting_as(SYSTEM):
        found = GrantCall.objects.filter(year=year, status__in=_PUBLIC if is_public else _TOLD)
        return tuple(_facts(call, is_public=is_public) for call in found.order_by("opens_at", "pk"))


def _facts(call: GrantCall, *, is_public: bool) -> CallFacts:
    rows = list(call.applications.order_by("number"))
    placed = ranks({row.pk: row.score for row in rows if row.score is not None})
    applications = [_application(row, call, placed.get(row.pk)) for row in rows]
    if is_public:
        applications = [each for each in applications if each.has_grant]
    return CallFacts(
        call.title,
        call.priority,
        call.reference,
        Money(call.currency, call.sum_minor),
        Money(call.currency, call.least_minor),
        Money(call.currency, call.most_minor),
        timezone.localdate(call.opens_at),
        timezone.localdate(call.closes_at),
        call.status in _PUBLIC,
        tuple(call.criteria.order_by("position").values_list("text", "weight")),
        tuple(sorted(applications, key=lambda each: (each.rank is None, each.rank or 0, each.number))),
        _instalments(call),
        _reports(call),
    )


def _application(row: GrantApplication, call: GrantCall, rank: int | None) -> ApplicationFact:
    return ApplicationFact(
        row.pk,
        f"{call.year}/{row.number}",
        row.applicant,
        row.project,
        tuple(row.municipalities),
        Money(call.currency, row.asked_minor),
        Money(call.currency, row.own_minor),
        ApplicationStatus(row.status),
        row.score,
        rank,
        None if row.granted_minor is None else Money(call.currency, row.granted_minor),
    )


def _instalments(call: GrantCall) -> tuple[InstalmentFact, ...]:
    found = GrantInstalment.objects.filter(contract__application__call=call).select_related("contract__application")
    return tuple(
        InstalmentFact(
            row.contract.application.applicant,
            row.contract.reference,
            row.contract.signed_on,
            Money(call.currency, row.amount_minor),
            row.planned_on,
            row.paid_on,
        )
        for row in found.order_by("contract__application__applicant", "planned_on", "pk")
    )


def _reports(call: GrantCall) -> tuple[ReportFact, ...]:
    found = GrantReport.objects.filter(contract__application__call=call).select_related("contract__application")
    return tuple(
        ReportFact(
            row.contract.application.applicant,
            ReportKind(row.kind),
            row.due_on,
            ReportStatus(row.status),
            row.accepted_on,
            None if row.spent_minor is None else Money(call.currency, row.spent_minor),
            row.reached,
            row.results,
        )
        for row in found.order_by("contract__application__applicant", "due_on", "pk")
    )
