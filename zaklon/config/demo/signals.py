"""Invented signals: one by the telephone line, one by a first responder that may be about a person whom others know."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup, Sex
from zaklon.cases.values import PersonFacts
from zaklon.config.demo.walking import Cast
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.signal.commands.reporting import report_signal
from zaklon.signal.values import ELSEWHERE, NewSignal, Waited

_LANGUAGE = "en"
_FORM = "f1_signal"


def write_signals(cast: Cast, now: datetime) -> None:
    """After the cases, since one of them is found again."""
    responder = cast.actors[("POL", Role.FIRST_RESPONDER.value)]
    hotline = cast.actors[("MLA", Role.HOTLINE_OPERATOR.value)]
    named = {"given_names": "Primjerka", "family_names": "Izmišljena"}
    adult = NewSignal(
        persons=(PersonFacts(Sex.FEMALE, AgeGroup.ADULT),),
        role=Role.FIRST_RESPONDER,
        request_key=uuid.uuid4(),
        answers=_answers(now, responder, responder="border_police", age_group="adult", urgency="day"),
        identity=named,
        same=ELSEWHERE,
        waited=Waited(age=timedelta(hours=2)),
    )
    child = NewSignal(
        persons=(PersonFacts(Sex.MALE, AgeGroup.CHILD),),
        role=Role.HOTLINE_OPERATOR,
        request_key=uuid.uuid4(),
        answers=_answers(now, hotline, responder="hotline", age_group="child", urgency="immediate", alone="no"),
    )
    for actor, new in ((responder, adult), (hotline, child)):
        with acting_as(actor):
            report_signal(new, actor=actor, now=now)


def _answers(now: datetime, actor: Actor, **given: str) -> dict[str, str | list[str]]:
    with acting_as(actor):
        form = definition_of(_FORM, _LANGUAGE, on=timezone.localdate(now))
        return filled(form, timezone.localdate(now), {"danger": "no", "channel": "in_person", **given})
