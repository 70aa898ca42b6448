"""Contracts about grants, their instalments, and the reports of the organisations."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from zaklon.access import workflow
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.common.money import Money
from zaklon.documents import commands as documents
from zaklon.documents.values import Audience, Subject, Upload
from zaklon.partnership.commands.calls import in_currency
from zaklon.partnership.commands.checking import locked
from zaklon.partnership.commands.shared import must_have_come, must_say
from zaklon.partnership.kinds import ApplicationStatus, ReportKind
from zaklon.partnership.models import GrantApplication, GrantContract, GrantInstalment, GrantReport
from zaklon.partnership.states import APPLICATION_STEPS, REPORT_STEPS
from zaklon.partnership.values import NewContract, NewReport, ReportGiven

FILE_OF_REPORT = "partnership.grant_report"
_INSIDE = Audience(reaches=frozenset({"office", "audit"}))


@transaction.atomic
def sign(application_id: UUID, new: NewContract, *, actor: Actor, now: datetime) -> UUID:
    """Note the signed contract of a chosen application; gives its key.

    Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    application = locked(application_id)
    workflow.take_step(APPLICATION_STEPS, application, actor, "sign")
    must_have_come(new.signed_on, now, "signed_on")
    if new.ends_on < new.starts_on:
        raise RuleBroken("contract_backwards", field="ends_on")
    if application.decided_on is not None and new.signed_on < application.decided_on:
        raise RuleBroken("contract_before_decision", field="signed_on")
    with acting_as(SYSTEM):
        contract = GrantContract.objects.create(
            application=application,
            reference=must_say(new.reference, "contract_without_number", "reference"),
            signed_on=new.signed_on,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
        )
        application.save(update_fields=["status"])
    record("grant.sign", application_id, by=actor, at=now, fields=["status"])
    return contract.pk


@transaction.atomic
def plan_instalment(contract_id: UUID, amount: Money, on: date, *, actor: Actor, now: datetime) -> UUID:
    """Plan a payment; all of them together never pass the grant. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    contract, application = _running(contract_id, actor)
    minor = in_currency(amount, application.call, "amount")
    with acting_as(SYSTEM):
        planned = contract.instalments.aggregate(sum=Sum("amount_minor"))["sum"] or 0
        rest = (application.granted_minor or 0) - planned
        if not 0 < minor <= rest:
            facts = {"left": Money(application.call.currency, rest).amount, "currency": application.call.currency}
            raise RuleBroken("instalment_over_grant", field="amount", facts=facts)
        instalment = GrantInstalment.objects.create(contract=contract, amount_minor=minor, planned_on=on)
    record("grant.instalment_planned", instalment.pk, by=actor, at=now)
    return instalment.pk


@transaction.atomic
def pay(instalment_id: UUID, on: date, *, actor: Actor, now: datetime) -> None:
    """Say on which day an instalment was paid. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.GRANT_MANAGE)
    must_have_come(on, now, "on")
    contract, _application = _running(GrantInstalment.objects.get(pk=instalment_id).contract_id, actor)
    with acting_as(SYSTEM):
        instalment = GrantInstalment.objects.select_for_update().get(pk=instalment_id)
        if instalment.paid_on is not None:
            raise NotAllowedNow("instalment_paid")
        if on < contract.signed_on:
            raise RuleBroken("instalment_before_contract", field="on")
        instalment.paid_on = on
        instalment.save(update_fields=["paid_on"])
    record("grant.paid", instalment_id, by=actor, at=now, fields=["paid_on"])


@transaction.atomic
def expect_report(contract_id: UUID, new: NewReport, *, actor: Actor, now: datetime) -> UUID:
    """Note that a report is due; gives its key. Raises NotPermitted, NotAllowedNow for a second final one."""
    contract, _application = _running(contract_id, actor)
    with acting_as(SYSTEM):
        if new.kind is ReportKind.FINAL and contract.reports.filter(kind=ReportKind.FINAL).exists():
            raise NotAllowedNow("report_final_twice")
        report = GrantReport.objects.create(contract=contract, kind=new.kind, due_on=new.due_on, results="", reason="")
    record("grant.report_expected", report.pk, by=actor, at=now)
    return report.pk


@transaction.atomic
def receive_report(
    report_id: UUID, given: ReportGiven, *, actor: Actor, now: datetime, upload: Upload | None = None
) -> None:
    """Note that a report came in, what it says, and its file. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    report, application = _report(report_id, actor)
    workflow.take_step(REPORT_STEPS, report, actor, "receive")
    must_have_come(given.received_on, now, "received_on")
    spent = in_currency(given.spent, application.call, "spent")
    if spent > (application.granted_minor or 0):
        raise RuleBroken("report_spent_too_much", field="spent")
    report.received_on, report.spent_minor, report.reached = given.received_on, spent, given.reached
    report.results = must_say(given.results, "report_without_results", "results")
    with acting_as(SYSTEM):
        report.save(update_fields=["status", "received_on", "spent_minor", "reached", "results"])
    if upload is not None:
        documents.attach(
            upload,
            Subject(FILE_OF_REPORT, report.pk),
            audience=_INSIDE,
            needs=Permission.GRANT_MANAGE,
            actor=actor,
            now=now,
        )
    record("grant.receive", report_id, by=actor, at=now, fields=["status"])


@transaction.atomic
def judge_report(report_id: UUID, verb: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """`accept` a report, or `send_back` with the reason. With the final one accepted, the grant is finished.

    Raises NotPermitted, NotAllowedNow, RuleBroken, ValueError for another verb.
    """
    if verb not in ("accept", "send_back"):
        raise ValueError(f"{verb!r} is no judgement of a report")
    report, application = _report(report_id, actor)
    workflow.take_step(REPORT_STEPS, report, actor, verb)
    if verb == "accept":
        report.accepted_on = timezone.localdate(now)
    else:
        report.reason, report.received_on = must_say(reason, "report_without_reason", "reason"), None
    with acting_as(SYSTEM):
        if verb == "accept" and report.kind == ReportKind.FINAL:
            if report.contract.instalments.filter(paid_on__isnull=True).exists():
                raise NotAllowedNow("report_final_unpaid")
            workflow.take_step(APPLICATION_STEPS, application, actor, "finish")
            application.save(update_fields=["status"])
        report.save(update_fields=["status", "received_on", "accepted_on", "reason"])
    record(f"grant.{verb}", report_id, by=actor, at=now, fields=["status"])


def _running(contract_id: UUID, actor: Actor) -> tuple[GrantContract, GrantApplication]:
    actor.must(Permission.GRANT_MANAGE)
    contract = GrantContract.objects.get(pk=contract_id)
    application = locked(contract.application_id)
    if application.status != ApplicationStatus.CONTRACTED:
        raise NotAllowedNow("contract_over")
    return contract, application


def _report(report_id: UUID, actor: Actor) -> tuple[GrantReport, GrantApplication]:
    actor.must(Permission.GRANT_MANAGE)
    report = GrantReport.objects.select_related("contract").get(pk=report_id)
    application = locked(report.contract.application_id)
    with acting_as(SYSTEM):
        report = GrantReport.objects.select_for_update(of=("self",)).select_related("contract").get(pk=report_id)
    return report, application
