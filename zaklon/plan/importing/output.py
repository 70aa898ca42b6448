"""A read plan as plain JSON values, and the fingerprint by which the same plan is known again."""

import hashlib
import json
from decimal import Decimal
from typing import Any, Final

from zaklon.plan.importing.columns import Column
from zaklon.plan.importing.folding import key_words
from zaklon.plan.importing.readings import ReadActivity, ReadIndicator, ReadMoney, ReadPlan

_BODY_KEYS: Final = frozenset({"lead", "lead_body", "lead_unit", "lead_code", "partners"})


def as_json(plan: ReadPlan) -> dict[str, Any]:
    """The plan as `zaklon plan import --dry-run --json` prints it; money in minor units."""
    return {
        "objectives": len(plan.objectives),
        "measures": len(plan.measures),
        "performance_indicators": len(plan.performance_indicators),
        "result_indicators": plan.indicator_count,
        "total_minor": plan.total_minor,
        "donations_minor": plan.donations_minor,
        "currency": plan.currency,
        "unfunded": plan.unfunded,
        "activities": [_activity(activity) for activity in plan.activities],
        "questions": [{"row": q.row, "field": q.field, "text": q.text} for q in plan.questions],
    }


def fingerprint(plan: ReadPlan) -> str:
    """SHA-256 (hex) over what the plan says: not over its layout, nor over letter case, spacing and marks.

    Bodies count by their names as written, so that a later directory leaves the fingerprint as it was.
    """
    said = {
        "year": plan.year.year,
        "objectives": [[o.number, o.title] for o in plan.objectives],
        "measures": [[m.label, m.title, m.objective] for m in plan.measures],
        "performance": [
            [p.objective, p.text, p.baseline.text, p.mid.text, p.final.text] for p in plan.performance_indicators
        ],
        "activities": [_said(activity) for activity in plan.activities],
    }
    return hashlib.sha256(json.dumps(_normalised(said), sort_keys=True).encode()).hexdigest()


def _said(activity: ReadActivity) -> dict[str, Any]:
    written = dict(activity.raw)
    bodies = [written.get(column.value, "") for column in (Column.LEAD, Column.BODIES, Column.PARTNERS)]
    parsed = {key: value for key, value in _activity(activity).items() if key not in _BODY_KEYS}
    return {"measure": activity.measure, "funding_kind": activity.funding.value, "bodies": bodies, **parsed}


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(key_words(value))
    if isinstance(value, dict):
        return {key: _normalised(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_normalised(inner) for inner in value]
    return value


def _activity(activity: ReadActivity) -> dict[str, Any]:
    lead = activity.lead
    return {
        "code": activity.code,
        "title": activity.title,
        "lead": lead.label if lead else "",
        "lead_body": lead.body if lead else "",
        "lead_unit": (lead.unit or "") if lead else "",
        "lead_code": (lead.code or "") if lead else "",
        "partners": [partner.label for partner in activity.partners],
        "start": str(activity.start) if activity.start else None,
        "end": str(activity.end) if activity.end else None,
        "result_indicators": [_indicator(indicator) for indicator in activity.indicators],
        "funding": [_money(line) for line in activity.money],
    }


def _indicator(indicator: ReadIndicator) -> dict[str, Any]:
    return {
        "text": indicator.text,
        "comparator": indicator.comparator,
        "target": plain_number(indicator.target),
        "unit": indicator.unit,
    }


def _money(line: ReadMoney) -> dict[str, Any]:
    return {
        "amount_minor": line.amount_minor,
        "currency": line.currency,
        "source": line.source,
        "is_donation": line.is_donation,
    }


def plain_number(value: Decimal | None) -> int | float | None:
    """A number as JSON knows it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
