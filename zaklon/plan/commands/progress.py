"""A progress report from the reporter's draft to the Coordination Body's adoption."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import circle_of
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.commands.judging import judged
from zaklon.plan.commands.report_rows import (
    ProgressEntry,
    ResultEntry,
    SpentEntry,
    ask_partners_again,
    check_complete,
    check_partners,
    copy_contents,
    fill_computed,
    wall,
    write_results,
    write_spent,
)
from zaklon.plan.commands.telling import tell_next
from zaklon.plan.kinds import ActivityCode, PartRole
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    Confirmation,
    ProgressReport,
    RegionValue,
    ReportEvent,
    ReportingPeriod,
    ResultValue,
    SpentLine,
)
from zaklon.plan.states import OPEN_TO_CHANGE, REPORT_STEPS, PaperStatus, PeriodStatus, ReportStatus

__all__ = ["ProgressEntry", "ResultEntry", "SpentEntry"]

_ENTERED = (
    "done_text",
    "obstacles_text",
    "next_step_text",
    "completed_on",
    "late_accepted_reason",
    "code",
    "is_late",
)
# What the lead body decides alone: a partner's head sees the report, and may not decide on it.
_OF_LEAD = frozenset({Permission.PROGRESS_WRITE, Permission.PROGRESS_APPROVE})


@transaction.atomic
def start_report(activity_id: UUID, period_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """Open the report of an activity for a period, or return the open one.

    Raises NotPermitted (also for a body that does not lead), NotAllowedNow (plan not adopted, period frozen).
    """
    actor.must(Permission.PROGRESS_WRITE)
    activity = Activity.objects.select_for_update(of=("self",)).select_related("plan").get(pk=activity_id)
    _must_lead(activity, actor)
    period = ReportingPeriod.objects.get(pk=period_id, plan_id=activity.plan_id)
    latest = ProgressReport.objects.filter(activity=activity, period=period).order_by("-revision").first()
    if latest is not None:
        return latest.pk
    if activity.plan.status != PaperStatus.ADOPTED:
        raise NotAllowedNow("plan_not_adopted")
    if period.status != PeriodStatus.OPEN:
        raise NotAllowedNow("period_frozen")
    report = _new_report(activity, period, revision=1, reason="", actor=actor, now=now)
    if fill_computed(report):
        _judge(report)
        report.save(update_fields=["code", "is_late"])
    return report.pk


@transaction.atomic
def save_report(report_id: UUID, entry: ProgressEntry, *, actor: Actor, now: datetime) -> None:
    """Keep what the reporter entered and compute the status from it. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    report = report_to_enter(report_id, actor=actor)
    _check_completion(report, entry, now)
    fill_computed(report)
    write_results(report, entry)
    write_spent(report, entry)
    report.done_text = entry.done_text.strip()
    report.obstacles_text = entry.obstacles_text.strip()
    report.next_step_text = entry.next_step_text.strip()
    if report.completed_on != entry.completed_on:
        report.late_accepted_reason = ""  # it was another delay that the office accepted
    report.completed_on = entry.completed_on
    _judge(report)
    report.save(update_fields=_ENTERED)
    ask_partners_again(report)
    record("progress.saved", report.pk, by=actor, at=now, fields=["values", "spent", "texts"])


