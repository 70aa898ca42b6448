"""A progress report from the reporter's draft to the Coordination Body's adoption."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import circle_of
from zaklon.access.workflow import take_step
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.commands.judging import judged
from zaklon.plan.commands.telling import tell_next
from zaklon.plan.kinds import ActivityCode, Origin, PartRole, Payer
from zaklon.plan.models import (
    Activity,
    ActivityBody,
    Confirmation,
    ProgressReport,
    RegionValue,
    ReportEvent,
    ReportingPeriod,
    ResultIndicator,
    ResultValue,
    SpentLine,
)
from zaklon.plan.states import REPORT_STEPS, ConfirmationStatus, PaperStatus, PeriodStatus, ReportStatus

_EDITABLE = (ReportStatus.DRAFT, ReportStatus.RETURNED)
# What the lead body decides alone: a partner's head sees the report, and may not decide on it.
_OF_LEAD = frozenset({Permission.PROGRESS_WRITE, Permission.PROGRESS_APPROVE})


@dataclass(frozen=True)
class ResultEntry:
    """What the reporter enters for one result indicator; None is "not known", never zero."""

    result_id: UUID
    number: Decimal | None = None
    is_met: bool | None = None
    text: str = ""
    regions: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class SpentEntry:
    """Money spent by the end of the period from one source."""

    amount_minor: int
    currency: str
    payer: Payer
    payer_body_id: UUID | None = None
    money_line_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class ProgressEntry:
    """Everything that the reporter enters at once."""

    results: tuple[ResultEntry, ...]
    spent: tuple[SpentEntry, ...] = ()
    done_text: str = ""
    obstacles_text: str = ""
    next_step_text: str = ""
    completed_on: date | None = None


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
    return _new_report(activity, period, revision=1, reason="", actor=actor, now=now).pk


@transaction.atomic
def save_report(report_id: UUID, entry: ProgressEntry, *, actor: Actor, now: datetime) -> None:
    """Keep what the reporter entered and compute the status from it. Raises NotPermitted, NotAllowedNow, RuleBroken."""
    actor.must(Permission.PROGRESS_WRITE)
    report = _locked(report_id)
    _must_lead(report.activity, actor)
    if report.status not in _EDITABLE:
        raise NotAllowedNow("report_not_editable")
    if entry.completed_on is not None and entry.completed_on > report.period.end_date:
        raise RuleBroken("completed_after_period", field="completed_on")
    _write_results(report, entry)
    _write_spent(report, entry)
    report.done_text = entry.done_text.strip()
    report.obstacles_text = entry.obstacles_text.strip()
    report.next_step_text = entry.next_step_text.strip()
    report.completed_on = entry.completed_on
    _judge(report)
    report.save(update_fields=["done_text", "obstacles_text", "next_step_text", "completed_on", "code", "is_late"])
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
        _check_complete(report)
        report.submitted_at = now
    if verb in {"check", "adopt"}:
        _check_partners(report)
    if verb == "adopt":
        _replace_former(report, actor, now)
        report.is_adopted, report.adopted_at = True, now
    report.save(update_fields=["status", "submitted_at", "is_adopted", "adopted_at"])
    if verb == "adopt":
        _mark_adopted(report)
    _note(report, verb, reason.strip(), actor, now)
    record(f"progress.{verb}", report.pk, by=actor, at=now, fields=["status"])
    tell_next(report, verb, now=now)


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
    _copy_contents(former, report)
    return report.pk


@transaction.atomic
def accept_late(report_id: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """The office accepts a result completed after its due date; it becomes I and stays late.

    Raises NotPermitted, NotAllowedNow unless the report waits for the office, RuleBroken without a reason.
    """
    actor.must(Permission.PROGRESS_CHECK)
    report = _locked(report_id)
    if report.status != ReportStatus.APPROVED:
        raise NotAllowedNow("report_not_with_office")
    if not reason.strip():
        raise RuleBroken("reason_missing", field="reason")
    report.late_accepted_reason = reason.strip()
    _judge(report)
    report.save(update_fields=["late_accepted_reason", "code", "is_late"])
    _note(report, "accept_late", reason.strip(), actor, now)
    record("progress.late_accepted", report.pk, by=actor, at=now, fields=["code"])


def _locked(report_id: UUID) -> ProgressReport:
    rows = ProgressReport.objects.select_for_update(of=("self",)).select_related("activity", "period")
    return rows.get(pk=report_id)


def _must_lead(activity: Activity, actor: Actor) -> None:
    """The lead body writes: its own people, or those of the body above it."""
    circle = circle_of({activity.lead_body_id})[activity.lead_body_id]
    if actor.body_id not in circle and actor.reach != "system":
        raise NotPermitted("body_does_not_lead")


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
        Confirmation(**_wall(report), report=report, body_id=body_id, text="")
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


def _write_results(report: ProgressReport, entry: ProgressEntry) -> None:
    known = set(ResultIndicator.objects.filter(activity_id=report.activity_id).values_list("pk", flat=True))
    ResultValue.objects.filter(report=report, origin=Origin.TYPED).delete()
    computed = set(ResultValue.objects.filter(report=report).values_list("result_id", flat=True))
    values, regions = [], []
    for each in entry.results:
        if each.result_id not in known:
            raise RuleBroken("result_not_of_activity", field="results")
        if each.result_id in computed:
            continue
        _check_regions(each)
        value = ResultValue(
            **_wall(report),
            report=report,
            result_id=each.result_id,
            number=each.number,
            is_met=each.is_met,
            text=each.text.strip(),
            origin=Origin.TYPED,
        )
        values.append(value)
        regions += [
            RegionValue(**_wall(report), report=report, value=value, region=region, number=number)
            for region, number in each.regions.items()
        ]
    ResultValue.objects.bulk_create(values)
    RegionValue.objects.bulk_create(regions)


def _check_regions(entry: ResultEntry) -> None:
    """The parts of a number add up to it, or the reader could believe neither."""
    if entry.number is not None and entry.number < 0:
        raise RuleBroken("number_negative", field=str(entry.result_id))
    if entry.regions and entry.number is not None and sum(entry.regions.values()) != entry.number:
        raise RuleBroken("regions_do_not_add_up", field=str(entry.result_id), facts={"number": entry.number})


def _write_spent(report: ProgressReport, entry: ProgressEntry) -> None:
    if any(line.amount_minor < 0 for line in entry.spent):
        raise RuleBroken("number_negative", field="spent")
    SpentLine.objects.filter(report=report).delete()
    SpentLine.objects.bulk_create(
        SpentLine(
            **_wall(report),
            report=report,
            money_line_id=line.money_line_id,
            amount_minor=line.amount_minor,
            currency=line.currency,
            payer=line.payer,
            payer_body_id=line.payer_body_id,
            note=line.note.strip(),
        )
        for line in entry.spent
    )


def _check_complete(report: ProgressReport) -> None:
    """Nothing leaves the reporter empty: each result has a value or a word why there is none."""
    said = {
        value.result_id
        for value in ResultValue.objects.filter(report=report)
        if value.number is not None or value.is_met is not None or value.text
    }
    wanted = set(ResultIndicator.objects.filter(activity_id=report.activity_id).values_list("pk", flat=True))
    if report.code in {ActivityCode.NOT_DUE, ActivityCode.DROPPED}:
        return
    if missing := wanted - said:
        raise RuleBroken("results_missing", field=str(min(missing)), facts={"count": len(missing)})
    if not report.done_text:
        raise RuleBroken("done_text_missing", field="done_text")


def _check_partners(report: ProgressReport) -> None:
    disputed = Confirmation.objects.filter(report=report, status=ConfirmationStatus.DISPUTED)
    if disputed.exists():
        raise RuleBroken("partner_disputes", field="confirmations", facts={"count": disputed.count()})


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


def _copy_contents(former: ProgressReport, report: ProgressReport) -> None:
    for field_name in ("done_text", "obstacles_text", "next_step_text", "completed_on", "late_accepted_reason"):
        setattr(report, field_name, getattr(former, field_name))
    new_value: dict[UUID, ResultValue] = {}
    for value in ResultValue.objects.filter(report=former):
        new_value[value.pk] = ResultValue(
            **_wall(report),
            report=report,
            result_id=value.result_id,
            number=value.number,
            is_met=value.is_met,
            text=value.text,
            origin=value.origin,
        )
    ResultValue.objects.bulk_create(new_value.values())
    RegionValue.objects.bulk_create(
        RegionValue(
            **_wall(report), report=report, value=new_value[each.value_id], region=each.region, number=each.number
        )
        for each in RegionValue.objects.filter(report=former)
    )
    SpentLine.objects.bulk_create(
        SpentLine(
            **_wall(report),
            report=report,
            money_line_id=line.money_line_id,
            amount_minor=line.amount_minor,
            currency=line.currency,
            payer=line.payer,
            payer_body_id=line.payer_body_id,
            note=line.note,
        )
        for line in SpentLine.objects.filter(report=former)
    )
    _judge(report)
    report.save()


def _wall(report: ProgressReport) -> dict[str, object]:
    """The columns that the row policy reads, copied to each row of a report."""
    return {"plan_id": report.plan_id, "visible_to": report.visible_to, "is_adopted": report.is_adopted}


def _note(report: ProgressReport, verb: str, reason: str, actor: Actor, now: datetime) -> None:
    ReportEvent.objects.bulk_create(
        [
            ReportEvent(
                **_wall(report),
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
