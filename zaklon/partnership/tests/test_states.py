"""Every step in every state by every role: the tables say it all, so each cell is tried."""

from dataclasses import dataclass

import pytest

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.roles import MATRIX, Role
from zaklon.access.workflow import open_steps, take_step
from zaklon.common.errors import NotAllowedNow, NotPermitted
from zaklon.partnership import kinds, states

TABLES = {
    "session": (states.SESSION_STEPS, kinds.SessionStatus),
    "conclusion": (states.CONCLUSION_STEPS, kinds.ConclusionStatus),
    "call": (states.CALL_STEPS, kinds.CallStatus),
    "application": (states.APPLICATION_STEPS, kinds.ApplicationStatus),
    "report": (states.REPORT_STEPS, kinds.ReportStatus),
}


@dataclass
class Record:
    status: str


def cells():
    for name, (steps, statuses) in TABLES.items():
        for status in statuses:
            for verb in sorted({step.verb for step in steps}):
                yield name, str(status), verb


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_each_step_is_taken_only_from_its_state_by_its_role(role):
    actor = Actor.holding(frozenset({role}), user_id="u", body_id="b")
    tried = 0
    for name, status, verb in cells():
        steps, _statuses = TABLES[name]
        record = Record(status)
        mine = [step for step in steps if step.verb == verb and step.permission in MATRIX[role].permissions]
        found = next((step for step in mine if step.source == status), None)
        assert (verb in open_steps(steps, record, actor)) == (found is not None)
        if not mine:
            with pytest.raises(NotPermitted):
                take_step(steps, record, actor, verb)
        elif found is None:
            with pytest.raises(NotAllowedNow):
                take_step(steps, record, actor, verb)
        else:
            take_step(steps, record, actor, verb)
            assert record.status == found.target
        tried += 1
    assert tried > 100


def test_who_votes_manages_decides_and_assesses_is_as_the_body_agreed():
    holding = {p: {role for role, grant in MATRIX.items() if p in grant.permissions} for p in Permission}
    assert holding[Permission.BOARD_MANAGE] == holding[Permission.GRANT_MANAGE] == {Role.COORDINATOR}
    assert holding[Permission.BOARD_VOTE] == {Role.BOARD_MEMBER}
    assert holding[Permission.GRANT_DECIDE] == {Role.COORDINATOR, Role.BOARD_MEMBER}
    assert Role.COORDINATOR not in holding[Permission.GRANT_ASSESS]
    assert Role.PUBLIC not in set().union(*(holding[p] for p in Permission if p.startswith(("board", "grant"))))
