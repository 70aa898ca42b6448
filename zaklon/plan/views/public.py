"""The pages on which everyone sees what was promised and what was done; no sign-in, adopted facts only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.plan.forms.overview import wanted_in
from zaklon.plan.queries.choosing import Choice
from zaklon.plan.queries.indicators import IndicatorRow
from zaklon.plan.queries.public import Progress, public_choice, public_tree
from zaklon.plan.queries.public import progress as progress_of
from zaklon.plan.queries.standing import Tally, tally
from zaklon.plan.queries.tree import SORTS, Order, Reader, Tree
from zaklon.plan.views.indicator_words import baseline_words, gist_of, standing_words
from zaklon.plan.views.overview_charts import status_chart
from zaklon.plan.views.overview_money import MoneyTable, by_source, funding_words, summaries
from zaklon.plan.views.overview_rows import activity_texts, chosen_filters, columns_of, plan_filter
from zaklon.plan.views.overview_shared import address, chooser, id_in, names_of_bodies
from zaklon.plan.views.overview_words import DONE, Tag, period_name, plain_words, realisation_words
from zaklon.web import formats
from zaklon.web.languages import current
from zaklon.web.listing import page_of, query_without, sort_of
from zaklon.web.parts import Figure
from zaklon.web.respond import respond

_PAGE = 50


@dataclass(frozen=True)
class AreaText:
    """What was promised and done in one area; `done` of `due` for the bar."""

    title: str
    objectives: tuple[str, ...]
    words: str
    done: int
    due: int
    bar: str
    href: str


@dataclass(frozen=True)
class IndicatorText:
    """One indicator for a reader who knows none of our words."""

    text: str
    baseline: str
    target: str
    latest: str
    period: str
    mark: Tag
    standing: str


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How far the strategy is: by which the public, journalists and donors judge it."""
    today = timezone.localdate()
    found = progress_of(id_in(request.GET, "plan"), id_in(request.GET, "period"), language=current().code, today=today)
    if found.choice.plan is None:
        return respond(request, "plan/public_empty.html", {})
    return respond(request, "plan/public.html", _context(found))


def _context(found: Progress) -> dict[str, object]:
    counted, choice, names = tally(found.counts), found.choice, names_of_bodies()
    name = period_name(choice.period)
    late = found.late
    return {
        "title": found.strategy_title,
        "plan_title": found.plan_title,
        "year": choice.plan.year if choice.plan else 0,
        "period_name": name,
        "until": choice.period.end_date if choice.period else None,
        "form": chooser(choice),
        "figures": _figures(counted),
        "words": plain_words(counted),
        "has_adopted": counted.adopted > 0,
        "share": realisation_words(counted),
        "chart": status_chart(counted, name) if counted.adopted else None,
        "csv_href": _list(choice, "plan:public_csv"),
        "json_href": _list(choice, "plan:public_json"),
        "schema_href": address("plan:public_schema"),
        "outputs_href": address("plan:outputs", choice.plan.plan_id) if choice.plan else "",
        "areas": _areas(found),
        "late": activity_texts(late, names, "plan:public_activity") if late else (),
        "late_count": late.found if late else 0,
        "late_href": _list(choice, late="on"),
        "list_href": _list(choice),
        "money": _money(found, names),
        "summaries": summaries(found.money) if found.money else (),
        "funding": funding_words(found.money.funding) if found.money else (),
        "indicators": tuple(_indicator(row, found.as_of) for row in found.indicators),
        "as_of": found.as_of,
    }


def _figures(counted: Tally) -> tuple[Figure, ...]:
    done = sum(counted.counts[code] for code in DONE)
    rate = realisation_words(counted)
    return (
        Figure(_("activities promised"), formats.number(counted.total)),
        Figure(_("done"), formats.number(done)),
        Figure(_("late"), formats.number(counted.late), href="#late", needs_attention=counted.late > 0),
        Figure(
            _("realisation rate"),
            rate.percent or formats.NOTHING,
            note=_("how it is counted stands below"),
            href="#rate",
        ),
    )


def _areas(found: Progress) -> tuple[AreaText, ...]:
    texts = []
    for area in found.areas:
        counted = tally(row for row in found.counts if row.area_id == area.area_id)
        rate = counted.realisation
        bar = _("%(done)s of %(due)s due and reported") % {"done": rate.done, "due": rate.due}
        texts.append(
            AreaText(
                area.title,
                tuple(objective.text for objective in area.objectives),
                plain_words(counted),
                rate.done,
                rate.due,
                bar if rate.due else _("Nothing due has been reported yet"),
                _list(found.choice, area=area.area_id),
            )
        )
    return tuple(texts)


def _money(found: Progress, names: Mapping[UUID, str]) -> MoneyTable | None:
    if found.money is None or not found.money.cells:
        return None
    return by_source(found.money, names, found.choice, view="plan:public_activities")


def _indicator(row: IndicatorRow, day: date) -> IndicatorText:
    gist = gist_of(row, day)
    standing = standing_words(row, row.latest)
    return IndicatorText(gist.text, baseline_words(row), gist.target, gist.latest, gist.period, gist.tag, standing)


@require_GET
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity of the plan with its adopted status, filtered and sorted by the address."""
    today = timezone.localdate()
    choice, tree = _tree(request, size=_PAGE)
    if tree is None:
        return respond(request, "plan/public_empty.html", {})
    names, page = names_of_bodies(), page_of(request.GET, tree.found, _PAGE)
    form = plan_filter(request.GET, tree, choice, names)
    context = {
        "title": tree.title,
        "period_name": period_name(choice.period),
        "columns": columns_of(has_status=choice.period is not None),
        "has_status": choice.period is not None,
        "sort": sort_of(request.GET, SORTS, "plan"),
        "rows": activity_texts(tree, names, "plan:public_activity"),
        "page": page,
        "form": form,
        "keep": {name: request.GET.get(name, "") for name in ("plan", "sort")},
        "chosen": chosen_filters(request.GET, form, names),
        "clear_href": _list(choice),
        "progress_href": _list(choice, "plan:public"),
        "csv_href": f"{address('plan:public_csv')}?{query_without(request.GET, 'page')}",
        "today": today,
    }
    return respond(request, "plan/public_activities.html", context, fragment="plan/_public_rows.html")


def _tree(request: HttpRequest, size: int | None) -> tuple[Choice, Tree | None]:
    today, query = timezone.localdate(), request.GET
    choice = public_choice(id_in(query, "plan"), id_in(query, "period"), today=today)
    sort = sort_of(query, SORTS, "plan")

    def window(found: int) -> slice:
        page = page_of(query, found, size or max(found, 1))
        return slice(page.offset, page.offset + page.size)

    reader = Reader(current().code, today, window)
    order = Order(sort.key, sort.is_descending)
    return choice, public_tree(choice, wanted_in(query, frozenset()), order, reader=reader)


def _list(choice: Choice, view: str = "plan:public_activities", **wanted: object) -> str:
    plan_id = choice.plan.plan_id if choice.plan else None
    period_id = choice.period.period_id if choice.period else None
    return address(view, plan=plan_id, period=period_id, **wanted)
