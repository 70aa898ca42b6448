"""The same draft from five connections at the same moment."""

import threading

import pytest
from django.db import connections

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import Case, Person, Record
from zaklon.signal.models import Report
from zaklon.signal.tests.factories import NAMED, load_law, report, responder, signal

pytestmark = [pytest.mark.slow]
SENDERS = 5


def test_the_same_draft_from_five_threads_is_one_signal(committed):
    load_law()
    anna = responder()
    new, outcomes, lock = signal(anna, identity=NAMED), [], threading.Lock()
    gate, shared = threading.Barrier(SENDERS), connections["default"]

    def send():
        connections["default"] = own = shared.copy()
        try:
            gate.wait(timeout=30)
            outcome = report(anna, new)
        finally:
            own.close()
        with lock:
            outcomes.append(outcome)

    threads = [threading.Thread(target=send) for _sender in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(outcomes) == SENDERS
    assert len(set(outcomes)) == 1
    with acting_as(SYSTEM):
        assert [table.objects.count() for table in (Case, Person, Report)] == [1, 1, 1]
        assert Record.objects.count() == 2
