"""Performance indicators: the list of a strategy, one with its values in time, and recording a value."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.common.errors import RuleBroken
from zaklon.plan.commands.measurements import record_indicator_value
from zaklon.plan.forms.overview import IndicatorValueForm
from zaklon.plan.kinds import Origin
from zaklon.plan.outputs.change import change_words
from zaklon.plan.queries.indicators import IndicatorRow, ValueRow
from zaklon.plan.queries.indicators import indicator as indicator_of
from zaklon.plan.queries.indicators import indicators as indicators_of
from zaklon.plan.queries.strategies import strategy as strategy_of
from zaklon.plan.rules.paths import Target
from zaklon.plan.views.indicator_words import (
    Units,
    baseline_words,
    direction_words,
    gist_of,
    number_words,
    span_words,
    standing_words,
    tag_of,
    tag_on,
    target_words,
    tolerance_words,
    units,
    value_words,
)
from zaklon.plan.views.overview_charts import indicator_chart
from zaklon.plan.views.overview_shared import address
from zaklon.plan.views.overview_words import Tag
from zaklon.vocabulary.queries import vocabulary
from zaklon.web import formats
from zaklon.web.download import csv_answer
from zaklon.web.languages import current
from zaklon.web.parts import SummaryRow
from zaklon.web.respond import respond
from zaklon.web.sentences import sentence_for

# Where the command's own fields stand in the form.
_FIELDS = {"period_start": "first", "period_end": "last"}


@dataclass(frozen=True)
class TargetText:
    """One milestone."""

    milestone: str
    day: str
    stated: str
    reach: str
    unit: str


@dataclass(frozen=True)
class ValueText:
    """One recorded value; `replaced` says when a later one took its place."""

    period: str
    value: str
    standing: str
    mark: Tag
    origin: str
    note: str
    recorded: str
    replaced: str


@require_GET
def indicators(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """Every indicator of a strategy against its path."""
    today, language = timezone.localdate(), current().code
    page = strategy_of(strategy_id, actor=request.actor, language=language)
    rows = indicators_of(strategy_id, actor=request.actor, language=language, day=today)
    if request.GET.get("format") == "csv":
        return values_csv(rows)
    objectives: dict[int, str] = {row.objective_number: row.objective_text for row in rows}
    groups = tuple(
        (number, text, tuple(gist_of(row, today) for row in rows if row.objective_number == number))
        for number, text in objectives.items()
    )
    context = {
        "title": page.row.title,
        "strategy_href": address("plan:strategy", strategy_id),
        "groups": groups,
        "today": today,
    }
    return respond(request, "plan/indicators.html", context)


@require_GET
def indicator(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """One indicator: baseline, targets, values in time, revisions, and where it stands."""
    today = timezone.localdate()
    row = indicator_of(indicator_id, actor=request.actor, language=current().code)
    if request.GET.get("format") == "csv":
        return values_csv([row])
    expected = row.expected(today)
    context = _indicator_context(row, units()) | {
        "may_record": request.actor.may(Permission.INDICATOR_RECORD),
        "record_href": address("plan:indicator_record", indicator_id),
        "has_path": expected is not None,
        "expected": number_words(expected, row, row.gauge.unit),
        "today": today,
        "mark": tag_on(row, today),
        "list_href": address("plan:indicators", row.strategy_id),
        "strategy_href": address("plan:strategy", row.strategy_id),
    }
    return respond(request, "plan/indicator.html", context)


@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, indicator_id: UUID) -> HttpResponse:
    """Record a value with its source; an earlier value for the same period stays visible as a revision."""
    request.actor.must(Permission.INDICATOR_RECORD)
    row = indicator_of(indicator_id, actor=request.actor, language=current().code)
    form = IndicatorValueForm(
        data=request.POST if request.method == "POST" else None,
        kind=row.gauge.kind,
        places=row.places,
        unit=units()(row.gauge.unit),
    )
    if request.method == "POST" and form.is_valid() and _kept(form, indicator_id, request):
        messages.success(request, _("The value is recorded."))
        return redirect("plan:indicator", indicator_id)
    context = {
        "form": form,
        "has_errors": bool(form.errors),
        "code": row.code,
        "text": row.text,
        "baseline": baseline_words(row),
        "targets": tuple(_target(row, target, units()) for target in row.gauge.targets),
        "indicator_href": address("plan:indicator", indicator_id),
    }
    return respond(request, "plan/indicator_record.html", context, status=422 if form.errors else 200)


def _kept(form: IndicatorValueForm, indicator_id: UUID, request: ActorRequest) -> bool:
    try:
        record_indicator_value(indicator_id, form.entry(), actor=request.actor, now=timezone.now())
    except RuleBroken as refusal:
        field = _FIELDS.get(refusal.field or "", refusal.field)
        form.add_error(field if field in form.fields else None, sentence_for(refusal))
        return False
    return True


def _indicator_context(row: IndicatorRow, say_unit: Units) -> dict[str, object]:
    objective = {"number": row.objective_number, "text": row.objective_text}
    return {
        "code": row.code,
        "text": row.text,
        "objective": _("Objective %(number)s: %(text)s") % objective,
        "facts": _facts(row, say_unit),
        "targets": tuple(_target(row, target, say_unit) for target in row.gauge.targets),
        "units_differ": len({target.unit for target in row.gauge.targets}) > 1,
        "standing": standing_words(row, row.latest),
        "change": change_words(row.changes),
        "values": tuple(_value(row, value) for value in reversed(row.values)),
        "replaced": tuple(_value(row, value) for value in row.replaced),
        "chart": indicator_chart(row),
    }


def _facts(row: IndicatorRow, say_unit: Units) -> tuple[SummaryRow, ...]:
    """What the indicator is; what it does not have is left out."""
    facts = (
        (_("Baseline"), baseline_words(row)),
        (_("Baseline as the strategy states it"), row.baseline_text),
        (_("What targets are counted from"), str(row.gauge.baseline.rule.label)),
        (_("Why so"), row.base_note),
        (_("Unit"), say_unit(row.gauge.unit)),
        (_("Kind"), str(row.gauge.kind.label)),
        (_("Direction"), direction_words(row)),
        (_("Tolerance"), tolerance_words(row)),
        (_("Places, best first"), "; ".join(label for _code, label in row.places)),
    )
    return tuple(SummaryRow(key, value) for key, value in facts if value)


def _target(row: IndicatorRow, target: Target, say_unit: Units) -> TargetText:
    return TargetText(
        str(target.milestone.label),
        formats.long_date(target.due_date),
        target.text,
        target_words(row, target),
        say_unit(target.unit),
    )


def _value(row: IndicatorRow, value: ValueRow) -> ValueText:
    computed = value.origin is Origin.COMPUTED and value.measure_name
    measure = vocabulary().measures.get(value.measure_name)
    named = vocabulary().wording(current().code).text(measure.labels) if measure else value.measure_name
    origin = _("%(origin)s: %(measure)s") % {"origin": value.origin.label, "measure": named}
    return ValueText(
        span_words(value.period_start, value.period_end),
        value_words(row, value),
        standing_words(row, value),
        tag_of(value),
        origin if computed else str(value.origin.label),
        "\n".join(
            part for part in (value.text if value.number is not None or value.category else "", value.note) if part
        ),
        formats.moment(value.recorded_at),
        _replaced(value.replaced_at),
    )


def _replaced(moment: datetime | None) -> str:
    return _("Replaced on %(moment)s") % {"moment": formats.moment(moment)} if moment else ""


def values_csv(rows: list[IndicatorRow]) -> HttpResponse:
    """Values in force and revisions as a file."""
    columns = (
        _("Indicator"), _("First day"), _("Last day"), _("Measured"), _("Value"), _("Place"), _("Text"),
        _("Origin"), _("Recorded at"), _("Replaced at"),
    )  # fmt: skip
    lines = [
        (
            row.code,
            value.period_start.isoformat(),
            value.period_end.isoformat(),
            _("yes") if value.is_measured else _("no"),
            "" if value.number is None else format(value.number.normalize(), "f"),
            value.category,
            value.text,
            value.origin.value,
            value.recorded_at.isoformat(),
            value.replaced_at.isoformat() if value.replaced_at else "",
        )
        for row in rows
        for value in (*row.values, *row.replaced)
    ]
    return csv_answer("indicators.csv", columns, lines)
