"""A search finds only persons whom the one who asks may identify."""

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON, make_actor
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.models import Assignment
from zaklon.cases.tests.vault.factories import make_case, make_person
from zaklon.cases.vault import tokens
from zaklon.cases.vault.search import search

pytestmark = pytest.mark.django_db


def found(text):
    return [hit.person_id for hit in search(text)]


def test_only_persons_whom_the_asker_may_identify_are_found():
    seen, hidden = make_case(), make_case()
    worker = make_actor(Role.CASE_MANAGER)
    with acting_as(SYSTEM):
        Assignment.objects.create(
            case=seen,
            user_id=worker.user_id,
            body_id=worker.body_id,
            role=Role.CASE_MANAGER,
            starts_at=NOON,
            is_sealed=False,
        )
        keep_walls(seen.pk, now=NOON)
        mine, other = make_person(seen), make_person(hidden)
        for person in (mine, other):
            tokens.write(person, ["Invented Canary"], ["INV 123456"])
        assert set(found("Canary")) == {mine.pk, other.pk}
    for text in ("Canary", "Invented Canary", "INV123456", "Canari"):
        with acting_as(worker):
            assert found(text) == [mine.pk], text
        with acting_as(make_actor(Role.ADMINISTRATOR)):
            assert found(text) == [], text
