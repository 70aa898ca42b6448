"""A yearly plan as objectives, measures and activities, filtered and sorted as the address asks."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.common.dates import Quarter
from zaklon.common.scripts import search_key
from zaklon.plan.kinds import ActivityCode, FundingState, PartRole, Payer
from zaklon.plan.models import Activity, ActivityBody, KeyMeasure, MoneyLine
from zaklon.plan.queries.choosing import PeriodChoice, PlanChoice
from zaklon.plan.queries.standing import NO_REPORT, Standing, standings
from zaklon.plan.queries.texts import Wordings, wordings

SORTS = ("plan", "due", "code", "status", "activity")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)*")
# What needs attention first.
_STATUS_ORDER = (
    ActivityCode.NOT,
    NO_REPORT,
    ActivityCode.PARTLY,
    ActivityCode.IN_PROGRESS,
    ActivityCode.CONTINUOUS,
    ActivityCode.IMPLEMENTED,
    ActivityCode.NOT_DUE,
    ActivityCode.DROPPED,
)


@dataclass(frozen=True)
class Wanted:
    """What the reader wants to see; an empty field wants everything.

    `status` is a code or NO_REPORT; `body_id` leads or takes part, one of `lead_ids` leads; `quarter` is the one in
    which activities are due; `text` is searched in code and title, in any script and without diacritics.
    """

    activity_id: UUID | None = None
    status: str | None = None
    body_id: UUID | None = None
    lead_ids: frozenset[UUID] = frozenset()
    area_id: UUID | None = None
    is_late: bool = False
    quarter: Quarter | None = None
    payer: Payer | None = None
    payer_body_id: UUID | None = None
    is_unclear: bool = False
    text: str = ""


@dataclass(frozen=True)
class MoneyPart:
    """Planned money of one source; `minor` None means that the paper is unclear."""

    minor: int | None
    currency: str
    payer: Payer
    payer_body_id: UUID | None


@dataclass(frozen=True)
class ActivityRow:
    """One activity; `standing` is None while no period of the plan is open."""

    activity_id: UUID
    measure_id: UUID
    area_id: UUID
    code: str
    title: str
    lead_body_id: UUID
    start_date: date
    due_date: date
    is_continuous: bool
    dropped_on: date | None
    funding: FundingState
    standing: Standing | None
    partner_ids: tuple[UUID, ...] = ()
    money: tuple[MoneyPart, ...] = ()

    @property
    def start(self) -> Quarter:
        return Quarter.of(self.start_date)

    @property
    def due(self) -> Quarter:
        """The quarter whose last day is the deadline."""
        return Quarter.of(self.due_date)


@dataclass(frozen=True)
class MeasureRow:
    """A key measure with the label that the paper gives it, and where it belongs."""

    measure_id: UUID
    label: str
    text: str
    objective_id: UUID
    objective_number: int
    objective_text: str
    area_id: UUID
    area_number: int
    area_title: str


@dataclass(frozen=True)
class Tree:
    """One page of a plan's activities: `rows` of the `found` ones among the `total`.

    `quarters`, `body_ids` and `sources` are those of the whole plan, to choose from.
    """

    title: str
    measures: dict[UUID, MeasureRow]
    rows: tuple[ActivityRow, ...]
    found: int
    total: int
    quarters: tuple[Quarter, ...]
    body_ids: frozenset[UUID]
    sources: tuple[tuple[Payer, UUID | None], ...]


@dataclass(frozen=True)
class Order:
    """One of SORTS; "plan" is the order of the paper."""

    sort: str = "plan"
    is_descending: bool = False


@dataclass(frozen=True)
class Reader:
    """Language, day, and how much of the found rows to show: `window` gets their number and says which ones."""

    language: str
    today: date
    window: Callable[[int], slice] = lambda _found: slice(None)


def plan_tree(
    plan: PlanChoice,
    period: PeriodChoice | None,
    wanted: Wanted,
    order: Order,
    *,
    actor: Actor,
    reader: Reader,
) -> Tree:
    """The part of the plan that the reader asked for. Twelve queries at most, however many activities."""
    actor.must(Permission.PLAN_READ)
    return open_tree(plan, period, wanted, order, reader=reader)


def open_tree(plan: PlanChoice, period: PeriodChoice | None, wanted: Wanted, order: Order, *, reader: Reader) -> Tree:
    """The same for pages without sign-in: whatever the row policies show."""
    say = wordings([plan.plan_id, plan.strategy_id], reader.language)
    measures = _measures(plan, say)
    areas = {row.measure_id: row.area_id for row in measures.values()}
    every = _activities(plan, standings(plan.plan_id, period, today=reader.today), say, areas)
    chosen = _chosen(every, wanted, _in_parts(plan.plan_id, wanted))
    if order.sort != "plan" or order.is_descending:
        place = {row.activity_id: number for number, row in enumerate(every)}
        chosen.sort(key=lambda row: (_sort_key(row, order.sort), place[row.activity_id]), reverse=order.is_descending)
    return Tree(
        say.say(plan.plan_id, plan.plan_id, "title", plan.title),
        measures,
        tuple(_in_full(chosen[reader.window(len(chosen))])),
        len(chosen),
        len(every),
        tuple(sorted({row.due for row in every})),
        frozenset(ActivityBody.objects.filter(plan_id=plan.plan_id).values_list("body_id", flat=True).distinct()),
        _sources(plan.plan_id),
    )


def _sources(plan_id: UUID) -> tuple[tuple[Payer, UUID | None], ...]:
    found = MoneyLine.objects.filter(plan_id=plan_id).values_list("payer", "payer_body_id").distinct()
    return tuple((Payer(payer), body_id) for payer, body_id in found.order_by("payer", "payer_body_id"))


def _activities(
    plan: PlanChoice, stand: dict[UUID, Standing], say: Wordings, areas: dict[UUID, UUID]
) -> list[ActivityRow]:
    found = Activity.objects.filter(plan_id=plan.plan_id).order_by("position", "pk")
    columns = ("pk", "measure_id", "code", "title", "lead_body_id")
    rows = []
    for row in found.values_list(*columns, "start_date", "due_date", "is_continuous", "dropped_on", "funding"):
        pk, measure_id, code, title, lead_id, start, due, is_continuous, dropped_on, funding = row
        said = say.say(plan.plan_id, pk, "title", title)
        kept = (pk, measure_id, areas[measure_id], code, said, lead_id, start, due, is_continuous, dropped_on)
        rows.append(ActivityRow(*kept, FundingState(funding), stand.get(pk)))
    return rows


def _in_parts(plan_id: UUID, wanted: Wanted) -> set[UUID] | None:
    """Ids allowed by the filters that look into bodies and money; None when there is no such filter."""
    allowed: list[set[UUID]] = []
    if wanted.body_id is not None:
        parts = ActivityBody.objects.filter(plan_id=plan_id, body_id=wanted.body_id)
        allowed.append(set(parts.values_list("activity_id", flat=True)))
    if wanted.payer is not None:
        lines = MoneyLine.objects.filter(plan_id=plan_id, payer=wanted.payer)
        if wanted.payer_body_id is not None:
            lines = lines.filter(payer_body_id=wanted.payer_body_id)
        allowed.append(set(lines.values_list("activity_id", flat=True)))
    if wanted.is_unclear:
        open_amounts = MoneyLine.objects.filter(plan_id=plan_id, amount_minor__isnull=True)
        unclear = Activity.objects.filter(plan_id=plan_id, funding=FundingState.UNCLEAR)
        allowed.append(
            set(open_amounts.values_list("activity_id", flat=True)) | set(unclear.values_list("pk", flat=True))
        )
    return set.intersection(*allowed) if allowed else None


def _chosen(every: Sequence[ActivityRow], wanted: Wanted, allowed: set[UUID] | None) -> list[ActivityRow]:
    words = wanted.text.split()
    return [
        row
        for row in every
        if (allowed is None or row.activity_id in allowed) and _fits(row, wanted) and _says(row, words)
    ]


def _fits(row: ActivityRow, wanted: Wanted) -> bool:
    stand = row.standing
    return (
        (wanted.activity_id is None or row.activity_id == wanted.activity_id)
        and (wanted.status is None or (stand is not None and stand.code == wanted.status))
        and (not wanted.lead_ids or row.lead_body_id in wanted.lead_ids)
        and (wanted.area_id is None or row.area_id == wanted.area_id)
        and (not wanted.is_late or (stand is not None and stand.is_late))
        and (wanted.quarter is None or row.due == wanted.quarter)
    )


def _says(row: ActivityRow, words: Collection[str]) -> bool:
    """Whether the row has every word: a number such as 2.1 begins its code, other words stand in its title."""
    if not words:
        return True
    said = search_key(row.title)
    return all(
        row.code.startswith(word) or word in said.split() if _NUMBER.fullmatch(word) else search_key(word) in said
        for word in words
    )


def _sort_key(row: ActivityRow, sort: str) -> tuple[object, ...]:
    if sort == "due":
        return (row.due_date,)
    if sort == "status":
        return (_STATUS_ORDER.index(row.standing.code) if row.standing else 0,)
    if sort == "activity":
        return (search_key(row.title),)
    if sort == "code":
        return tuple((int(part), "") if part.isdigit() else (0, part) for part in row.code.split("."))
    return ()


def _in_full(chosen: Sequence[ActivityRow]) -> list[ActivityRow]:
    """The rows with their partners and money. Two queries however many."""
    ids = [row.activity_id for row in chosen]
    partners: dict[UUID, list[UUID]] = {}
    parts = ActivityBody.objects.filter(activity_id__in=ids, role=PartRole.PARTNER).order_by("position", "pk")
    for activity_id, body_id in parts.values_list("activity_id", "body_id"):
        partners.setdefault(activity_id, []).append(body_id)
    money: dict[UUID, list[MoneyPart]] = {}
    lines = MoneyLine.objects.filter(activity_id__in=ids).order_by("position", "pk")
    for activity_id, minor, currency, payer, payer_body_id in lines.values_list(
        "activity_id", "amount_minor", "currency", "payer", "payer_body_id"
    ):
        money.setdefault(activity_id, []).append(MoneyPart(minor, currency, Payer(payer), payer_body_id))
    return [
        replace(
            row,
            partner_ids=tuple(partners.get(row.activity_id, ())),
            money=tuple(money.get(row.activity_id, ())),
        )
        for row in chosen
    ]


def _measures(plan: PlanChoice, say: Wordings) -> dict[UUID, MeasureRow]:
    """Measures by id, in the order of the plan."""
    rows = {}
    found = KeyMeasure.objects.filter(plan_id=plan.plan_id).select_related("objective__area")
    for measure in found.order_by("position", "pk"):
        objective, area = measure.objective, measure.objective.area
        rows[measure.pk] = MeasureRow(
            measure.pk,
            measure.label,
            say.say(plan.plan_id, measure.pk, "text", measure.text),
            objective.pk,
            objective.number,
            say.say(plan.strategy_id, objective.pk, "text", objective.text),
            area.pk,
            area.number,
            say.say(plan.strategy_id, area.pk, "title", area.title),
        )
    return rows
