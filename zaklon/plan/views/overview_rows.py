"""Rows of the plan's pages: activities as texts, grouped as the paper has them, by quarter, and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from zaklon.common.dates import Quarter
from zaklon.plan.forms.overview import NO_REPORT_WORD, OPEN_AMOUNT, PlanFilter, source_value
from zaklon.plan.queries.choosing import Choice
from zaklon.plan.queries.standing import NO_REPORT
from zaklon.plan.queries.tree import ActivityRow, Tree
from zaklon.plan.views.overview_shared import address
from zaklon.plan.views.overview_words import (
    CODES,
    Tag,
    period_name,
    plain_money,
    planned_money,
    source_name,
    status_tag,
    status_word,
    tags_of,
)
from zaklon.web import formats
from zaklon.web.download import csv_answer
from zaklon.web.foreign import sentence
from zaklon.web.listing import Column, query_without

_MOST_QUARTERS = 12


@dataclass(frozen=True)
class ActivityText:
    """One activity of a list."""

    measure_id: UUID
    code: str
    title: str
    href: str
    lead: str
    partners: tuple[str, ...]
    due: str
    is_continuous: bool
    tags: tuple[Tag, ...]
    money: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Activities under their measure; `objective` is set where a new objective begins."""

    objective: str
    measure: str
    rows: tuple[ActivityText, ...]


@dataclass(frozen=True)
class Cell:
    """What an activity does in one quarter; empty `text` is nothing. `part` shapes the bar: start, middle, end, one."""

    text: str = ""
    part: str = ""
    is_due: bool = False


@dataclass(frozen=True)
class Bar:
    """One activity over the quarters."""

    code: str
    title: str
    href: str
    lead: str
    tags: tuple[Tag, ...]
    tone: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Gantt:
    """Activities by quarter; `headings` with the one of today marked."""

    headings: tuple[tuple[str, bool], ...]
    bars: tuple[Bar, ...]
    due: tuple[tuple[str, int], ...]


def activity_texts(tree: Tree, names: Mapping[UUID, str], view: str = "plan:activity") -> tuple[ActivityText, ...]:
    """The rows of the tree as texts; `view` is the page of an activity."""
    return tuple(
        ActivityText(
            row.measure_id,
            row.code,
            row.title,
            address(view, row.activity_id),
            names[row.lead_body_id],
            tuple(names[body_id] for body_id in row.partner_ids),
            formats.quarter(row.due),
            row.is_continuous,
            tags_of(row.standing),
            planned_money(row.funding, row.money, names),
        )
        for row in tree.rows
    )


def groups_of(tree: Tree, rows: Sequence[ActivityText]) -> tuple[Group, ...]:
    """The activities under their measures and objectives, as the paper has them."""
    groups: list[Group] = []
    last_objective: UUID | None = None
    for measure_id, own in _runs(rows):
        measure = tree.measures[measure_id]
        objective = ""
        if measure.objective_id != last_objective:
            facts = {"number": measure.objective_number, "text": measure.objective_text}
            objective = sentence(_("Objective %(number)s: %(text)s"), facts)
            last_objective = measure.objective_id
        facts = {"label": measure.label, "text": measure.text}
        groups.append(Group(objective, sentence(_("Key measure %(label)s: %(text)s"), facts), tuple(own)))
    return tuple(groups)


def _runs(rows: Sequence[ActivityText]) -> list[tuple[UUID, list[ActivityText]]]:
    runs: list[tuple[UUID, list[ActivityText]]] = []
    for row in rows:
        if not runs or runs[-1][0] != row.measure_id:
            runs.append((row.measure_id, []))
        runs[-1][1].append(row)
    return runs


def columns_of(*, has_status: bool) -> tuple[Column, ...]:
    """Columns of the list; without an open period nothing has a status."""
    status = (Column("status", _("Status"), is_sortable=True),) if has_status else ()
    return (
        Column("code", _("No."), is_sortable=True),
        Column("activity", _("Activity"), is_sortable=True),
        Column("lead", _("Lead body and partners")),
        Column("due", _("Due"), is_sortable=True),
        *status,
        Column("money", _("Planned money")),
    )


def filter_choices(tree: Tree, names: Mapping[UUID, str]) -> dict[str, list[tuple[str, str]]]:
    """What the filter offers: only what the plan has."""
    areas = {row.area_id: row for row in tree.measures.values()}
    bodies = sorted(((str(body_id), names[body_id]) for body_id in tree.body_ids), key=lambda pair: pair[1])
    sources = [(payer, None) for payer in dict.fromkeys(payer for payer, _body in tree.sources)]
    listed = dict.fromkeys([*sources, *tree.sources])
    return {
        "status": [(code or NO_REPORT_WORD, status_word(code)) for code in CODES],
        "body": bodies,
        "area": [
            (str(row.area_id), f"{row.area_number}. {row.area_title}")
            for row in sorted(areas.values(), key=lambda row: row.area_number)
        ],
        "quarter": [(str(quarter), formats.quarter(quarter)) for quarter in tree.quarters],
        "source": [
            *((source_value(*source), source_name(*source, names)) for source in listed),
            (OPEN_AMOUNT, _("Unclear in the plan")),
        ],
    }


