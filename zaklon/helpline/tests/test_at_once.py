"""Twenty operators who save at the same moment: nothing lost, nothing double, and the night's count misses none."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.helpline.commands import days
from zaklon.helpline.commands.logging import log_call
from zaklon.helpline.models import Call, DayReport
from zaklon.helpline.queries.measures import calls_received
from zaklon.helpline.tests.factories import OPERATOR, Line, new_call, now

pytestmark = [pytest.mark.slow]
WRITERS, CALLS = 20, 3


def test_twenty_operators_at_once_lose_nothing_and_double_nothing(committed):
    line = Line()
    operators = [make_actor(OPERATOR, body=line.body) for _writer in range(WRITERS)]
    # Yesterday's day is counted while calls of it are still being saved.
    at = now() - timedelta(days=1)
    line.log(at=at)
    gate, shared, numbers, lock = threading.Barrier(WRITERS + 1), connections["default"], [], threading.Lock()

    def write(operator):
        connections["default"] = own = shared.copy()
        calls = [new_call(at) for _call in range(CALLS)]
        try:
            gate.wait(timeout=60)
            # Each form is sent twice, as by a finger that slips.
            for call in [twice for each in calls for twice in (each, each)]:
                with acting_as(operator):
                    number = log_call(call, actor=operator, now=now())
                with lock:
                    numbers.append(number)
        finally:
            own.close()

    def count():
        connections["default"] = own = shared.copy()
        try:
            gate.wait(timeout=60)
            days.make_due_reports(now=now())
        finally:
            own.close()

    threads = [threading.Thread(target=write, args=(operator,)) for operator in operators]
    threads.append(threading.Thread(target=count))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(numbers) == 2 * WRITERS * CALLS
    assert len(set(numbers)) == WRITERS * CALLS
    with acting_as(SYSTEM):
        assert Call.objects.count() == WRITERS * CALLS + 1
        day = Call.objects.values_list("day", flat=True).first()
        current = DayReport.objects.get(is_current=True)
        assert current.calls == WRITERS * CALLS + 1
        revisions = list(DayReport.objects.order_by("revision").values_list("revision", flat=True))
        assert revisions == list(range(1, len(revisions) + 1))
    assert calls_received(day, day) == WRITERS * CALLS + 1
