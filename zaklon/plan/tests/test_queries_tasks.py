"""What waits for whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.queries.tasks import TaskFilter, Tasks
from zaklon.plan.tests.factories import activity_values, make_plan

pytestmark = pytest.mark.django_db
TODAY = date(2020, 7, 20)


def rows_of(actor, *, is_ours=True, today=TODAY, **chosen):
    with acting_as(actor):
        tasks = Tasks(actor=actor, today=today, language="en")
        return tasks.rows(TaskFilter(**chosen), is_ours=is_ours, window=slice(0, 100))


def test_an_activity_waits_for_its_lead_to_start_a_report():
    lead, other = make_body(), make_body()
    make_plan(activity_values(lead=lead.code, partners=[other.code]))
    rows = rows_of(make_actor("reporter", body=lead))
    assert [(row.turn, row.code, row.period, row.days_late) for row in rows] == [
        ("start", "1.1.1", "First half of 2020", 5),
        ("start", "1.1.1", "Whole of 2020", 0),
    ]
    assert rows_of(make_actor("reporter", body=other)) == []


def test_the_task_lists_cost_the_same_for_one_task_as_for_thirty():
    few, many = make_body(), make_body()
    codes = [activity_values(f"1.1.{number}", lead=many.code) for number in range(2, 32)]
    make_plan(activity_values(lead=few.code), *codes)

    def cost(actor):
        with acting_as(actor), CaptureQueriesContext(connection) as queries:
            tasks = Tasks(actor=actor, today=TODAY, language="en")
            counts = tasks.counts(TaskFilter())
            tasks.choices()
            rows = tasks.rows(TaskFilter(), is_ours=True, window=slice(0, 100))
        return counts.ours, len(rows), len(queries)

    assert cost(make_actor("reporter", body=few)) == (2, 2, 15)
    assert cost(make_actor("reporter", body=many)) == (60, 60, 15)
