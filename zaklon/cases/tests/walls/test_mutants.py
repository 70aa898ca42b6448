"""Each policy with one thing wrong is found out: the comparison with the oracle can fail."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from zaklon.cases.tests.walls.mutants import mutants
from zaklon.cases.tests.walls.seen import differences
from zaklon.cases.tests.walls.world import make_world

# What one random world happens not to hold, another does.
SEEDS = range(7, 19)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_mutant_is_killed(as_owner, record_property):
    tried = alive = mutants()
    for seed in SEEDS:
        alive = alive and _alive_in(seed, alive, as_owner)
    assert not alive, "\n".join(mutant.name for mutant in alive)
    assert len(tried) >= 40
    record_property("mutants killed", len(tried))
    print(f"{len(tried)} mutants killed")  # noqa: T201 - a figure to report, shown with -rP


def _alive_in(seed, tried, as_owner):
    """Those that one random world does not tell from the right policies; the world is gone afterwards."""
    now = timezone.now()
    with transaction.atomic():
        world = make_world(seed, cases=16, now=now)
        assert list(differences(world, now))[:5] == []
        with as_owner(), connection.cursor() as cursor:
            # Nothing may wait for the end of the transaction, or no table can be altered in it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        alive = [mutant for mutant in tried if not _is_found(mutant, world, now, as_owner)]
        transaction.set_rollback(True)
    return alive


def _is_found(mutant, world, now, as_owner):
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(mutant.statement)
        found = next(differences(world, now, about=mutant.is_about), None)
        transaction.set_rollback(True)
    return found is not None
