"""Open data: the public facts of one plan and period as CSV and JSON, with a schema that says what each field is.

Fields are listed by hand. None of them names a person; codes are those of the Government's reports.
"""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zaklon.plan.forms.overview import wanted_in
from zaklon.plan.kinds import ActivityCode
from zaklon.plan.models import YearlyPlan
from zaklon.plan.queries.choosing import Choice, PeriodChoice, PlanChoice
from zaklon.plan.queries.indicators import IndicatorRow
from zaklon.plan.queries.public import Progress, public_choice, public_tree
from zaklon.plan.queries.public import progress as progress_of
from zaklon.plan.queries.standing import NO_REPORT, tally
from zaklon.plan.queries.tree import ActivityRow, Order, Reader, Tree
from zaklon.plan.views.overview_shared import id_in, names_of_bodies
from zaklon.plan.views.overview_words import plain_money
from zaklon.web.download import csv_answer
from zaklon.web.languages import current

SCHEMA_VERSION = "1"
_STATUSES = [code.value for code in ActivityCode]

# One row of the CSV is one activity; Frictionless table schema, https://specs.frictionlessdata.io/table-schema/
_ACTIVITY_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("plan_year", "integer", "Year of the action plan"),
    ("period_end", "date", "Last day that the figures count; empty while no period is open"),
    ("objective", "integer", "Number of the operational objective"),
    ("measure", "string", "Label of the key measure, as the plan writes it"),
    ("activity", "string", "Number of the activity"),
    ("title", "string", "Title of the activity, in the language of the page"),
    ("lead_body", "string", "Body that leads"),
    ("partners", "string", "Bodies that take part, with a semicolon between"),
    ("start_quarter", "string", "Quarter in which it begins, such as 2020-Q2"),
    ("due_quarter", "string", "Quarter on whose last day it is due"),
    ("status", "string", "I, IC, PI, NI, IP, XX, CX as adopted; empty without an adopted report"),
    ("is_late", "boolean", "Whether its deadline passed without its results"),
    ("funding", "string", "funded, none_required or unclear"),
    ("planned", "string", "Planned amounts with their currency, with a semicolon between; empty where there is none"),
)


@require_GET
def csv_file(request: HttpRequest) -> HttpResponse:
    """The activities as a file for spreadsheets; the filter of the list applies."""
    choice, tree = _asked(request)
    names = names_of_bodies()
    plan, period = _plan(choice), choice.period
    columns = [name for name, _kind, _meaning in _ACTIVITY_FIELDS]
    rows = [list(_activity(row, tree, plan, period, names).values()) for row in tree.rows]
    return csv_answer(
        f"progress-{plan.year}.csv", columns, [["" if cell is None else cell for cell in row] for row in rows]
    )


