"""Every state × verb × role of the first country, tried with the real command against the table of the pack.

What is expected is read from `steps.csv` as text, not through the program that reads packs.
"""

import csv
from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases.kinds import Part
from zaklon.cases.models import Case
from zaklon.cases.tests.factories import CHILD, now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.pathway.commands.steps import take_step
from zaklon.pathway.models import Move, Standing
from zaklon.pathway.tests.factories import Way, sheet_for
from zaklon.pathway.values import NewStep
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass(frozen=True)
class Row:
    """A line of the table of steps."""

    way: str
    verb: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    needs: str


def table() -> list[Row]:
    with (FIRST_COUNTRY / "steps.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["way"],
                row["verb"],
                frozenset(row["from"].split()),
                row["to"],
                frozenset(row["roles"].split()),
                row["needs"],
            )
            for row in csv.DictReader(file)
        ]


TABLE = table()


def states() -> dict[str, list[str]]:
    """The states of each way."""
    found: dict[str, set[str]] = {}
    for row in TABLE:
        found.setdefault(row.way, set()).update(row.sources, {row.target})
    return {way: sorted(each) for way, each in found.items()}


STATES = states()


# By which refusal a condition of the law is known, of those that the file of these trials does not fulfil.
REFUSALS = {
    "consent_or_duty": "need_consent_or_duty",
    "guardian_works_on_case": "need_guardian",
    "no_conflict": "need_session",
    "presumed_or_protected": "need_protected",
    "protected": "need_protected",
    "risk_assessed": "need_risk_assessed",
    "team_majority": "need_session",
}


class _TakenBack(Exception):
    """Ends a trial that succeeded, so that the next one finds the same file."""


def stand(way: Way, on_way: str, state: str) -> None:
    with acting_as(SYSTEM):
        person = way.person
        part = Part[vocabulary().ways[on_way].part.upper()]
        about = {"case_id": person.case_id, "part": part, "since": now(), "circle": person.circle, "is_sealed": False}
        Standing.objects.update_or_create(person=person, way=on_way, defaults={**about, "state": state})


def answers_of(actor: Actor, row: Row) -> dict:
    with acting_as(actor):
        return sheet_for(row.way, row.verb)


def outcome(way: Way, actor: Actor, row: Row, answers: dict) -> str:
    """What came of the step: "done", or the kind of its refusal; the file is as before."""
    try:
        with acting_as(actor):
            move = take_step(way.code, NewStep(way.person.pk, row.way, row.verb, answers), actor=actor, now=now())
            with acting_as(SYSTEM):
                assert Move.objects.get(pk=move).to_state == row.target
                assert Standing.objects.get(person=way.person, way=row.way).state == row.target
            raise _TakenBack
    except _TakenBack:
        return "done"
    except Case.DoesNotExist:
        return "hidden"
    except NotPermitted as refused:
        return "of others" if refused.code == "step_of_others" else "no work on cases"
    except (NotAllowedNow, RuleBroken) as refused:
        return "from elsewhere" if refused.code == "step_leads_from_elsewhere" else "condition " + refused.code


def expected(row: Row, state: str, role: str, *, works_on_case: bool) -> set[str]:
    """What may come of it by the table; a condition of the law can refuse only what the table lets pass."""
    if not works_on_case:
        return {"hidden", "no work on cases"}
    if role not in row.roles:
        return {"of others"}
    if state not in row.sources:
        return {"from elsewhere"}
    return {"done", *(f"condition {REFUSALS[need]}" for need in row.needs.split() if need in REFUSALS)}


@pytest.mark.parametrize("role", Role.values)
def test_a_step_is_taken_from_its_states_by_its_roles_and_by_nobody_else(role, record_property):
    way = Way(CHILD)
    actor = way.manager if role == "case_manager" else make_actor(role)
    works_on_case = Permission.CASE_WORK in actor.permissions
    if works_on_case and actor is not way.manager:
        way.assign(actor)
    found: Counter[str] = Counter()
    for on_way, state in ((each, state) for each in STATES for state in STATES[each]):
        with transaction.atomic():
            stand(way, on_way, state)
            for row in (row for row in TABLE if row.way == on_way):
                fits = role in row.roles and state in row.sources
                what = outcome(way, actor, row, answers_of(actor, row) if fits else {})
                assert what in expected(row, state, role, works_on_case=works_on_case), (row, state, role, what)
                found[what] += 1
            # The next state finds the file as it was at first.
            transaction.set_rollback(True)
    assert sum(found.values()) == sum(len(STATES[row.way]) for row in TABLE)
    record_property("tried", dict(found))


def test_the_table_has_no_verb_twice():
    assert len({(row.way, row.verb) for row in TABLE}) == len(TABLE)
