"""Reading plans: strategies, yearly plans, activities, indicators."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from zaklon.access.permissions import Permission
from zaklon.api.asking import actor, reads
from zaklon.api.shapes.plans import ActivityOut, IndicatorOut, PlanOut, StrategyOut
from zaklon.plan.queries.activity import ActivityPage, ReportShown, activity_page
from zaklon.plan.queries.choosing import choose, named
from zaklon.plan.queries.indicators import IndicatorRow, indicators
from zaklon.plan.queries.strategies import strategies
from zaklon.plan.queries.strategies import strategy as strategy_page
from zaklon.plan.queries.tree import Order, Reader, Wanted, plan_tree
from zaklon.web.languages import current

router = Router(tags=["Plans"])


@router.get("/strategies", response=list[StrategyOut], url_name="strategies", summary="Strategies")
@reads
def every_strategy(request: HttpRequest) -> Any:
    """Every strategy that the post sees, with its yearly plans, newest first."""
    return strategies(actor=actor(request), language=current().code)


@router.get("/plans/{uuid:plan_id}", response=PlanOut, url_name="plan", summary="A yearly plan")
@reads
def plan(request: HttpRequest, plan_id: UUID) -> Any:
    """A yearly plan with its activities, and how each stands in the period that is reported on."""
    who, today = actor(request), timezone.localdate()
    who.must(Permission.PLAN_READ)
    choice = choose(plan_id, None, today=today)
    found = named(choice)
    tree = plan_tree(found, choice.period, Wanted(), Order(), actor=who, reader=Reader(current().code, today))
    return {
        "plan_id": found.plan_id,
        "strategy_id": found.strategy_id,
        "year": found.year,
        "title": tree.title,
        "status": found.status,
        "revision": found.revision,
        "adopted_on": found.adopted_on,
        "activities": tree.rows,
    }


@router.get("/activities/{uuid:activity_id}", response=ActivityOut, url_name="activity", summary="An activity")
@reads
def activity(request: HttpRequest, activity_id: UUID) -> Any:
    """An activity with what it is to bring about, and the reports that the post may see."""
    page = activity_page(activity_id, actor=actor(request), today=timezone.localdate(), language=current().code)
    return _activity(page)


def _activity(page: ActivityPage) -> dict[str, object]:
    head = page.head
    plain = ("activity_id", "plan_id", "code", "title", "objective", "measure", "start_date", "due_date")
    return {
        **{name: getattr(head, name) for name in (*plain, "is_continuous", "dropped_on")},
        "lead": head.lead.name,
        "partners": [each.name for each in head.partners],
        "results": page.results,
        "adopted": _report(page.adopted),
        "in_hand": _report(page.in_hand),
    }


def _report(shown: ReportShown | None) -> dict[str, object] | None:
    if shown is None:
        return None
    return {
        **{name: getattr(shown, name) for name in ("period", "status", "code", "is_late")},
        "values": [
            {"result_id": each.line.result_id, "number": each.number, "is_met": each.is_met, "text": each.text}
            for each in shown.values
        ],
    }


@router.get(
    "/strategies/{uuid:strategy_id}/indicators",
    response=list[IndicatorOut],
    url_name="indicators",
    summary="Indicators",
)
@reads
def indicators_of(request: HttpRequest, strategy_id: UUID) -> Any:
    """Performance indicators of a strategy as they stand today."""
    who, language = actor(request), current().code
    strategy_page(strategy_id, actor=who, language=language)
    found = indicators(strategy_id, actor=who, language=language, day=timezone.localdate())
    return [_indicator(each) for each in found]


def _indicator(row: IndicatorRow) -> dict[str, object]:
    plain = ("indicator_id", "strategy_id", "objective_number", "code", "text", "baseline_text", "values")
    gauge = row.gauge
    return {
        **{name: getattr(row, name) for name in plain},
        "kind": gauge.kind,
        "direction": gauge.direction,
        "unit": gauge.unit,
        "targets": gauge.targets,
    }
