"""The seam through which measured values come into the plan, from a register above or typed by a person.

A performance indicator or a result indicator may name a measure (`measure_name`). Whoever computes that measure calls
`record_measurement`; where no register can know it a person types the value with `record_indicator_value`, and the
value says so. Result indicators ask the registers themselves, through `plan.measured`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.judging import judged
from zaklon.plan.commands.report_rows import fill_computed
from zaklon.plan.kinds import Origin, ValueKind
from zaklon.plan.models import IndicatorValue, PerformanceIndicator, ProgressReport
from zaklon.plan.states import OPEN_TO_CHANGE, PeriodStatus


@dataclass(frozen=True)
class IndicatorEntry:
    """A value for a period. `is_measured=False` says that nothing was measured, which is not zero."""

    period_start: date
    period_end: date
    is_measured: bool = True
    number: Decimal | None = None
    category: str = ""
    text: str = ""
    note: str = ""


@transaction.atomic
def record_indicator_value(indicator_id: UUID, entry: IndicatorEntry, *, actor: Actor, now: datetime) -> UUID:
    """Keep a typed value of a performance indicator; an earlier one for the period is replaced, not lost.

    Raises NotPermitted, RuleBroken (period upside down, value of the wrong kind, note missing).
    """
    actor.must(Permission.INDICATOR_RECORD)
    indicator = PerformanceIndicator.objects.select_for_update().get(pk=indicator_id)
    if not entry.note.strip():
        raise RuleBroken("note_missing", field="note")
    return _keep(indicator, entry, Origin.TYPED, "", actor, now)


@transaction.atomic
def record_measurement(measure_name: str, entry: IndicatorEntry, *, actor: Actor, now: datetime) -> int:
    """Push a computed value into every performance indicator that names the measure; returns how many took it.

    The same number again for the same period is not kept twice. What results count is asked of the registers by the
    reports themselves (`refresh_report`).
    """
    actor.must(Permission.INDICATOR_RECORD)
    taken = 0
    for indicator in PerformanceIndicator.objects.select_for_update().filter(measure_name=measure_name):
        if not _is_held(indicator, entry):
            _keep(indicator, entry, Origin.COMPUTED, measure_name, actor, now)
        taken += 1
    return taken


def _is_held(indicator: PerformanceIndicator, entry: IndicatorEntry) -> bool:
    return IndicatorValue.objects.filter(
        indicator=indicator,
        period_start=entry.period_start,
        period_end=entry.period_end,
        replaced_at__isnull=True,
        origin=Origin.COMPUTED,
        number=entry.number,
        is_measured=entry.is_measured,
    ).exists()


def _keep(
    indicator: PerformanceIndicator, entry: IndicatorEntry, origin: Origin, measure: str, actor: Actor, now: datetime
) -> UUID:
    _check(indicator, entry)
    IndicatorValue.objects.filter(
        indicator=indicator, period_start=entry.period_start, period_end=entry.period_end, replaced_at__isnull=True
    ).update(replaced_at=now)
    value = IndicatorValue.objects.create(
        strategy_id=indicator.strategy_id,
        indicator=indicator,
        period_start=entry.period_start,
        period_end=entry.period_end,
        is_measured=entry.is_measured,
        number=entry.number,
        category=entry.category,
        text=entry.text.strip(),
        origin=origin,
        measure_name=measure,
        note=entry.note.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    record("indicator.recorded", value.pk, by=actor, at=now, fields=["number", "category", "text"])
    return value.pk


def _check(indicator: PerformanceIndicator, entry: IndicatorEntry) -> None:
    if entry.period_end < entry.period_start:
        raise RuleBroken("period_upside_down", field="period_end")
    if not entry.is_measured:
        if entry.number is not None or entry.category:
            raise RuleBroken("not_measured_has_no_value", field="number")
        return
    wants_number = indicator.kind in {ValueKind.NUMBER, ValueKind.PERCENT, ValueKind.BOOLEAN}
    if wants_number and entry.number is None:
        raise RuleBroken("number_missing", field="number")
    if indicator.kind == ValueKind.CATEGORY and not entry.category:
        raise RuleBroken("category_missing", field="category")
    if indicator.kind == ValueKind.TEXT and not entry.text.strip():
        raise RuleBroken("text_missing", field="text")


@transaction.atomic
def refresh_report(report_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Let an open report say what the registers say today; gives how many of its numbers changed.

    Nothing changes once the report has left the reporter, or when its period is frozen.
    """
    report = (
        ProgressReport.objects.select_for_update(of=("self",)).select_related("activity", "period").get(pk=report_id)
    )
    if report.status not in OPEN_TO_CHANGE or report.period.status != PeriodStatus.OPEN:
        return 0
    changed = fill_computed(report)
    if changed:
        judgement = judged(report)
        report.code, report.is_late = judgement.code, judgement.is_late
        report.save(update_fields=["code", "is_late"])
        record("progress.measured", report.pk, by=actor, at=now, fields=["values"])
    return changed
