"""How a person came to stand where they stand."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.cases.queries.naming import names_for
from zaklon.cases.queries.page_rows import CaseFront, PersonRow
from zaklon.cases.views import words
from zaklon.cases.views.shared import crumbs_to, fronted
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.facts import CATEGORIES, categories_of
from zaklon.pathway.queries.standing import moves_of
from zaklon.web.formats import moment
from zaklon.web.languages import current
from zaklon.web.parts import Crumb, TimelineEntry
from zaklon.web.respond import respond


def person_at(page: CaseFront, position: int) -> PersonRow:
    """The person of a case by position. Raises Http404 for nobody, and for somebody whose data were erased."""
    found = next((row for row in page.persons if row.position == position and not row.is_erased), None)
    if found is None:
        raise Http404
    return found


@require_GET
def history(request: ActorRequest, code: str, position: int, way: str) -> HttpResponse:
    """Every step of a person on a way, as far as this reader sees the way."""
    page, law = fronted(request, code), law_now()
    person = person_at(page, position)
    if way not in law.words.ways:
        raise Http404
    moves = moves_of(person.person_id, way, law)
    if not moves:
        raise Http404
    names = names_for([each.user_id for each in moves], current().code)
    entries = [
        TimelineEntry(each.state, moment(each.moved_at), words.who(names.who(each.user_id, each.body_id)), each.name)
        for each in moves
    ]
    name = law.wording.label("way", way)
    context = {
        "title": name,
        "about": words.person(person),
        "entries": entries,
        "counted": [
            (law.wording.label(CATEGORIES, each.category), each.since)
            for each in reversed(categories_of(person.person_id, way))
        ],
        "code": code,
        "crumbs": crumbs_to(code, Crumb(name)),
    }
    return respond(request, "pathway/history.html", context)
