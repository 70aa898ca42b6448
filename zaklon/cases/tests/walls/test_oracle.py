"""The database, the product's rules and an oracle that shares no code with either agree on who sees what."""

import os

import pytest
from django.utils import timezone

from zaklon.cases.kinds import Level, Part
from zaklon.cases.tests.walls.seen import differences, disagreements_of_rules
from zaklon.cases.tests.walls.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# `make oracle` asks for a million decisions; each test run for some sixty thousand.
WORLDS = int(os.environ.get("ORACLE_WORLDS", "2"))
CASES = 24


@pytest.mark.parametrize("seed", range(WORLDS))
def test_database_rules_and_oracle_agree(seed, record_property):
    now = timezone.now()
    world = make_world(seed, cases=CASES, now=now)
    assert list(differences(world, now))[:20] == []
    assert list(disagreements_of_rules(world, now))[:20] == []
    decisions = len(world.actors) * CASES * len(Part) * len(Level)
    record_property("decisions", decisions)
    print(f"{decisions} decisions of {len(world.actors)} posts, 0 disagreements")  # noqa: T201 - a figure, shown with -rP
