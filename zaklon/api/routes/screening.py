"""Screening: answering an instrument about a person, and reading what the answers point to."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from zaklon.api.asking import actor, reads, request_key, watched, writes
from zaklon.api.routes.cases import case_of
from zaklon.api.shapes.first_contact import NewScreeningIn, ScreeningOut
from zaklon.api.shapes.shared import Done
from zaklon.cases.kinds import Part
from zaklon.cases.views.guarding import of_case
from zaklon.cases.views.sealed import row_of
from zaklon.common.errors import NotAllowedNow, NotPermitted
from zaklon.identification.commands.screening import Answered, answer_instrument, offered, read_screening
from zaklon.identification.explaining import explain
from zaklon.identification.values import NewScreening
from zaklon.pathway.views.history import person_at
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.languages import current

router = Router(tags=["Screening"])


@router.get(
    "/cases/{code:code}/persons/{int:position}/screening",
    response=ScreeningOut,
    url_name="screening",
    summary="What was answered",
)
@of_case
@watched
@reads
def screening(request: HttpRequest, code: str, position: int) -> Any:
    """The answers about a person, and what they point to: advice, which closes nothing. It stands on the trail."""
    page, now, words = case_of(request, code), timezone.now(), vocabulary()
    row_of(page, Part.SCREENING)
    found = read_screening(code, person_at(page, position).person_id, actor=actor(request), now=now)
    return {
        "age_group": found.age,
        "answered": [_answered(each) for each in found.answered],
        "usable": [{"instrument": each.code, "version": each.version} for each in offered(found, words, now)],
        "advice": explain(found.advice(), words.wording(current().code)) if found.answered else None,
    }


def _answered(found: Answered) -> dict[str, object]:
    return {
        "record_id": found.record_id,
        "instrument": found.sheet.instrument.code,
        "version": found.sheet.instrument.version,
        "written_at": found.written_at,
        "answers": dict(found.sheet.answers),
    }


@router.post(
    "/cases/{code:code}/persons/{int:position}/screening",
    response={201: Done},
    url_name="answer_instrument",
    summary="Answer an instrument",
)
@of_case
@writes
def answer(request: HttpRequest, code: str, position: int, said: NewScreeningIn) -> Any:
    """Seal the answers to an instrument about a person. Answered before, it is corrected, and the former kept."""
    page = case_of(request, code)
    person = person_at(page, position)
    if not row_of(page, Part.SCREENING).may_write:
        raise NotPermitted("part_withheld")
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    new = NewScreening(
        person.person_id, said.instrument, said.version, said.answers, said.seen, request_key=request_key(request)
    )
    written = answer_instrument(code, new, actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(written)}
