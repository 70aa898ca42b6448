"""Screening with the lists of the pack: which fit the person, what was answered, and what it points to."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.cases.kinds import Part
from zaklon.cases.queries.page_rows import CaseFront, PersonRow
from zaklon.cases.views import words
from zaklon.cases.views.sealed import row_of
from zaklon.cases.views.shared import crumbs_to, fronted
from zaklon.identification.commands.screening import Screening, offered, read_screening
from zaklon.identification.explaining import explain
from zaklon.identification.rules.answers import fits_age
from zaklon.identification.views.shared import wording_now
from zaklon.pathway.panel import law_now
from zaklon.pathway.queries.standing import StepRow, ways_of
from zaklon.pathway.views.history import person_at
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Wording
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_WAY = "identification"


@dataclass(frozen=True)
class ListRow:
    """An instrument on the page: its name, whether it can be answered, and since when there are answers."""

    code: str
    name: str
    lead: str
    answered_at: datetime | None = None
    is_offered: bool = True
    off_reason: str = ""


@require_GET
def screening(request: ActorRequest, code: str, position: int) -> HttpResponse:
    """The lists that fit the person, what was answered, what it points to, and the way to the human decision."""
    page = fronted(request, code)
    person, row = person_at(page, position), row_of(page, Part.SCREENING)
    now = timezone.now()
    found = read_screening(code, person.person_id, actor=request.actor, now=now)
    wording = wording_now()
    rows = _rows(found, wording, now)
    may_answer = row.may_write and page.rights.is_open
    context = {
        "code": code,
        "person": words.person(person),
        "position": position,
        "lists": [each for each in rows if each.is_offered or each.answered_at],
        "others": [each for each in rows if not each.is_offered and not each.answered_at],
        "may_answer": may_answer,
        "advice": explain(found.advice(), wording) if found.answered else None,
        "steps": _steps(page, person) if may_answer else (),
        "way": _WAY,
        "crumbs": crumbs_to(code, Crumb(_("Screening"))),
    }
    return respond(request, "identification/screening.html", context)


def _rows(found: Screening, wording: Wording, now: datetime) -> list[ListRow]:
    """Every instrument of the pack that fits the age, and any that was answered; those that are off say why."""
    pack = vocabulary()
    usable = {each.code for each in offered(found, pack, now)}
    rows: dict[str, ListRow] = {}
    for each in pack.instruments.values():
        answers = found.of(each.code)
        if answers is None and not fits_age(each, found.age):
            continue
        rows[each.code] = ListRow(
            code=each.code,
            name=wording.label(OwnList.INSTRUMENT, each.key),
            lead=wording.label(OwnList.INSTRUMENT_LEAD, each.key),
            answered_at=answers.written_at if answers else None,
            is_offered=each.code in usable,
            off_reason="" if each.code in usable else each.off_reason,
        )
    return list(rows.values())


def _steps(page: CaseFront, person: PersonRow) -> tuple[StepRow, ...]:
    """What this reader may decide next about the person: the advice decides nothing."""
    (ways,) = ways_of([person], page.roles, law_now()).values()
    return next((each.steps for each in ways if each.way == _WAY), ())
