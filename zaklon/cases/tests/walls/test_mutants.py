"""Each policy with one thing wrong is found out: the comparison with the oracle can fail."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from zaklon.cases.tests.walls.mutants import mutants
from zaklon.cases.tests.walls.seen import differences
from zaklon.cases.tests.walls.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_mutant_is_killed(as_owner, record_property):
    now = timezone.now()
    world = make_world(7, cases=24, now=now)
    assert list(differences(world, now))[:5] == []
    tried = mutants()
    alive = [mutant.name for mutant in tried if not _is_found(mutant, world, now, as_owner)]
    assert not alive, "\n".join(alive)
    assert len(tried) >= 40
    record_property("mutants killed", len(tried))


def _is_found(mutant, world, now, as_owner):
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            # Nothing may wait for the end of the transaction, or no table can be altered in it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(mutant.statement)
        found = next(differences(world, now, about=mutant.is_about), None)
        transaction.set_rollback(True)
    return found is not None
