"""The dashboard: what is late, what waits for whom, money, indicators, next deadlines."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.plan.kinds import ActivityCode, Milestone
from zaklon.plan.queries.dashboard import Dashboard, only_of
from zaklon.plan.queries.dashboard import dashboard as dashboard_of
from zaklon.plan.queries.standing import NO_REPORT, Tally, tally
from zaklon.plan.views.indicator_words import gist_of
from zaklon.plan.views.overview_charts import status_chart, status_csv
from zaklon.plan.views.overview_money import by_kind_of_source, funding_words, summaries
from zaklon.plan.views.overview_shared import address, chooser, id_in
from zaklon.plan.views.overview_waiting import Waiting, waiting_of
from zaklon.plan.views.overview_words import Tag, days_late, period_name, realisation_words, status_tag
from zaklon.web import formats
from zaklon.web.languages import current
from zaklon.web.listing import query_without
from zaklon.web.parts import Figure, SubItem
from zaklon.web.respond import respond


@dataclass(frozen=True)
class LateText:
    """One late activity."""

    code: str
    title: str
    href: str
    lead: str
    late: str
    status: Tag


@dataclass(frozen=True)
class OwnText:
    """How the activities stand that the reader's own body leads."""

    name: str
    items: tuple[SubItem, ...]
    total: int


@dataclass(frozen=True)
class DeadlineText:
    """A day ahead and what it is for."""

    day: str
    text: str
    href: str


@require_GET
def dashboard(request: ActorRequest) -> HttpResponse:
    """The page that a coordinator opens every morning; others see it as far as their rows go, their body first."""
    today = timezone.localdate()
    found = dashboard_of(
        id_in(request.GET, "plan"),
        id_in(request.GET, "period"),
        actor=request.actor,
        language=current().code,
        today=today,
    )
    if found is None:
        may_import = request.actor.may(Permission.PLAN_EDIT)
        return respond(request, "plan/dashboard_empty.html", {"may_import": may_import})
    counted = tally(found.counts)
    if request.GET.get("format") == "csv":
        return status_csv(counted)
    query = query_without(request.GET, "format")
    context = _context(found, counted, waiting_of(found, request.actor, today), today)
    context["csv_href"] = f"?{query}&format=csv" if query else "?format=csv"
    context["sees_all"] = request.actor.may(Permission.PROGRESS_READ_ALL)
    return respond(request, "plan/dashboard.html", context)


def _context(found: Dashboard, counted: Tally, waiting: Waiting, today: date) -> dict[str, object]:
    choice, name = found.choice, period_name(found.choice.period)
    return {
        "title": found.title,
        "period_name": name,
        "form": chooser(choice),
        "figures": _figures(found, counted, waiting),
        "own": _own(found),
        "late": tuple(_late(found, today)),
        "late_count": counted.late,
        "late_href": _activities(found, late="on"),
        "waiting": waiting,
        "share": realisation_words(counted),
        "chart": status_chart(counted, name),
        "adopted": counted.adopted,
        "total": counted.total,
        "money": by_kind_of_source(found.money, choice),
        "money_href": _page(found, "plan:money"),
        "funding": funding_words(found.money.funding),
        "indicators": tuple(gist_of(row, found.as_of) for row in found.indicators),
        "as_of": found.as_of,
        "indicators_href": address("plan:indicators", choice.plan.strategy_id) if choice.plan else "",
        "plan_href": _page(found, "plan:plan"),
        "timeline_href": _page(found, "plan:timeline"),
        "deadlines": _deadlines(found, today),
    }


def _figures(found: Dashboard, counted: Tally, waiting: Waiting) -> tuple[Figure, ...]:
    rate = realisation_words(counted)
    money = summaries(found.money)
    return (
        Figure(
            _("late activities"),
            formats.number(counted.late),
            note=_("of %(total)s in the plan") % {"total": formats.number(counted.total)},
            href="#late",
            needs_attention=counted.late > 0,
        ),
        Figure(_("reports wait for you"), formats.number(waiting.mine_count), href="#waiting"),
        Figure(
            _("realisation rate"),
            rate.percent or formats.NOTHING,
            note=_("%(done)s of %(due)s due and reported")
            % {"done": counted.realisation.done, "due": counted.realisation.due},
            href="#rate",
        ),
        *(
            Figure(
                _("planned"),
                line.planned,
                note=_("spent: %(amount)s") % {"amount": line.spent},
                href=_page(found, "plan:money"),
            )
            for line in money
        ),
    )


def _own(found: Dashboard) -> OwnText | None:
    """The reader's own body first, where it leads anything."""
    counted = tally(only_of(found.counts, found.own))
    if not counted.total:
        return None
    codes = (ActivityCode.NOT, NO_REPORT, ActivityCode.PARTLY, ActivityCode.IN_PROGRESS)
    items = [
        SubItem(status_tag(code).text, _activities(found, status=code or "none", own="on"), count=counted.counts[code])
        for code in codes
        if counted.counts[code]
    ]
    return OwnText(found.own_name, tuple(items), counted.total)


def _late(found: Dashboard, today: date) -> list[LateText]:
    return [
        LateText(
            row.code,
            row.title,
            address("plan:activity", row.activity_id),
            found.bodies[row.lead_body_id].name,
            days_late(row.due_date, today),
            status_tag(row.status_code),
        )
        for row in found.late
    ]


def _deadlines(found: Dashboard, today: date) -> tuple[DeadlineText, ...]:
    """The next days that matter, soonest first."""
    period = found.choice.period
    days: list[tuple[date, str, str]] = [
        (
            row.due_date,
            ngettext("%(num)s activity is due", "%(num)s activities are due", row.count) % {"num": row.count},
            _activities(found, quarter=_quarter(row.due_date)),
        )
        for row in found.deadlines
    ]
    days += [
        (each.due_date, _("Last day to report: %(period)s") % {"period": period_name(each)}, "")
        for each in found.choice.periods
        if each.due_date >= today and not each.is_frozen and (period is None or each.end_date >= period.end_date)
    ]
    days += _milestones(found, today)
    return tuple(DeadlineText(formats.long_date(day), text, href) for day, text, href in sorted(days)[:6])


def _milestones(found: Dashboard, today: date) -> list[tuple[date, str, str]]:
    ahead: dict[tuple[date, Milestone], int] = {}
    for row in found.indicators:
        for target in row.gauge.targets:
            if target.due_date >= today:
                ahead[target.due_date, target.milestone] = ahead.get((target.due_date, target.milestone), 0) + 1
    href = address("plan:indicators", found.choice.plan.strategy_id) if found.choice.plan else ""
    return [
        (day, ngettext("%(num)s target is due", "%(num)s targets are due", count) % {"num": count}, href)
        for (day, _milestone), count in ahead.items()
    ]


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def _activities(found: Dashboard, **wanted: object) -> str:
    return _page(found, "plan:plan", **wanted)


def _page(found: Dashboard, name: str, **query: object) -> str:
    choice = found.choice
    if choice.plan is None:
        return ""
    return address(name, choice.plan.plan_id, period=choice.period.period_id if choice.period else None, **query)
