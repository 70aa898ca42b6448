"""Content of a file: parts that stand open, looks at sealed parts by a reason, and forms that are filled in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from zaklon.api.asking import actor, reads, request_key, watched, writes
from zaklon.api.routes.cases import case_of
from zaklon.api.shapes.cases import EntryOut, NewRevealIn, OpenedOut, RevealOut
from zaklon.api.shapes.shared import Done, PartName
from zaklon.api.shapes.work import CorrectedSheetIn, NewSheetIn
from zaklon.cases.commands import entries, records, reveals, sheets
from zaklon.cases.kinds import Part
from zaklon.cases.queries.page_rows import CasePage, PartRow, RevealRow
from zaklon.cases.queries.versions import newest_of
from zaklon.cases.rules.sheets import FORM_VERSION
from zaklon.cases.values import NewSheet
from zaklon.cases.views.guarding import of_case
from zaklon.cases.views.sealed import row_of
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.forms.queries import definition_of
from zaklon.web.languages import current

router = Router(tags=["Content of a file"])


def _writable(page: CasePage, part: Part) -> PartRow:
    row = row_of(page, part)
    if not row.may_write:
        raise NotPermitted("part_withheld")
    if not page.rights.is_open:
        raise NotAllowedNow("case_not_open")
    return row


@router.get("/cases/{code:code}/parts/{part_name}", response=OpenedOut, url_name="part", summary="Read a part")
@of_case
@watched
@reads
def part(request: HttpRequest, code: str, part_name: PartName) -> Any:
    """Everything in a part that needs no reason. Identity and testimony open by a look. It stands on the trail."""
    row_of(case_of(request, code), part_name.part)
    return records.read_part(code, part_name.part, actor=actor(request), now=timezone.now())


@router.post("/cases/{code:code}/looks", response={201: Done}, url_name="ask_look", summary="Ask for a look")
@of_case
@writes
def ask_look(request: HttpRequest, code: str, said: NewRevealIn) -> Any:
    """Ask to see who a person is, or what the person told, with the reason. It opens to the post for some minutes."""
    page = case_of(request, code)
    row_of(page, said.part.part)
    if said.person_id not in {row.person_id for row in page.persons}:
        raise Http404
    now = timezone.now()
    asked = reveals.ask_reveal(code, said.person_id, said.part.part, said.reason, actor=actor(request), now=now)
    return {"code": code, "id": str(asked)}


@router.get("/cases/{code:code}/looks/{uuid:reveal_id}", response=RevealOut, url_name="look", summary="A look")
@of_case
@watched
@reads
def look(request: HttpRequest, code: str, reveal_id: UUID) -> Any:
    """What was asked for, while it lasts. Each time stands on the trail."""
    asked = _own_look(case_of(request, code), reveal_id)
    opened = None
    if asked is None or asked.ends_at is not None:
        # Ended, of another, or never there: the command tells these apart, and refuses each.
        opened = reveals.open_revealed(reveal_id, actor=actor(request), now=timezone.now())
    if asked is None:
        raise Http404
    return {
        "reveal_id": asked.reveal_id,
        "part": asked.part,
        "position": asked.position,
        "asked_at": asked.asked_at,
        "ends_at": asked.ends_at,
        "opened": opened,
    }


def _own_look(page: CasePage, reveal_id: UUID) -> RevealRow | None:
    return next((row for row in page.reveals if row.reveal_id == reveal_id and row.is_own), None)


@router.get("/cases/{code:code}/entries/{uuid:record_id}", response=EntryOut, url_name="entry", summary="An entry")
@of_case
@watched
@reads
def entry(request: HttpRequest, code: str, record_id: UUID) -> Any:
    """An entry with its content, for whoever writes its part, as before a correction. It stands on the trail."""
    _entry_part(case_of(request, code), record_id)
    return entries.open_entry(code, record_id, actor=actor(request), now=timezone.now())


def _entry_part(page: CasePage, record_id: UUID) -> Part:
    found = next((row.part for rows in page.records.values() for row in rows if row.record_id == record_id), None)
    if found is None:
        raise Http404
    _writable(page, found)
    return found


@router.post("/cases/{code:code}/sheets", response={201: Done}, url_name="write_sheet", summary="File a form")
@of_case
@writes
def write_sheet(request: HttpRequest, code: str, said: NewSheetIn) -> Any:
    """Seal a filled form about a person in the part to which the form belongs."""
    page = case_of(request, code)
    try:
        definition = definition_of(said.form, current().code, on=timezone.localdate())
    except KeyError:
        raise RuleBroken("form_unknown", field="form") from None
    _writable(page, Part[definition.part.upper()])
    new = NewSheet(said.person_id, said.form, said.answers, said.is_final, request_key(request))
    written = sheets.write_sheet(code, new, actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(written)}


@router.post(
    "/cases/{code:code}/sheets/{uuid:record_id}/correct",
    response={201: Done},
    url_name="correct_sheet",
    summary="Correct a form",
)
@of_case
@writes
def correct_sheet(request: HttpRequest, code: str, record_id: UUID, said: CorrectedSheetIn) -> Any:
    """Put new answers in the place of the entry that was seen. `facts.newest` names that of somebody who was faster."""
    page, newest = case_of(request, code), newest_of(record_id)
    _entry_part(page, newest)
    if newest != record_id:
        raise NotAllowedNow("record_superseded", facts={"newest": newest})
    former = entries.open_entry(code, record_id, actor=actor(request), now=timezone.now())
    if FORM_VERSION not in former.content:
        raise Http404
    corrected = sheets.correct_sheet(record_id, former.content, said.answers, actor=actor(request), now=timezone.now())
    return {"code": code, "id": str(corrected)}
