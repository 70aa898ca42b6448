"""Strategies, and a yearly plan as tree and as timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import directory
from zaklon.plan.forms.overview import wanted_in
from zaklon.plan.kinds import ReferenceKind
from zaklon.plan.queries.choosing import Choice, PlanChoice, choose, named
from zaklon.plan.queries.indicators import indicators
from zaklon.plan.queries.strategies import PaperRow, ReferenceRow, StrategyPage
from zaklon.plan.queries.strategies import strategies as strategies_of
from zaklon.plan.queries.strategies import strategy as strategy_of
from zaklon.plan.queries.tasks import own_and_units
from zaklon.plan.queries.tree import SORTS, Order, Reader, Tree, plan_tree
from zaklon.plan.states import PaperStatus
from zaklon.plan.views.indicator_words import gist_of
from zaklon.plan.views.overview_rows import (
    Group,
    activity_texts,
    chosen_filters,
    columns_of,
    gantt_of,
    groups_of,
    plan_filter,
    tree_csv,
)
from zaklon.plan.views.overview_shared import address, id_in, plan_parts
from zaklon.plan.views.overview_words import Tag, period_name
from zaklon.web.languages import current
from zaklon.web.listing import Page, page_of, query_without, sort_of
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

PAGE = 100
_PAPER_TONES = {PaperStatus.ADOPTED: "done", PaperStatus.SUBMITTED: "waiting", PaperStatus.DRAFT: "going"}


@dataclass(frozen=True)
class PaperText:
    """A strategy or a yearly plan in a list."""

    title: str
    href: str
    years: str
    status: Tag
    adopted_on: date | None
    adopted_by: str = ""
    revision: int = 1
    is_amendment: bool = False
    plans: tuple["PaperText", ...] = ()


@require_GET
def strategies(request: ActorRequest) -> HttpResponse:
    """Strategies in time, each with its yearly plans."""
    rows = strategies_of(actor=request.actor, language=current().code)
    papers = tuple(
        PaperText(
            row.title,
            address("plan:strategy", row.strategy_id),
            f"{row.first_year}–{row.last_year}",
            _paper_tag(row.status),
            row.adopted_on,
            plans=tuple(_paper(plan) for plan in row.plans),
        )
        for row in rows
    )
    context = {"papers": papers, "may_import": request.actor.may(Permission.PLAN_EDIT)}
    return respond(request, "plan/strategies.html", context)


@require_GET
def strategy(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """One strategy: what it wants, by what it is measured, and its yearly plans."""
    today, language = timezone.localdate(), current().code
    page = strategy_of(strategy_id, actor=request.actor, language=language)
    rows = indicators(strategy_id, actor=request.actor, language=language, day=today)
    gists: dict[UUID, list[object]] = {}
    for row in rows:
        gists.setdefault(row.objective_id, []).append(gist_of(row, today))
    context = {
        "page": page,
        "status": _paper_tag(page.row.status),
        "is_office": request.actor.may(Permission.PROGRESS_READ_ALL),
        "plans": tuple(_paper(plan) for plan in page.row.plans),
        "gists": {objective_id: tuple(listed) for objective_id, listed in gists.items()},
        "references": _references(page),
        "indicators_href": address("plan:indicators", strategy_id),
        "predecessor": _link(page.predecessor.strategy_id, page.predecessor.title) if page.predecessor else None,
        "successors": tuple(_link(link.strategy_id, link.title) for link in page.successors),
    }
    return respond(request, "plan/strategy.html", context)


@require_GET
def plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """A yearly plan as objectives, measures and activities, filtered and sorted by the address."""
    is_file = request.GET.get("format") == "csv"
    shown = _shown(request, plan_id, size=None if is_file else PAGE)
    if is_file:
        return tree_csv(shown.tree, shown.names, shown.plan.year)
    sort = sort_of(request.GET, SORTS, "plan")
    rows = activity_texts(shown.tree, shown.names)
    in_order = sort.key == "plan" and not sort.is_descending
    context = _context(request, shown) | {
        "columns": columns_of(has_status=shown.choice.period is not None),
        "sort": sort,
        "groups": groups_of(shown.tree, rows) if in_order else (Group("", "", rows),),
    }
    return respond(request, "plan/plan.html", context, fragment="plan/_plan_rows.html")


@require_GET
def timeline(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """A yearly plan by quarter: from when to when each activity runs, and when it is due."""
    shown = _shown(request, plan_id, size=PAGE)
    context = _context(request, shown) | {"gantt": gantt_of(shown.tree, shown.names, timezone.localdate())}
    return respond(request, "plan/timeline.html", context, fragment="plan/_timeline_rows.html")


@dataclass(frozen=True)
class _Shown:
    """What the address asks to see of one plan."""

    choice: Choice
    plan: PlanChoice
    tree: Tree
    names: Mapping[UUID, str]
    page: Page


def _shown(request: ActorRequest, plan_id: UUID, size: int | None) -> _Shown:
    request.actor.must(Permission.PLAN_READ)
    today, query = timezone.localdate(), request.GET
    choice = choose(plan_id, id_in(query, "period"), today=today)
    bodies = directory(current().code)
    sort = sort_of(query, SORTS, "plan")
    wanted = wanted_in(query, frozenset(own_and_units(request.actor.body_id, bodies)))

    def window(found: int) -> slice:
        page = page_of(query, found, size or max(found, 1))
        return slice(page.offset, page.offset + page.size)

    chosen = named(choice)
    reader = Reader(current().code, today, window)
    order = Order(sort.key, sort.is_descending)
    tree = plan_tree(chosen, choice.period, wanted, order, actor=request.actor, reader=reader)
    names = {body_id: row.name for body_id, row in bodies.items()}
    return _Shown(choice, chosen, tree, names, page_of(query, tree.found, size or max(tree.found, 1)))


def _context(request: ActorRequest, shown: _Shown) -> dict[str, object]:
    query = query_without(request.GET, "format", "page")
    plan_id, status = shown.plan.plan_id, shown.plan.status
    form = plan_filter(request.GET, shown.tree, shown.choice, shown.names)
    kept = ("sort", "lead", "own")
    return {
        "title": shown.tree.title,
        "year": shown.plan.year,
        "status": _paper_tag(status),
        "revision": shown.plan.revision,
        "strategy_href": address("plan:strategy", shown.plan.strategy_id),
        "sub_items": plan_parts(request, plan_id, shown.choice),
        "period_name": period_name(shown.choice.period),
        "form": form,
        "keep": {name: request.GET.get(name, "") for name in kept},
        "chosen": chosen_filters(request.GET, form, shown.names),
        "clear_href": address("plan:plan" if "timeline" not in request.path else "plan:timeline", plan_id),
        "page": shown.page,
        "total": shown.tree.total,
        "csv_href": f"?{query}&format=csv" if query else "?format=csv",
        "has_status": shown.choice.period is not None,
    }


def _paper(plan: PaperRow) -> PaperText:
    return PaperText(
        plan.title,
        address("plan:plan", plan.plan_id),
        str(plan.year),
        _paper_tag(plan.status),
        plan.adopted_on,
        plan.adopted_by,
        plan.revision,
        plan.amends_id is not None,
    )


def _paper_tag(status: PaperStatus) -> Tag:
    return Tag(str(status.label), _PAPER_TONES.get(status, ""))


def _link(strategy_id: UUID, title: str) -> Crumb:
    return Crumb(title, address("plan:strategy", strategy_id))


def _references(page: StrategyPage) -> tuple[tuple[str, tuple[ReferenceRow, ...]], ...]:
    """References by kind, in the order of the kinds."""
    return tuple(
        (str(kind.label), tuple(row for row in page.references if row.kind is kind))
        for kind in ReferenceKind
        if any(row.kind is kind for row in page.references)
    )
