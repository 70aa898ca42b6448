"""Money planned and spent: by source, by lead body, by area; currencies apart, the unclear counted and never zero."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, Sum

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import FundingState, Payer
from zaklon.plan.models import Area, MoneyLine
from zaklon.plan.queries.choosing import Choice, PeriodChoice, PlanChoice, choose, named
from zaklon.plan.queries.standing import areas_of_measures, rows_of
from zaklon.plan.queries.texts import wordings


@dataclass(frozen=True)
class MoneyCell:
    """Money of one source, lead body, measure and currency, in minor units.

    `planned_minor` is None when no amount is known, `spent_minor` when none is reported; `unclear` counts lines whose
    amount the paper leaves open.
    """

    payer: Payer
    payer_body_id: UUID | None
    lead_body_id: UUID
    area_id: UUID
    currency: str
    planned_minor: int | None
    spent_minor: int | None
    unclear: int


@dataclass(frozen=True)
class MoneyRow:
    """Sums of cells that share a key and a currency."""

    key: Any
    currency: str
    planned_minor: int | None
    spent_minor: int | None
    unclear: int


@dataclass(frozen=True)
class FundingCounts:
    """How many activities the paper funds, leaves unclear (in whole or in part), or needs no money for."""

    funded: int
    unclear: int
    none_required: int


@dataclass(frozen=True)
class PlanMoney:
    """Everything that a page says about the money of a plan; `cells` are the lines that all sums are made of."""

    cells: tuple[MoneyCell, ...]
    funding: FundingCounts

    def totals(self) -> tuple[MoneyRow, ...]:
        """One row per currency."""
        return summed(self.cells, lambda _cell: "")

    def by_kind_of_source(self) -> tuple[MoneyRow, ...]:
        """Key: Payer."""
        return summed(self.cells, lambda cell: cell.payer)

    def by_source(self) -> tuple[MoneyRow, ...]:
        """Key: (Payer, id of the paying body or None)."""
        return summed(self.cells, lambda cell: (cell.payer, cell.payer_body_id))

    def by_body(self) -> tuple[MoneyRow, ...]:
        """Key: id of the lead body."""
        return summed(self.cells, lambda cell: cell.lead_body_id)

    def by_area(self) -> tuple[MoneyRow, ...]:
        """Key: id of the area."""
        return summed(self.cells, lambda cell: cell.area_id)


@dataclass(frozen=True)
class MoneyPage:
    """The money of one plan; `areas` by id, in the order of the strategy."""

    choice: Choice
    plan: PlanChoice
    title: str
    areas: tuple[tuple[UUID, str], ...]
    money: PlanMoney


def money_page(plan_id: UUID, period_id: UUID | None, *, actor: Actor, language: str, today: date) -> MoneyPage:
    """Money of a plan until the end of a period. Ten queries however many activities.

    Raises NotPermitted, YearlyPlan.DoesNotExist.
    """
    actor.must(Permission.PLAN_READ)
    choice = choose(plan_id, period_id, today=today)
    plan = named(choice)
    areas = list(Area.objects.filter(strategy_id=plan.strategy_id).order_by("number", "pk"))
    say = wordings([plan_id, plan.strategy_id], language, only=[plan_id, *(area.pk for area in areas)])
    return MoneyPage(
        choice,
        plan,
        say.say(plan_id, plan_id, "title", plan.title),
        tuple((area.pk, say.say(area.strategy_id, area.pk, "title", area.title)) for area in areas),
        plan_money(plan_id, choice.period, today=today),
    )


def plan_money(plan_id: UUID, period: PeriodChoice | None, *, today: date) -> PlanMoney:
    """Money of a plan, as far as the row policies show it. Four queries however many activities."""
    areas = areas_of_measures(plan_id)
    planned, spent = _planned(plan_id), _spent(plan_id, period, today)
    cells = []
    for key in sorted(planned.keys() | spent.keys(), key=_order):
        payer, payer_body_id, lead_body_id, measure_id, currency = key
        amount, unclear = planned.get(key, (None, 0))
        source = (Payer(payer), payer_body_id, lead_body_id, areas[measure_id], currency)
        cells.append(MoneyCell(*source, amount, spent.get(key), unclear))
    return PlanMoney(tuple(cells), _funding(plan_id))


def summed(cells: Iterable[MoneyCell], key_of: Callable[[MoneyCell], Any]) -> tuple[MoneyRow, ...]:
    """Cells added up by key and currency, in the order in which keys first appear. Unknown plus known is known."""
    sums: dict[tuple[Any, str], MoneyRow] = {}
    for cell in cells:
        place = (key_of(cell), cell.currency)
        before = sums.get(place, MoneyRow(*place, None, None, 0))
        sums[place] = MoneyRow(
            *place,
            _plus(before.planned_minor, cell.planned_minor),
            _plus(before.spent_minor, cell.spent_minor),
            before.unclear + cell.unclear,
        )
    return tuple(sums.values())


# payer, paying body, lead body, key measure, currency
_Key = tuple[str, UUID | None, UUID, UUID, str]


def _plus(first: int | None, second: int | None) -> int | None:
    return second if first is None else first + (second or 0)


def _order(key: _Key) -> tuple[int, str, str, str, str]:
    payer, payer_body_id, lead_body_id, measure_id, currency = key
    return (list(Payer).index(Payer(payer)), str(payer_body_id or ""), str(lead_body_id), str(measure_id), currency)


def _planned(plan_id: UUID) -> dict[_Key, tuple[int | None, int]]:
    """Sum of the known amounts, or None, and the number of unknown ones."""
    found = (
        # The plan is named for both tables, so that the database reads this plan's rows and not every plan's.
        MoneyLine.objects.filter(plan_id=plan_id, activity__plan_id=plan_id)
        .values_list("payer", "payer_body_id", "activity__lead_body_id", "activity__measure_id", "currency")
        .annotate(known=Sum("amount_minor"), unclear=Count("pk", filter=Q(amount_minor__isnull=True)))
    )
    return {row[:5]: (None if row[5] is None else int(row[5]), row[6]) for row in found}


def _spent(plan_id: UUID, period: PeriodChoice | None, today: date) -> dict[_Key, int]:
    """Spent by the end of the period, as the latest report of each activity says, of this period or an earlier one."""
    if period is None:
        return {}
    select = """
        SELECT s.payer, s.payer_body_id, a.lead_body_id, a.measure_id, s.currency, sum(s.amount_minor)::bigint
        FROM latest l
        JOIN plan_spentline s ON s.report_id = l.report_id AND s.plan_id = %(plan)s
        JOIN plan_activity a ON a.id = l.activity_id AND a.plan_id = %(plan)s
        GROUP BY 1, 2, 3, 4, 5
    """
    return {row[:5]: row[5] for row in rows_of(select, plan_id, period, today)}


def _funding(plan_id: UUID) -> FundingCounts:
    # A join, not an EXISTS under OR, which some PostgreSQL minors answer wrongly (access.probe).
    select = """
        SELECT count(*) FILTER (WHERE a.funding = %(funded)s AND u.activity_id IS NULL),
               count(*) FILTER (WHERE a.funding = %(unclear)s OR u.activity_id IS NOT NULL),
               count(*) FILTER (WHERE a.funding = %(none)s AND u.activity_id IS NULL)
        FROM plan_activity a
        LEFT JOIN (
            SELECT DISTINCT activity_id FROM plan_moneyline WHERE plan_id = %(plan)s AND amount_minor IS NULL
        ) u ON u.activity_id = a.id
        WHERE a.plan_id = %(plan)s
    """
    bound: dict[str, Any] = {
        "plan": plan_id,
        "funded": FundingState.FUNDED.value,
        "unclear": FundingState.UNCLEAR.value,
        "none": FundingState.NONE_REQUIRED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(select, bound)
        return FundingCounts(*cursor.fetchone())
