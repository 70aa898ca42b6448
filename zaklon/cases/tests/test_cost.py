"""What opening a case costs: as many statements however much is in it, and few for the pages within it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.cases.commands.gate import enter
from zaklon.cases.commands.reading import read_case, read_front
from zaklon.cases.commands.records import write_record
from zaklon.cases.kinds import Part
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewRecord

pytestmark = pytest.mark.django_db
# With the two that name who acts, and those that begin and end savepoints.
MOST_FOR_PAGE, MOST_FOR_FRONT, MOST_FOR_GATE = 29, 12, 8


@pytest.fixture
def circle(db):
    return Circle()


def cost(actor, deed):
    """How many statements the deed sends."""
    with acting_as(actor), CaptureQueriesContext(connection) as sent:
        deed()
    return len(sent)


def cost_of_page(circle):
    return cost(circle.manager, lambda: read_case(circle.code, actor=circle.manager, now=now(), language="en"))


def cost_of_front(circle):
    return cost(circle.manager, lambda: read_front(circle.code, actor=circle.manager, now=now()))


def write_entries(circle, count):
    with acting_as(circle.manager):
        for number in range(count):
            new = NewRecord(circle.person.pk, Part.RISK, "note", {"note": f"Invented {number}"})
            write_record(circle.code, new, actor=circle.manager, now=now())


def test_a_case_costs_the_same_with_one_entry_as_with_ten(circle):
    write_entries(circle, 1)
    page, front = cost_of_page(circle), cost_of_front(circle)
    write_entries(circle, 9)
    assert (cost_of_page(circle), cost_of_front(circle)) == (page, front)
    assert page <= MOST_FOR_PAGE
    assert front <= MOST_FOR_FRONT


def test_a_command_enters_a_case_with_few_statements(circle):
    def go():
        enter(circle.code, needs=Permission.CASE_WORK, actor=circle.manager, now=now())

    assert cost(circle.manager, go) <= MOST_FOR_GATE


def test_a_page_within_a_case_knows_the_same_rights_as_the_page_of_the_case(circle):
    circle.assign(circle.investigator)
    for actor in (circle.manager, circle.investigator):
        with acting_as(actor):
            page = read_case(circle.code, actor=actor, now=now(), language="en")
            front = read_front(circle.code, actor=actor, now=now())
        assert front.code == page.head.code
        assert (front.rights, front.roles, front.parts, front.persons) == (
            page.rights,
            page.roles,
            page.parts,
            page.persons,
        )
