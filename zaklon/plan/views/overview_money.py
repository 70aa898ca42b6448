"""Money of a plan as tables whose sums open to the activities that they are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.plan.forms.overview import OPEN_AMOUNT, source_value
from zaklon.plan.kinds import Payer
from zaklon.plan.queries.choosing import Choice
from zaklon.plan.queries.money import FundingCounts, MoneyRow, PlanMoney, money_page
from zaklon.plan.views.overview_shared import address, chooser, id_in, names_of_bodies, plan_parts
from zaklon.plan.views.overview_words import money_text, period_name, plain_money, source_name
from zaklon.web import formats
from zaklon.web.download import csv_answer
from zaklon.web.languages import current
from zaklon.web.parts import Figure
from zaklon.web.respond import respond


@dataclass(frozen=True)
class MoneyLineText:
    """One row of a money table. `href` opens the activities behind it; `share` is spent of planned."""

    name: str
    href: str
    planned: str
    spent: str
    share: str
    unclear: str


@dataclass(frozen=True)
class MoneyTable:
    """A table of money with one line of totals for each currency."""

    caption: str
    heading: str
    rows: tuple[MoneyLineText, ...]
    totals: tuple[MoneyLineText, ...]


@dataclass(frozen=True)
class MoneySummary:
    """The totals of one currency, and what part of the planned money donors give."""

    currency: str
    planned: str
    spent: str
    donations: str


_Names = Callable[[Any], tuple[str, str]]


def table(caption: str, heading: str, rows: Sequence[MoneyRow], totals: Sequence[MoneyRow], say: _Names) -> MoneyTable:
    """Rows, largest first within a currency; `say` gives a key's name and the address of its activities."""
    ordered = sorted(rows, key=lambda row: (row.currency, -(row.planned_minor or 0), say(row.key)[0]))
    return MoneyTable(
        caption,
        heading,
        tuple(_line(row, *say(row.key)) for row in ordered),
        tuple(_line(row, _("Together"), "") for row in totals),
    )


def _line(row: MoneyRow, name: str, href: str) -> MoneyLineText:
    share = ""
    if row.planned_minor and row.spent_minor is not None and not row.unclear:
        share = formats.percent(Decimal(row.spent_minor) / row.planned_minor)
    unclear = (
        ngettext("%(num)s amount unclear", "%(num)s amounts unclear", row.unclear) % {"num": row.unclear}
        if row.unclear
        else ""
    )
    planned = (
        money_text(row.planned_minor, row.currency)
        if row.planned_minor is not None or row.unclear
        else (_("not planned"))
    )
    spent = money_text(row.spent_minor, row.currency) if row.spent_minor is not None else _("nothing reported")
    return MoneyLineText(name, href, planned, spent, share, unclear)


def by_kind_of_source(money: PlanMoney, choice: Choice) -> MoneyTable:
    """The short table of the dashboard: budgets, donations, all implementers, unclear."""

    def say(payer: Payer) -> tuple[str, str]:
        return str(payer.label), _activities(choice, source=payer.value)

    caption = _("Money by source, %(period)s") % {"period": period_name(choice.period) or str(_year(choice))}
    return table(caption, _("Source"), money.by_kind_of_source(), money.totals(), say)


def by_source(money: PlanMoney, names: Mapping[UUID, str], choice: Choice, view: str = "plan:plan") -> MoneyTable:
    """Every payer apart; `view` lists activities."""

    def say(key: tuple[Payer, UUID | None]) -> tuple[str, str]:
        return source_name(*key, names), _activities(choice, view, source=source_value(*key))

    return table(_("By source"), _("Source"), money.by_source(), money.totals(), say)


def by_body(money: PlanMoney, names: Mapping[UUID, str], choice: Choice) -> MoneyTable:
    """By the body that leads the activities, whoever pays."""

    def say(key: UUID) -> tuple[str, str]:
        return names[key], _activities(choice, lead=key)

    return table(_("By lead body"), _("Lead body"), money.by_body(), money.totals(), say)


def by_area(money: PlanMoney, areas: Mapping[UUID, str], choice: Choice) -> MoneyTable:
    """By strategic area."""

    def say(key: UUID) -> tuple[str, str]:
        return areas[key], _activities(choice, area=key)

    return table(_("By area"), _("Area"), money.by_area(), money.totals(), say)


