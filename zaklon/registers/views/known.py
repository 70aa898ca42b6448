"""Pages of registers beside their list: the copies that are left, and surveys side by side."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zaklon.access.actor import Actor
from zaklon.access.middleware import ActorRequest
from zaklon.registers.known import MATERIAL, SURVEY
from zaklon.registers.queries.known import STOCK, SURVEYS, has_page, is_partial, pages_of
from zaklon.registers.queries.pages import line_of
from zaklon.registers.queries.stock import materials, stock_lines
from zaklon.registers.queries.surveys import MOST_SURVEYS, survey_groups
from zaklon.registers.rules.surveys import Shift
from zaklon.registers.views.words import to_register
from zaklon.web import formats
from zaklon.web.languages import current
from zaklon.web.listing import Column, page_of
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_PAGE = 50


@require_GET
def stock(request: ActorRequest) -> HttpResponse:
    """Copies of each material: printed, handed out, left. Not there where the country keeps no such registers."""
    actor, language = request.actor, current().code
    if not has_page(STOCK, actor):
        raise Http404
    found, faults = materials()
    page = page_of(request.GET, found.count(), _PAGE)
    context = {
        "rows": stock_lines(found[page.offset : page.offset + _PAGE], language),
        "register": MATERIAL.code,
        "faults": faults,
        "is_partial": is_partial(STOCK, actor),
        "page": page,
        "columns": [
            Column("title", pgettext("of a material", "Title")),
            Column("kind", _("Kind")),
            Column("body", _("Body")),
            Column("ready", _("Ready on")),
            Column("printed", _("Printed"), is_number=True),
            Column("distributed", _("Handed out"), is_number=True),
            Column("left", pgettext("copies", "Left"), is_number=True),
        ],
        "crumbs": [*to_register(line_of(MATERIAL.code, actor, language)), Crumb(_title(STOCK))],
    }
    return respond(request, "registers/stock.html", context)


@require_GET
def surveys(request: ActorRequest) -> HttpResponse:
    """Surveys side by side, by who was asked. Not there where the country keeps no such register."""
    actor, language = request.actor, current().code
    if not has_page(SURVEYS, actor):
        raise Http404
    groups = tuple(
        (group, tuple((line, _shift_words(line.shift)) for line in lines)) for group, lines in survey_groups(language)
    )
    context = {
        "groups": groups,
        "register": SURVEY.code,
        "most": MOST_SURVEYS if sum(len(lines) for _group, lines in groups) == MOST_SURVEYS else 0,
        "is_partial": is_partial(SURVEYS, actor),
        "columns": [
            Column("title", pgettext("of a survey", "Title")),
            Column("day", _("Last day of asking")),
            Column("question", _("What was asked")),
            Column("method", _("Method")),
            Column("sample", _("Persons asked"), is_number=True),
            Column("result", _("Result"), is_number=True),
            Column("change", _("Change in percentage points")),
        ],
        "crumbs": [*to_register(line_of(SURVEY.code, actor, language)), Crumb(_title(SURVEYS))],
    }
    return respond(request, "registers/surveys.html", context)


def links_of(register: str, actor: Actor) -> list[tuple[str, str]]:
    """Text and address of the pages that a register has beside its list."""
    return [(_title(page), reverse(f"registers:{page}")) for page in pages_of(register, actor)]


def _title(page: str) -> str:
    return {STOCK: _("Copies that are left"), SURVEYS: _("Surveys side by side")}[page]


def _shift_words(shift: Shift | None) -> str:
    """The change since the survey before, and whether chance alone may have made it."""
    if shift is None:
        return formats.NOTHING
    points = formats.signed(shift.points)
    return _("%(points)s, within the margins of error") % {"points": points} if shift.may_be_chance else points