def plan_filter(query: QueryDict, tree: Tree, choice: Choice, names: Mapping[UUID, str]) -> PlanFilter:
    """The filter of one plan, showing what the address asks for."""
    asked = query.copy()
    asked["period"] = str(choice.period.period_id) if choice.period else ""
    return PlanFilter(
        choices=filter_choices(tree, names),
        periods=[(str(period.period_id), period_name(period)) for period in choice.periods],
        query=asked,
        auto_id="filter-%s",
    )


def chosen_filters(query: QueryDict, form: PlanFilter, names: Mapping[UUID, str]) -> tuple[dict[str, str], ...]:
    """What is chosen, each with the address that takes it away."""
    chosen = []
    for name, field in form.fields.items():
        value = query.get(name, "")
        if value and name != "period":
            label: Any = dict(getattr(field, "choices", ())).get(value, value)
            text = str(field.label) if name == "late" else str(label)
            chosen.append({"text": text, "href": f"?{query_without(query, name, 'page')}"})
    lead = {str(body_id): name for body_id, name in names.items()}.get(query.get("lead", ""))
    if lead:
        text = _("Led by %(body)s") % {"body": lead}
        chosen.append({"text": text, "href": f"?{query_without(query, 'lead', 'page')}"})
    if query.get("own"):
        chosen.append({"text": _("Led by your body"), "href": f"?{query_without(query, 'own', 'page')}"})
    return tuple(chosen)


def gantt_of(tree: Tree, names: Mapping[UUID, str], today: date) -> Gantt:
    """The rows of the tree over the quarters that they span, at most three years of them."""
    quarters = _quarters(tree.rows)
    now = Quarter.of(today)
    bars = tuple(_bar(row, quarters, names) for row in tree.rows)
    due = [
        (formats.quarter(quarter), sum(row.due == quarter for row in tree.rows))
        for quarter in quarters
        if any(row.due == quarter for row in tree.rows)
    ]
    return Gantt(tuple((formats.quarter(quarter), quarter == now) for quarter in quarters), bars, tuple(due))


def _quarters(rows: Sequence[ActivityRow]) -> list[Quarter]:
    if not rows:
        return []
    quarters, last = [min(row.start for row in rows)], max(row.due for row in rows)
    while quarters[-1] < last and len(quarters) < _MOST_QUARTERS:
        quarters.append(quarters[-1].following())
    return quarters


def _bar(row: ActivityRow, quarters: Sequence[Quarter], names: Mapping[UUID, str]) -> Bar:
    tags = tags_of(row.standing)
    tone = "late" if row.standing and row.standing.is_late else (tags[0].tone if tags else "")
    return Bar(
        row.code,
        row.title,
        address("plan:activity", row.activity_id),
        names[row.lead_body_id],
        tags,
        tone or "plain",
        tuple(_cell(row, quarter) for quarter in quarters),
    )


def _cell(row: ActivityRow, quarter: Quarter) -> Cell:
    if not row.start <= quarter <= row.due:
        return Cell()
    is_first, is_due = quarter == row.start, quarter == row.due
    part = {(True, True): "one", (True, False): "start", (False, True): "end"}.get((is_first, is_due), "middle")
    if is_due and not row.is_continuous:
        return Cell(_("due"), part, is_due=True)
    return Cell(_("runs"), part)


def tree_csv(tree: Tree, names: Mapping[UUID, str], year: int) -> HttpResponse:
    """The chosen activities as a file, one row for each money line and one for an activity without any."""
    columns = (
        _("Objective"), _("Measure"), _("No."), _("Activity"), _("Lead body"), _("Partners"), _("Start"), _("Due"),
        _("Status code"), _("Status"), _("Late"), _("Funding"), _("Source"), _("Paying body"), _("Planned"),
        _("Currency"),
    )  # fmt: skip
    lines = [line for row in tree.rows for line in _lines(tree, row, names)]
    return csv_answer(f"plan-{year}.csv", columns, lines)


def _lines(tree: Tree, row: ActivityRow, names: Mapping[UUID, str]) -> list[tuple[object, ...]]:
    measure, stand = tree.measures[row.measure_id], row.standing
    start = (
        measure.objective_number,
        measure.label,
        row.code,
        row.title,
        names[row.lead_body_id],
        "; ".join(names[body_id] for body_id in row.partner_ids),
        str(row.start),
        str(row.due),
        "" if stand is None or stand.code == NO_REPORT else stand.code,
        "" if stand is None else status_tag(stand.code).text,
        "" if stand is None else (_("yes") if stand.is_late else _("no")),
        str(row.funding.label),
    )
    money = [
        (
            str(part.payer.label),
            names[part.payer_body_id] if part.payer_body_id else "",
            plain_money(part.minor, part.currency),
            part.currency,
        )
        for part in row.money
    ]
    return [(*start, *part) for part in money or [("", "", "", "")]]
