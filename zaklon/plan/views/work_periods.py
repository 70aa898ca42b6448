"""Reporting periods of a plan: who has reported, opening, freezing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.plan.commands.periods import freeze_period, open_periods
from zaklon.plan.forms.work import OpenPeriodsForm
from zaklon.plan.queries.periods import PeriodRow, bodies_in_period, period_to_freeze, periods_page
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def periods(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The periods of a plan, and the state of reporting per body in one of them."""
    return _answer(request, plan_id, OpenPeriodsForm())


@require_POST
def open_plan_periods(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Open the periods of an adopted plan."""
    form = OpenPeriodsForm(request.POST)
    if not form.is_valid():
        return _answer(request, plan_id, form, status=422)
    open_periods(plan_id, days_to_report=form.cleaned_data["days"], actor=request.actor, now=timezone.now())
    messages.success(request, _("The reporting periods are open. The lead bodies find the reports among their tasks."))
    return redirect("plan:periods", plan_id)


@require_http_methods(["GET", "POST"])
def freeze(request: ActorRequest, period_id: UUID) -> HttpResponse:
    """Ask whether to freeze a period, then do so."""
    line, standing = period_to_freeze(period_id, actor=request.actor)
    plan_href = reverse("plan:periods", args=[line.plan_id])
    if request.method == "POST":
        freeze_period(period_id, actor=request.actor, now=timezone.now())
        messages.success(request, _("You have frozen the period: %(period)s.") % {"period": line.name})
        return redirect(plan_href)
    crumbs = [Crumb(_("Reporting periods"), plan_href), Crumb(_("Freeze the period"))]
    context = {"line": line, "standing": standing, "crumbs": crumbs, "cancel_href": plan_href}
    return respond(request, "plan/periods_freeze.html", context)


def _answer(request: ActorRequest, plan_id: UUID, form: OpenPeriodsForm, *, status: int = 200) -> HttpResponse:
    actor, today, language = request.actor, timezone.localdate(), current().code
    page = periods_page(plan_id, actor=actor, today=today, language=language)
    chosen = _chosen(request, page.periods)
    bodies = bodies_in_period(chosen.line.period_id, actor=actor, today=today, language=language) if chosen else []
    context = {
        "page": page,
        "chosen": chosen,
        "bodies": bodies,
        "columns": _columns(),
        "form": form,
        "has_errors": status != 200,
        "crumbs": [
            Crumb(page.plan_title, reverse("plan:plan", args=[plan_id])),
            Crumb(_("Reporting periods")),
        ],
    }
    return respond(request, "plan/periods.html", context, fragment="plan/periods_bodies.html", status=status)


def _chosen(request: ActorRequest, rows: tuple[PeriodRow, ...]) -> PeriodRow | None:
    """The period that was asked for, else the first one that is still open, else the last."""
    asked = next((row for row in rows if str(row.line.period_id) == request.GET.get("period")), None)
    first_open = next((row for row in rows if row.line.is_open), None)
    return asked or first_open or (rows[-1] if rows else None)


def _columns() -> list[Column]:
    return [
        Column("body", _("Body")),
        Column("not_begun", _("Not begun"), is_number=True),
        Column("with_reporter", _("With the reporter"), is_number=True),
        Column("with_head", _("With the head"), is_number=True),
        Column("with_office", _("With the office"), is_number=True),
        Column("with_board", _("With the Board"), is_number=True),
        Column("adopted", _("Adopted"), is_number=True),
        Column("state", _("State")),
    ]
