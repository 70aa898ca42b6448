"""Several who ask for the last place at the same moment, over real connections of their own."""

import threading

import pytest
from django.db import connections

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.common.errors import NotAllowedNow
from zaklon.protection.kinds import StayState
from zaklon.protection.models import Placement
from zaklon.protection.tests.factories import Shelter

pytestmark = [pytest.mark.slow]
ASKERS, PLACES = 6, 2


def test_the_last_places_are_never_given_twice(committed):
    home = Shelter(places=PLACES)
    cases = [home.another_case() for _asker in range(ASKERS)]
    gate, outcomes, lock = threading.Barrier(ASKERS), [], threading.Lock()
    shared = connections["default"]

    def ask(code, person):
        connections["default"] = own = shared.copy()
        try:
            gate.wait(timeout=30)
            home.ask(code=code, person_id=person)
            outcome = "given"
        except NotAllowedNow as refusal:
            outcome = refusal.code
        finally:
            own.close()
        with lock:
            outcomes.append(outcome)

    threads = [threading.Thread(target=ask, args=case) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["given"] * PLACES + ["provider_full"] * (ASKERS - PLACES)
    with acting_as(SYSTEM):
        held = Placement.objects.filter(state=StayState.ASKED)
        assert sorted(held.values_list("slot", flat=True)) == list(range(1, PLACES + 1))
