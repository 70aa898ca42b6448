"""All that happened with a case."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.cases.commands.reading import read_happened
from zaklon.cases.event_words import event_words
from zaklon.cases.queries.happened import ON_A_PAGE
from zaklon.cases.queries.page_rows import EventRow
from zaklon.cases.views.shared import crumbs_to
from zaklon.cases.views.words import who
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.listing import asked_page, page_of
from zaklon.web.parts import Crumb, TimelineEntry
from zaklon.web.respond import respond


def entries(events: Iterable[EventRow]) -> list[TimelineEntry]:
    """Lines of a timeline."""
    return [
        TimelineEntry(title, moment(each.at), who(each.who), about)
        for each in events
        for title, about in (event_words(each),)
    ]


@require_GET
def happened(request: ActorRequest, code: str) -> HttpResponse:
    """All that happened, the latest first, a page at a time."""
    found = read_happened(
        code, asked_page(request.GET), actor=request.actor, now=timezone.now(), language=current().code
    )
    context = {
        "code": code,
        "entries": entries(found.events),
        "page": page_of(request.GET, found.total, ON_A_PAGE),
        "crumbs": crumbs_to(code, Crumb(_("What happened"))),
    }
    return respond(request, "cases/happened.html", context)
