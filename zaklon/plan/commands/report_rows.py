"""The rows of a progress report: what a reporter enters, written, checked and copied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from zaklon.common.errors import RuleBroken
from zaklon.plan.kinds import ActivityCode, Origin, Payer, ResultKind
from zaklon.plan.measured import ResultAsked, measured
from zaklon.plan.models import (
    Confirmation,
    MoneyLine,
    ProgressReport,
    RegionValue,
    ResultIndicator,
    ResultValue,
    SpentLine,
)
from zaklon.plan.states import ConfirmationStatus


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


def write_results(report: ProgressReport, entry: ProgressEntry) -> None:
    """Replace the typed values of a report; what a register computed stays. Raises RuleBroken."""
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
            **wall(report),
            report=report,
            result_id=each.result_id,
            number=each.number,
            is_met=each.is_met,
            text=each.text.strip(),
            origin=Origin.TYPED,
        )
        values.append(value)
        regions += [
            RegionValue(**wall(report), report=report, value=value, region=region, number=number)
            for region, number in each.regions.items()
        ]
    ResultValue.objects.bulk_create(values)
    RegionValue.objects.bulk_create(regions)


def fill_computed(report: ProgressReport) -> int:
    """Write what the registers say into a report, in place of what was typed; gives how many values changed.

    What asks only whether something was done is done from its target on, or from the first record.
    """
    named = ResultIndicator.objects.filter(activity_id=report.activity_id).exclude(measure_name="")
    results = {each.pk: each for each in named}
    found = measured([_asked(each, report) for each in results.values()])
    held = {value.result_id: value for value in ResultValue.objects.filter(report=report)}
    changed = 0
    for result_id, said in found.items():
        is_met = _is_done(results[result_id], said.number)
        before = held.get(result_id)
        if before is not None and (before.origin, before.number, before.is_met) == (
            Origin.COMPUTED,
            said.number,
            is_met,
        ):
            continue
        ResultValue.objects.filter(report=report, result_id=result_id).delete()
        value = ResultValue.objects.create(
            **wall(report),
            report=report,
            result_id=result_id,
            number=said.number,
            is_met=is_met,
            text="",
            origin=Origin.COMPUTED,
        )
        RegionValue.objects.bulk_create(
            RegionValue(**wall(report), report=report, value=value, region=region, number=number)
            for region, number in said.regions.items()
        )
        changed += 1
    return changed


def _asked(result: ResultIndicator, report: ProgressReport) -> ResultAsked:
    """A result that names a measure, counted from the first day of the plan's year."""
    start = date(report.activity.plan.year, 1, 1)
    return ResultAsked(result.pk, result.activity_id, result.measure_name, start, report.period.end_date)


def _is_done(result: ResultIndicator, number: Decimal) -> bool | None:
    if result.kind not in {ResultKind.DONE, ResultKind.QUALITATIVE}:
        return None
    return number >= (result.target if result.target is not None else 1)


def _check_regions(entry: ResultEntry) -> None:
    """The parts of a number add up to it, or the reader could believe neither."""
    if entry.number is not None and entry.number < 0:
        raise RuleBroken("number_negative", field=str(entry.result_id))
    if entry.regions and entry.number is not None and sum(entry.regions.values()) != entry.number:
        raise RuleBroken("regions_do_not_add_up", field=str(entry.result_id), facts={"number": entry.number})


def write_spent(report: ProgressReport, entry: ProgressEntry) -> None:
    """Replace the money spent of a report. Raises RuleBroken."""
    if any(line.amount_minor < 0 for line in entry.spent):
        raise RuleBroken("number_negative", field="spent")
    planned = set(MoneyLine.objects.filter(activity=report.activity_id).values_list("pk", flat=True))
    if any(line.money_line_id is not None and line.money_line_id not in planned for line in entry.spent):
        raise RuleBroken("money_line_not_of_activity", field="spent")
    SpentLine.objects.filter(report=report).delete()
    SpentLine.objects.bulk_create(
        SpentLine(
            **wall(report),
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


def check_complete(report: ProgressReport) -> None:
    """Nothing leaves the reporter empty: each result has a value or a word why there is none. Raises RuleBroken."""
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
    # Without the day nobody could tell a result that came late from one in time (DOMAIN.md E: late never turns into I).
    was_due = report.period.end_date > report.activity.due_date
    if was_due and report.code == ActivityCode.IMPLEMENTED and report.completed_on is None:
        raise RuleBroken("completed_on_missing", field="completed_on")


def check_partners(report: ProgressReport) -> None:
    """No report goes on over a partner's objection. Raises RuleBroken."""
    disputed = Confirmation.objects.filter(report=report, status=ConfirmationStatus.DISPUTED)
    if disputed.exists():
        raise RuleBroken("partner_disputes", field="confirmations", facts={"count": disputed.count()})


def ask_partners_again(report: ProgressReport) -> None:
    """A confirmation holds for what it was given on, so it ends when that changes; an objection stays."""
    given = Confirmation.objects.filter(report=report, status=ConfirmationStatus.CONFIRMED)
    given.update(status=ConfirmationStatus.WAITING, text="", answered_by=None, answered_at=None)


def copy_contents(former: ProgressReport, report: ProgressReport) -> None:
    """Give a correction the texts, values and money of the report that it corrects."""
    for field_name in ("done_text", "obstacles_text", "next_step_text", "completed_on", "late_accepted_reason"):
        setattr(report, field_name, getattr(former, field_name))
    new_value: dict[UUID, ResultValue] = {}
    for value in ResultValue.objects.filter(report=former):
        new_value[value.pk] = ResultValue(
            **wall(report),
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
            **wall(report), report=report, value=new_value[each.value_id], region=each.region, number=each.number
        )
        for each in RegionValue.objects.filter(report=former)
    )
    SpentLine.objects.bulk_create(
        SpentLine(
            **wall(report),
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


def wall(report: ProgressReport) -> dict[str, object]:
    """The columns that the row policy reads, copied to each row of a report."""
    return {"plan_id": report.plan_id, "visible_to": report.visible_to, "is_adopted": report.is_adopted}
