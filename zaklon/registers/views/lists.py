"""The registers, and the entries of one."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.cases.forms.shared import offer
from zaklon.forms.queries import definition_of
from zaklon.registers.forms.entries import FilterForm
from zaklon.registers.outputs.template import template
from zaklon.registers.queries import pages
from zaklon.registers.queries.law import must_enter_as, register_named
from zaklon.registers.queries.pages import Asked
from zaklon.registers.views.known import links_of
from zaklon.registers.views.words import to_registers
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current
from zaklon.web.listing import Column, page_of
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Every register that the reader finds: those of the own body first, then by area."""
    actor = request.actor
    actor.must(Permission.REGISTER_READ)
    lines = [line for line in pages.registers_for(actor, current().code) if not line.under]
    areas: dict[str, list[pages.RegisterLine]] = {}
    for line in lines:
        if not line.is_own:
            areas.setdefault(line.area, []).append(line)
    context = {"own": [line for line in lines if line.is_own], "areas": list(areas.items())}
    return respond(request, "registers/home.html", context)


@require_GET
def entries(request: ActorRequest, register: str) -> HttpResponse:
    """The entries of a register, newest first."""
    actor, language = request.actor, current().code
    line = pages.line_of(register, actor, language)
    form = _filter(request, register)
    asked = _asked(form)
    found = pages.listed(register, asked)
    total = found[: pages.COUNTED_TO + 1].count()
    page = page_of(request.GET, min(total, pages.COUNTED_TO), _PAGE)
    headings, rows = pages.lines_of(found[page.offset : page.offset + _PAGE], register_named(register), language)
    context = {
        "line": line,
        "parts": pages.parts_of(register, actor, language),
        "links": links_of(register, actor),
        "columns": [
            Column("number", _("No.")),
            Column("day", _("Day")),
            Column("body", _("Body")),
            *(Column(f"answer{place}", heading) for place, heading in enumerate(headings)),
        ],
        "rows": rows,
        "page": page,
        "is_capped": total > pages.COUNTED_TO,
        "filter": form,
        "is_filtered": bool(asked != Asked()),
        "crumbs": [*to_registers(), Crumb(line.name)],
    }
    return respond(request, "registers/list.html", context)


def _filter(request: ActorRequest, register: str) -> FilterForm:
    form = FilterForm(request.GET or None)
    offer(form, "year", [(str(year), str(year)) for year in pages.years_of(register)], _("All years"))
    bodies = pages.bodies_of(register, current().code)
    offer(form, "body", [(str(key), name) for key, name in bodies], _("All bodies"))
    if register_named(register).place:
        places = vocabulary().wording(current().code).terms("municipality", on=timezone.localdate())
        offer(form, "place", [(each.code, each.label) for each in places], _("All municipalities"))
    else:
        del form.fields["place"]
    return form


def _asked(form: FilterForm) -> Asked:
    if not form.is_bound:
        return Asked()
    form.is_valid()  # what the address says wrongly is left out, as if it had not been asked
    said = form.cleaned_data
    return Asked(
        int(said["year"]) if said.get("year") else None,
        UUID(said["body"]) if said.get("body") else None,
        said.get("place", ""),
        bool(said.get("withdrawn")),
    )


@require_GET
def blank(request: ActorRequest, register: str) -> HttpResponse:
    """The template of a register, to fill in and send back."""
    found = register_named(register)
    must_enter_as(found, request.actor.body_id, request.actor)
    language = current().code
    definition = definition_of(register, language, on=timezone.localdate())
    above = pages.line_of(found.under, request.actor, language).name if found.under else ""
    answer = HttpResponse(template(definition, has_parent=bool(found.under), parent_name=above), content_type=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{register}-{definition.version}.xlsx"'
    return answer