@transaction.atomic
def move_report(report_id: UUID, verb: str, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """Take one step of REPORT_STEPS: submit, approve, check, adopt, send_back (with a reason).

    Raises NotPermitted, NotAllowedNow, RuleBroken (reason missing, nothing entered, a partner disputes).
    """
    report = _locked(report_id)
    if verb == "supersede":
        raise ValueError("a report is replaced by adopting its correction")
    step = take_step(REPORT_STEPS, report, actor, verb)
    if step.permission in _OF_LEAD:
        _must_lead(report.activity, actor)
    if verb == "send_back" and not reason.strip():
        raise RuleBroken("reason_missing", field="reason")
    if verb == "submit":
        _hand_in(report, now)
    if verb in {"check", "adopt"}:
        check_partners(report)
    if verb == "adopt":
        _replace_former(report, actor, now)
        report.is_adopted, report.adopted_at = True, now
    report.save(update_fields=["status", "submitted_at", "is_adopted", "adopted_at", "code", "is_late"])
    if verb == "adopt":
        _mark_adopted(report)
    _note(report, verb, reason.strip(), actor, now)
    record(f"progress.{verb}", report.pk, by=actor, at=now, fields=["status"])
    tell_next(report, verb, now=now)


def _hand_in(report: ProgressReport, now: datetime) -> None:
    """What leaves the reporter is complete, in time, and says what the registers say on that day."""
    _must_be_in_time(report)
    if fill_computed(report):
        _judge(report)
    check_complete(report)
    report.submitted_at = now


@transaction.atomic
def correct_report(report_id: UUID, reason: str, *, actor: Actor, now: datetime) -> UUID:
    """Begin a revision of an adopted report, with the same values to start from; works in a frozen period too.

    The adopted report stays in force until the revision is adopted. Raises NotPermitted, NotAllowedNow, RuleBroken.
    """
    actor.must(Permission.PROGRESS_WRITE)
    former = _locked(report_id)
    _must_lead(former.activity, actor)
    if former.status != ReportStatus.ADOPTED:
        raise NotAllowedNow("report_not_adopted")
    if not reason.strip():
        raise RuleBroken("reason_missing", field="reason")
    same = ProgressReport.objects.filter(activity_id=former.activity_id, period_id=former.period_id)
    if same.exclude(status__in=[ReportStatus.ADOPTED, ReportStatus.SUPERSEDED]).exists():
        raise NotAllowedNow("correction_already_open")
    latest = same.order_by("-revision").values_list("revision", flat=True)[0]
    report = _new_report(
        former.activity, former.period, revision=latest + 1, reason=reason.strip(), actor=actor, now=now
    )
    copy_contents(former, report)
    fill_computed(report)
    _judge(report)
    report.save()
    return report.pk


@transaction.atomic
def accept_late(report_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """The office accepts a result completed after its due date; it becomes I and stays late.

    Raises NotPermitted, NotAllowedNow unless the report waits for the office, RuleBroken without a reason or when
    results are missing, so that accepting the delay would not help.
    """
    actor.must(Permission.PROGRESS_CHECK)
    report = _locked(report_id)
    if report.status != ReportStatus.APPROVED:
        raise NotAllowedNow("report_not_with_office")
    if not reason.strip():
        raise RuleBroken("reason_missing", field="reason")
    report.late_accepted_reason = reason.strip()
    _judge(report)
    if report.code != ActivityCode.IMPLEMENTED or not report.is_late:
        raise RuleBroken("not_reached_late")
    report.save(update_fields=["late_accepted_reason", "code", "is_late"])
    _note(report, "accept_late", reason.strip(), actor, now)
    record("progress.late_accepted", report.pk, by=actor, at=now, fields=["code"])


def report_to_enter(report_id: UUID, *, actor: Actor) -> ProgressReport:
    """The report, locked, if it is with the actor as its reporter. Raises NotPermitted, NotAllowedNow."""
    actor.must(Permission.PROGRESS_WRITE)
    report = _locked(report_id)
    _must_lead(report.activity, actor)
    if report.status not in OPEN_TO_CHANGE:
        raise NotAllowedNow("report_not_editable")
    _must_be_in_time(report)
    return report


def _locked(report_id: UUID) -> ProgressReport:
    rows = ProgressReport.objects.select_for_update(of=("self",)).select_related("activity", "period")
    return rows.get(pk=report_id)


def _must_lead(activity: Activity, actor: Actor) -> None:
    """The lead body writes: its own people, or those of the body above it."""
    circle = circle_of({activity.lead_body_id})[activity.lead_body_id]
    if actor.body_id not in circle and actor.reach != "system":
        raise NotPermitted("body_does_not_lead")


def _must_be_in_time(report: ProgressReport) -> None:
    """A first draft ends with its period. What came back from a reviewer, and corrections, may go on."""
    is_first_draft = report.revision == 1 and report.submitted_at is None
    if is_first_draft and report.period.status == PeriodStatus.FROZEN:
        raise NotAllowedNow("period_frozen")


def _check_completion(report: ProgressReport, entry: ProgressEntry, now: datetime) -> None:
    if entry.completed_on is None:
        return
    if entry.completed_on > timezone.localdate(now):
        raise RuleBroken("completed_in_future", field="completed_on")
    if entry.completed_on > report.period.end_date:
        raise RuleBroken("completed_after_period", field="completed_on", facts={"day": report.period.end_date})


def _new_report(
    activity: Activity, period: ReportingPeriod, *, revision: int, reason: str, actor: Actor, now: datetime
) -> ProgressReport:
    report = ProgressReport(
        plan_id=activity.plan_id,
        visible_to=activity.visible_to,
        activity=activity,
        period=period,
        revision=revision,
        correction_reason=reason,
        lead_body_id=activity.lead_body_id,
        done_text="",
        obstacles_text="",
        next_step_text="",
        code=ActivityCode.NOT,
        is_late=False,
        late_accepted_reason="",
        started_at=now,
    )
    _judge(report)
    report.save(force_insert=True)
    Confirmation.objects.bulk_create(
        Confirmation(**wall(report), report=report, body_id=body_id, text="")
        for body_id in ActivityBody.objects.filter(activity=activity, role=PartRole.PARTNER, body__is_generic=False)
        .order_by("position")
        .values_list("body_id", flat=True)
    )
    _note(report, "start", reason, actor, now)
    record("progress.started", report.pk, by=actor, at=now, fields=["revision"])
    return report


def _judge(report: ProgressReport) -> None:
    judgement = judged(report)
    report.code, report.is_late = judgement.code, judgement.is_late


def _replace_former(report: ProgressReport, actor: Actor, now: datetime) -> None:
    former = ProgressReport.objects.filter(
        activity_id=report.activity_id, period_id=report.period_id, status=ReportStatus.ADOPTED
    ).first()
    if former is None:
        return
    former.status, former.is_adopted = ReportStatus.SUPERSEDED, False
    former.save(update_fields=["status", "is_adopted"])
    for model in (ResultValue, RegionValue, SpentLine, Confirmation, ReportEvent):
        model.objects.filter(report=former).update(is_adopted=False)
    _note(former, "supersede", "", actor, now)


def _mark_adopted(report: ProgressReport) -> None:
    for model in (ResultValue, RegionValue, SpentLine, Confirmation, ReportEvent):
        model.objects.filter(report=report).update(is_adopted=True)


def _note(report: ProgressReport, verb: str, reason: str, actor: Actor, now: datetime) -> None:
    ReportEvent.objects.bulk_create(
        [
            ReportEvent(
                **wall(report),
                report=report,
                verb=verb,
                status=report.status,
                reason=reason,
                by_user_id=actor.user_id,
                by_body_id=actor.body_id,
                at=now,
            )
        ]
    )
