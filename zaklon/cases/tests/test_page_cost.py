"""Pages of cases send as many statements to the database however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands import files, flags, glass
from zaklon.cases.kinds import FlagKind, Part
from zaklon.cases.tests.factories import CHILD, Circle, now
from zaklon.cases.tests.test_pages import REASON, address, many
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return Circle()


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client, path)
    return len(captured)


@pytest.mark.parametrize("who", ["manager", "supervisor", "coordinator"])
def test_a_list_costs_the_same_for_one_case_as_for_twenty(circle, who):
    client, path = client_of(getattr(circle, who)), reverse("cases:home")
    queries(client, path)
    many(circle, 1)
    before = queries(client, path)
    many(circle, 20)
    assert queries(client, path) == before


def test_the_page_of_a_case_costs_the_same_with_little_and_with_much_in_it(circle):
    client = client_of(circle.manager)
    circle.consent((circle.police, Part.TESTIMONY))
    queries(client, address(circle))
    before = queries(client, address(circle))
    for kind in FlagKind:
        with acting_as(circle.manager):
            flags.raise_flag(circle.code, kind, actor=circle.manager, now=now())
            files.add_person(circle.code, CHILD, actor=circle.manager, now=now())
    for _ in range(5):
        circle.consent((circle.police, Part.HEALTH), (circle.shelter, Part.SERVICES))
    assert queries(client, address(circle)) == before


def test_the_officer_s_page_costs_the_same_for_one_use_as_for_ten(circle):
    client, path = client_of(circle.officer), reverse("cases:review")

    def use(count):
        for _ in range(count):
            responder = make_actor("first_responder")
            with acting_as(responder):
                glass.break_glass(circle.code, Part.RISK, REASON, actor=responder, now=now())

    use(1)
    queries(client, path)
    before = queries(client, path)
    use(10)
    assert queries(client, path) == before
