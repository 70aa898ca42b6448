"""Measures with their definition and number, and the records behind a number."""

from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.plan.queries.measured import named_measures
from zaklon.registers.counting import Days
from zaklon.registers.queries.evidence import Behind, behind_measure, behind_result, measures_for
from zaklon.registers.views.words import to_registers
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


class DaysForm(forms.Form):
    """The days that numbers are counted over, typed as 2026-03-31 or picked where the browser offers it."""

    start = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}), required=False)
    end = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput({"type": "date"}), required=False)


def days_of(request: ActorRequest) -> tuple[Days, DaysForm]:
    """The days that the address asks for; without any, this year."""
    today = timezone.localdate()
    this_year = Days(date(today.year, 1, 1), date(today.year, 12, 31))
    asked = {
        name: request.GET.get(name) or f"{day}" for name, day in (("start", this_year.start), ("end", this_year.end))
    }
    form = DaysForm(asked)
    if not form.is_valid():
        return this_year, form
    return Days(form.cleaned_data["start"], form.cleaned_data["end"]), form


@require_GET
def measures(request: ActorRequest) -> HttpResponse:
    """Every measure on one page."""
    days, form = days_of(request)
    lines = measures_for(request.actor, days, current().code, named_measures())
    context = {
        "lines": lines,
        "days": days,
        "form": form,
        "columns": [
            Column("name", _("Measure")),
            Column("number", _("Number"), is_number=True),
            Column("definition", _("What is counted")),
            Column("named_by", _("Indicators that name it")),
        ],
        "crumbs": [*to_registers(), Crumb(_("Measures"))],
    }
    return respond(request, "registers/measures.html", context)


@require_GET
def measure(request: ActorRequest, measure: str) -> HttpResponse:
    """The records behind a measure."""
    days, form = days_of(request)
    found = behind_measure(measure, days, actor=request.actor, language=current().code)
    crumbs = [*to_registers(), Crumb(_("Measures"), reverse("registers:measures")), Crumb(found.line.name)]
    context = {"behind": found, "form": form, "columns": columns_of(found), "crumbs": crumbs, "result": None}
    return respond(request, "registers/behind.html", context)


@require_GET
def result(request: ActorRequest, result_id: UUID) -> HttpResponse:
    """The records behind a result of the plan."""
    asked = request.GET.get("until", "")
    try:
        until = date.fromisoformat(asked)
    except ValueError:
        until = timezone.localdate()
    found = behind_result(result_id, until, actor=request.actor, language=current().code)
    crumbs = [
        Crumb(
            _("Activity %(code)s") % {"code": found.result.code},
            reverse("plan:activity", args=[found.result.activity_id]),
        ),
        Crumb(found.behind.line.name),
    ]
    context = {
        "behind": found.behind,
        "form": None,
        "columns": columns_of(found.behind),
        "crumbs": crumbs,
        "result": found,
    }
    return respond(request, "registers/behind.html", context)


def columns_of(found: Behind) -> list[Column]:
    """The columns of the records."""
    answers = [Column(f"answer{place}", heading) for place, heading in enumerate(found.headings)]
    return [Column("number", _("No.")), Column("day", _("Day")), Column("body", _("Body")), *answers]
