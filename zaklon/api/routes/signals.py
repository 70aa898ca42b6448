"""Signals: reporting one, looking before whether there is a file already, and how the own ones stand."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.api.asking import actor, marked, reads, request_key, writes
from zaklon.api.shapes.first_contact import LookedOut, NamesIn, NewSignalIn, ReportOut
from zaklon.api.shapes.shared import Done
from zaklon.cases.values import FoundPerson, PersonFacts
from zaklon.cases.vault.spelling import Why
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.signal.commands.looking import look_before
from zaklon.signal.commands.reporting import may_name, report_signal, whole_answers
from zaklon.signal.queries.reports import my_reports, reported_before
from zaklon.signal.values import ANOTHER, ELSEWHERE, Content, Looked, NewSignal

router = Router(tags=["Signals"])


@router.get("/signals", response=list[ReportOut], url_name="signals", summary="My signals")
@reads
def signals(request: HttpRequest) -> Any:
    """The newest signals of the post, and how each stands."""
    return my_reports(actor=actor(request), now=timezone.now())


@router.post("/signals/look", response=LookedOut, url_name="look_before", summary="Look before a signal")
@marked
@reads
def look_first(request: HttpRequest, said: NamesIn) -> Any:
    """Whether there is a file already about whom a signal will be. It stands on the trail, of each such file too."""
    who = actor(request)
    who.must(Permission.SIGNAL_REPORT)
    if not any(may_name(role) for role in who.roles):
        raise NotPermitted("signal_role_missing")
    looked = look_before(said.content(), actor=who, now=timezone.now())
    return {"seen": [_hit(each) for each in looked.seen], "elsewhere": looked.elsewhere}


def _hit(found: FoundPerson) -> dict[str, object]:
    why = [Why(int(each)).name.lower() for each in found.why]
    return {"code": found.code, "position": found.position, "score": found.score, "why": why}


@router.post("/signals", response={201: Done}, url_name="report_signal", summary="Report a signal")
@writes
def report(request: HttpRequest, said: NewSignalIn) -> Any:
    """Record a signal with its case. The same request key is one signal, however often it is sent.

    Where somebody who may be meant has a file already, it is refused until `same` says whether it is that person.
    """
    who, key = actor(request), request_key(request)
    who.must(Permission.SIGNAL_REPORT)
    made = reported_before(key, actor=who)
    if made is None:
        persons = tuple(PersonFacts(each.sex, each.age_group, each.citizenship) for each in said.persons)
        identity = said.identity.content()
        _refuse_unanswered(identity, said, who)
        answers = whole_answers(said.answers, persons[0], today=timezone.localdate())
        new = NewSignal(persons, said.role, key, answers, identity, said.same)
        made = report_signal(new, actor=who, now=timezone.now())
    return {"code": made.code, "id": str(made.report_id)}


def _refuse_unanswered(identity: Content, said: NewSignalIn, who: Actor) -> None:
    """Ask, as the page does, whether it is the same person; whoever has searched too much today reports unasked."""
    if not identity or not may_name(said.role):
        return
    try:
        looked = look_before(identity, actor=who, now=timezone.now())
    except NotAllowedNow:
        looked = Looked()
    offered = {ANOTHER, *(each.code for each in looked.seen)} | ({ELSEWHERE} if looked.elsewhere else set())
    if not looked.is_empty and said.same not in offered:
        raise RuleBroken("signal_same_unknown", field="same")
