"""What a program looks up: who it is, forms, instruments, free places, the agenda of the Team."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from zaklon.access.bearer import program_of
from zaklon.access.permissions import Permission
from zaklon.api.asking import actor, reads
from zaklon.api.shapes.shared import Short
from zaklon.api.shapes.work import (
    AgendaOut,
    FormLineOut,
    FormOut,
    InstrumentOut,
    MeOut,
    ProviderOut,
    SessionOut,
)
from zaklon.forms.queries import blank_form, blank_forms
from zaklon.identification.queries.agenda import session_page
from zaklon.identification.queries.waiting import sessions, waiting
from zaklon.protection.queries.directory import directory
from zaklon.vocabulary.models import OwnList
from zaklon.vocabulary.pack import Instrument
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Wording
from zaklon.web.languages import current

router = Router()


@router.get("/me", response=MeOut, url_name="me", tags=["This key"], summary="Who acts with this key")
@reads
def me(request: HttpRequest) -> Any:
    """The post for which the program acts, and what the key allows."""
    who, program = actor(request), program_of(request)
    user_id, body_id = who.post()
    return {
        "user_id": user_id,
        "body_id": body_id,
        "role": next(iter(who.roles)),
        "permissions": sorted(who.permissions),
        "may_write": program is not None and program.may_write,
    }


@router.get("/forms", response=list[FormLineOut], url_name="forms", tags=["Forms"], summary="Forms in use")
@reads
def forms(request: HttpRequest) -> Any:
    """The forms of the country pack that are in use today."""
    return blank_forms(actor=actor(request), language=current().code, on=timezone.localdate())


@router.get("/forms/{form_code}", response=FormOut, url_name="form", tags=["Forms"], summary="A form")
@reads
def form(request: HttpRequest, form_code: Short) -> Any:
    """What a form asks, when, and what can be answered."""
    try:
        return blank_form(form_code, current().code, actor=actor(request), on=timezone.localdate())
    except KeyError:
        raise Http404 from None


@router.get(
    "/instruments",
    response=list[InstrumentOut],
    url_name="instruments",
    tags=["Forms"],
    summary="Instruments of screening",
)
@reads
def instruments(request: HttpRequest) -> Any:
    """The instruments in use today. What they point to is advice; a person decides and says why."""
    actor(request).must(Permission.FORM_PRINT)
    words = vocabulary()
    wording = words.wording(current().code)
    return [_instrument(each, wording) for each in words.instruments_on(timezone.localdate())]


def _instrument(found: Instrument, wording: Wording) -> dict[str, object]:
    return {
        "code": found.code,
        "version": found.version,
        "name": wording.label(OwnList.INSTRUMENT, found.key),
        "lead": wording.label(OwnList.INSTRUMENT_LEAD, found.key),
        "subject": found.subject,
        "rule": found.rule,
        "indicators": [
            {
                "code": each.code,
                "label": wording.label(OwnList.INDICATOR, found.key_of(each)),
                "dimension": each.dimension,
                "strength": each.strength,
                "topic": each.topic,
            }
            for each in found.indicators
        ],
    }


@router.get("/places", response=list[ProviderOut], url_name="places", tags=["Places"], summary="Free places")
@reads
def places(request: HttpRequest) -> Any:
    """The directory of providers with their free places: counts only, and no address."""
    return directory(actor=actor(request), now=timezone.now())


@router.get("/team/agenda", response=AgendaOut, url_name="agenda", tags=["The Team"], summary="What waits")
@reads
def agenda(request: HttpRequest) -> Any:
    """Persons who wait for the Team in cases that the post works on, and the sessions to come."""
    who = actor(request)
    return {"waiting": waiting(actor=who), "sessions": sessions(actor=who, only_coming=True)}


@router.get(
    "/team/sessions/{uuid:session_id}", response=SessionOut, url_name="session", tags=["The Team"], summary="A session"
)
@reads
def session(request: HttpRequest, session_id: UUID) -> Any:
    """A session with those items on its agenda whose cases the post sees."""
    return session_page(session_id, actor=actor(request), now=timezone.now())