def summaries(money: PlanMoney) -> tuple[MoneySummary, ...]:
    """Totals for each currency; the share of donations is of the amounts that are known."""
    donated = {row.currency: row.planned_minor for row in money.by_kind_of_source() if row.key is Payer.DONATION}
    return tuple(
        MoneySummary(
            row.currency,
            money_text(row.planned_minor, row.currency),
            money_text(row.spent_minor, row.currency) if row.spent_minor is not None else _("nothing reported"),
            _donations(donated.get(row.currency), row),
        )
        for row in money.totals()
    )


def _donations(donated: int | None, total: MoneyRow) -> str:
    if not donated or not total.planned_minor:
        return ""
    return _("%(amount)s of it donations, %(share)s") % {
        "amount": money_text(donated, total.currency),
        "share": formats.percent(Decimal(donated) / total.planned_minor, 1),
    }


def funding_words(counts: FundingCounts) -> tuple[str, ...]:
    """What the paper says about money, activity by activity; unclear is not zero and none required is a value."""
    said = [
        ngettext("%(num)s activity has money.", "%(num)s activities have money.", counts.funded)
        % {"num": counts.funded}
    ]
    if counts.none_required:
        said.append(
            ngettext("%(num)s activity needs no money.", "%(num)s activities need no money.", counts.none_required)
            % {"num": counts.none_required}
        )
    if counts.unclear:
        said.append(
            ngettext(
                "For %(num)s activity the plan leaves the money unclear; it is in no sum.",
                "For %(num)s activities the plan leaves the money unclear; they are in no sum.",
                counts.unclear,
            )
            % {"num": counts.unclear}
        )
    return tuple(said)


@require_GET
def money(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Money planned and spent, by source, by lead body and by area."""
    today = timezone.localdate()
    page = money_page(plan_id, id_in(request.GET, "period"), actor=request.actor, language=current().code, today=today)
    names, areas = names_of_bodies(), dict(page.areas)
    tables = (
        by_source(page.money, names, page.choice),
        by_body(page.money, names, page.choice),
        by_area(page.money, areas, page.choice),
    )
    if request.GET.get("format") == "csv":
        return _csv(page.money, names, areas)
    period = request.GET.get("period", "")
    context = {
        "title": page.title,
        "strategy_href": address("plan:strategy", page.plan.strategy_id),
        "year": page.plan.year,
        "form": chooser(page.choice, with_plan=False),
        "sub_items": plan_parts(request, plan_id, page.choice),
        "figures": _figures(page.money, period_name(page.choice.period)),
        "funding": funding_words(page.money.funding),
        "unclear_href": _activities(page.choice, source=OPEN_AMOUNT) if page.money.funding.unclear else "",
        "has_money": bool(page.money.cells),
        "tables": tables,
        "query": f"period={period}&" if period else "",
    }
    return respond(request, "plan/money.html", context)


def _figures(found: PlanMoney, period: str) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for line in summaries(found):
        figures.append(Figure(_("planned"), line.planned, note=line.donations))
        figures.append(Figure(_("spent"), line.spent, note=period))
    return tuple(figures)


def _csv(found: PlanMoney, names: Mapping[UUID, str], areas: Mapping[UUID, str]) -> HttpResponse:
    columns = (
        _("Source"), _("Paying body"), _("Lead body"), _("Area"), _("Currency"), _("Planned"), _("Spent"),
        _("Amounts unclear"),
    )  # fmt: skip
    rows = (
        (
            str(cell.payer.label),
            names[cell.payer_body_id] if cell.payer_body_id else "",
            names[cell.lead_body_id],
            areas[cell.area_id],
            cell.currency,
            plain_money(cell.planned_minor, cell.currency),
            plain_money(cell.spent_minor, cell.currency),
            cell.unclear,
        )
        for cell in found.cells
    )
    return csv_answer("money.csv", columns, rows)


def _year(choice: Choice) -> int:
    return choice.plan.year if choice.plan else 0


def _activities(choice: Choice, view: str = "plan:plan", **wanted: object) -> str:
    if choice.plan is None:
        return ""
    plan_id, period = choice.plan.plan_id, choice.period.period_id if choice.period else None
    if view == "plan:plan":
        return address(view, plan_id, period=period, **wanted)
    return address(view, plan=plan_id, period=period, **wanted)
