"""First responders with real posts, and signals with a whole form; plainly invented."""

import uuid

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.kinds import AgeGroup
from zaklon.cases.tests.factories import now
from zaklon.cases.values import PersonFacts
from zaklon.pathway.tests.factories import load_law, sheet_for
from zaklon.signal.commands.reporting import report_signal
from zaklon.signal.values import NewSignal

NAMED = {"given_names": "Izmišljena", "family_names": "Kanarinac", "phones": ["067 000 111"]}
ADULT = PersonFacts(age_group=AgeGroup.ADULT)
CHILD = PersonFacts(age_group=AgeGroup.CHILD)
RESPONDER = Role.FIRST_RESPONDER


def responder(role=RESPONDER, body=None):
    """Somebody who may report."""
    return make_actor(role, body=body or make_body())


def answers(**said):
    """A whole form of a signal; what is `said` is what the test is about. Called as somebody who acts."""
    known = {"danger": "no", "urgency": "day", "age_group": "adult", "responder": "police"}
    return sheet_for("identification", "report", known | said)


def signal(actor, *, said=None, **changes):
    """A signal that can be sent, with a key of its own."""
    with acting_as(actor):
        whole = answers(**(said or {}))
    given = {"persons": (ADULT,), "role": next(iter(actor.roles)), "request_key": uuid.uuid4(), "answers": whole}
    return NewSignal(**{**given, **changes})


def report(actor, new=None, *, at=None, **changes):
    """Send it."""
    new = new or signal(actor, **changes)
    with acting_as(actor):
        return report_signal(new, actor=actor, now=at or now())


__all__ = ["ADULT", "CHILD", "NAMED", "RESPONDER", "answers", "load_law", "now", "report", "responder", "signal"]