@require_GET
def json_file(request: HttpRequest) -> HttpResponse:
    """Everything on the public page for programs."""
    today, language = timezone.localdate(), current().code
    choice, tree = _asked(request)
    plan = _plan(choice)
    period_id = choice.period.period_id if choice.period else None
    found = progress_of(plan.plan_id, period_id, language=language, today=today)
    names = names_of_bodies()
    answer = {
        "schema": request.build_absolute_uri("/progress/schema.json"),
        "schema_version": SCHEMA_VERSION,
        "language": current().tag,
        "made_on": today.isoformat(),
        "strategy": found.strategy_title,
        "plan": {"title": found.plan_title, "year": plan.year, "revision": plan.revision},
        "period": _period(choice.period),
        "realisation": _realisation(found),
        "activities": [_activity(row, tree, plan, choice.period, names) for row in tree.rows],
        "money": _money(found, names),
        "indicators": [_indicator(row) for row in found.indicators],
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_GET
def schema_file(_request: HttpRequest) -> HttpResponse:
    """What the fields of the two files are."""
    fields = [_field(*field) for field in _ACTIVITY_FIELDS]
    answer = {
        "schema_version": SCHEMA_VERSION,
        "activities": {
            "fields": fields,
            "primaryKey": ["plan_year", "activity"],
            "missingValues": [""],
        },
        "status_codes": {code.value: str(code.label) for code in ActivityCode},
        "realisation": "percent = 100 * done / due, with done = I + IC and due = I + IC + PI + NI; "
        "due_without_report is not in it",
        "money": "One entry for each source and currency; planned and spent in major units, null where not known; "
        "unclear counts amounts that the plan leaves open",
        "indicators": "Values in force only; number is null where nothing was measured, which is not zero",
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _field(name: str, kind: str, meaning: str) -> dict[str, object]:
    constraints = {"constraints": {"enum": _STATUSES}} if name == "status" else {}
    return {"name": name, "type": kind, "description": meaning, **constraints}


def _asked(request: HttpRequest) -> tuple[Choice, Tree]:
    today = timezone.localdate()
    choice = public_choice(id_in(request.GET, "plan"), id_in(request.GET, "period"), today=today)
    tree = public_tree(choice, wanted_in(request.GET, frozenset()), Order(), reader=Reader(current().code, today))
    if tree is None:
        raise YearlyPlan.DoesNotExist
    return choice, tree


def _plan(choice: Choice) -> PlanChoice:
    if choice.plan is None:
        raise YearlyPlan.DoesNotExist
    return choice.plan


def _period(period: PeriodChoice | None) -> dict[str, object] | None:
    if period is None:
        return None
    return {"first_day": period.start_date.isoformat(), "last_day": period.end_date.isoformat()}


def _activity(
    row: ActivityRow, tree: Tree, plan: PlanChoice, period: PeriodChoice | None, names: Mapping[UUID, str]
) -> dict[str, object]:
    measure, stand = tree.measures[row.measure_id], row.standing
    values = (
        plan.year,
        period.end_date.isoformat() if period else None,
        measure.objective_number,
        measure.label,
        row.code,
        row.title,
        names[row.lead_body_id],
        "; ".join(names[body_id] for body_id in row.partner_ids),
        str(row.start),
        str(row.due),
        stand.code if stand and stand.code != NO_REPORT else None,
        stand.is_late if stand else None,
        row.funding.value,
        "; ".join(
            f"{plain_money(part.minor, part.currency)} {part.currency}" for part in row.money if part.minor is not None
        ),
    )
    return {name: value for (name, _kind, _meaning), value in zip(_ACTIVITY_FIELDS, values, strict=True)}


def _realisation(found: Progress) -> dict[str, object]:
    counted = tally(found.counts)
    rate = counted.realisation
    return {
        "percent": None if rate.percent is None else float(rate.percent),
        "done": rate.done,
        "due": rate.due,
        "due_without_report": counted.unreported_due,
        "late": counted.late,
        "total": counted.total,
        "by_status": {code or "no_report": count for code, count in counted.counts.items()},
    }


def _money(found: Progress, names: Mapping[UUID, str]) -> list[dict[str, object]]:
    if found.money is None:
        return []
    return [
        {
            "payer": cell_key[0].value,
            "body": names[cell_key[1]] if cell_key[1] else None,
            "currency": row.currency,
            "planned": plain_money(row.planned_minor, row.currency) or None,
            "spent": plain_money(row.spent_minor, row.currency) or None,
            "unclear": row.unclear,
        }
        for row, cell_key in ((row, row.key) for row in found.money.by_source())
    ]


def _indicator(row: IndicatorRow) -> dict[str, object]:
    return {
        "code": row.code,
        "text": row.text,
        "unit": row.gauge.unit,
        "direction": row.gauge.direction.value,
        "baseline": row.baseline_text,
        "targets": [
            {
                "due": target.due_date.isoformat(),
                "text": target.text,
                "number": _number(target.reach),
                "category": target.category or None,
            }
            for target in row.gauge.targets
        ],
        "values": [
            {
                "first_day": value.period_start.isoformat(),
                "last_day": value.period_end.isoformat(),
                "number": _number(value.number),
                "category": value.category or None,
                "is_measured": value.is_measured,
                "origin": value.origin.value,
                "standing": value.verdict.standing.value,
            }
            for value in row.values
        ],
    }


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
