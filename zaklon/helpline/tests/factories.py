"""A line with its operators, and calls; plainly invented."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.tests.factories import now
from zaklon.helpline.commands.logging import log_call
from zaklon.helpline.values import NewCall
from zaklon.pathway.tests.factories import load_law
from zaklon.vocabulary.queries import vocabulary

OPERATOR, SUPERVISOR = Role.HOTLINE_OPERATOR, Role.HOTLINE_SUPERVISOR
CODES = {
    "structure": "suspicion",
    "channel": "phone",
    "caller": "citizen",
    "language": "cnr",
    "municipality": "ME-16",
    "urgency": "day",
    "form": "labour",
    "action": "advised",
}


class Line:
    """A helpline in a body of its own, with the first country's pack."""

    def __init__(self, *, is_loaded=False) -> None:
        if not is_loaded:
            load_law()
        self.body = make_body()
        self.operator = make_actor(OPERATOR, body=self.body)
        self.colleague = make_actor(OPERATOR, body=self.body)
        self.supervisor = make_actor(SUPERVISOR, body=self.body)

    def log(self, *, by=None, at=None, **changes):
        """Log a call that begins two minutes before it is logged; gives its number."""
        by, at = by or self.operator, at or now()
        with acting_as(by):
            return log_call(new_call(at, **changes), actor=by, now=at)


def new_call(at, **changes):
    """A whole call; `changes` are fields of it, or codes."""
    own = {"started_at": at - timedelta(minutes=2), "request_key": uuid.uuid4(), "seconds": 120}
    given = {name: changes.pop(name) for name in (*own, "earlier", "note") if name in changes}
    return NewCall(codes=CODES | changes, **(own | given))


def zone():
    """The country's clock. Called as somebody who acts."""
    return ZoneInfo(vocabulary().home().timezone)


__all__ = ["CODES", "Line", "load_law", "new_call", "now", "zone"]
