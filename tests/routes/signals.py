"""A signal that somebody else has sent, and two of their cases that may be about one person."""

import uuid

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import AgeGroup
from zaklon.cases.models import Person
from zaklon.cases.values import PersonFacts
from zaklon.signal.commands.reporting import report_signal
from zaklon.signal.models import Likeness
from zaklon.signal.values import NewSignal


def make_signals(colleague, body, codes, now):
    """The ids of the signal, and of the side of the pair that stands in the first case."""
    manager = Actor.holding(frozenset({Role.CASE_MANAGER}), user_id=colleague.pk, body_id=body.pk)
    named = {"given_names": "kanarinac-person", "family_names": "Izmišljen"}
    new = NewSignal((PersonFacts(age_group=AgeGroup.ADULT),), Role.CASE_MANAGER, uuid.uuid4(), identity=named)
    with acting_as(manager):
        reported = report_signal(new, actor=manager, now=now)
    pair, sides = uuid.uuid4(), []
    with acting_as(SYSTEM):
        for code in codes[:2]:
            person = Person.objects.filter(case__code=code).order_by("position").first()
            is_signal = not sides
            side = Likeness.objects.create(
                pair=pair, case=person.case, person=person, is_signal=is_signal, why=[5], found_at=now
            )
            sides.append(side.pk)
    return {"signal_id": [reported.report_id], "likeness_id": sides[:1]}
