"""What the import costs: no more queries for a longer plan, and one reading of each file."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.plan.commands import importing
from zaklon.plan.models import PlanImport
from zaklon.plan.queries import imported
from zaklon.plan.tests.intake.rivers import load_rivers, rivers_file, waiting
from zaklon.plan.tests.intake.walking import confirmed, text_of, upload
from zaklon.plan.tests.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def office(db):
    load_rivers()
    return make_actor(Role.COORDINATOR, body=make_body("OFFICE"))


def counted(ask):
    """How many queries the asking takes, once caches are warm."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("import", {"show": "open"}),
        ("import", {"show": "answered"}),
        ("import_rows", {"part": "activity"}),
        ("import_rows", {"part": "activity", "only": "unsure"}),
        ("import_row", {"row": "activity 1.1.1"}),
        ("import_paper", {}),
        ("import_confirm", {}),
    ],
)
def test_a_page_of_an_import_costs_the_same_for_a_short_plan_as_for_a_long_one(office, name, query):
    client = client_of(office)
    costs = []
    for count in (12, 48):
        address = reverse(f"plan:{name}", args=[waiting(office, count)])
        costs.append(counted(lambda address=address: text_of(client.get(address, query))))
    assert costs[0] == costs[1]


def test_the_list_of_imports_costs_the_same_for_one_as_for_several(office):
    client, costs = client_of(office), []
    for count in (4, 5, 6):
        waiting(office, count)
        costs.append(counted(lambda: text_of(client.get(reverse("plan:imports")))))
    assert len(set(costs)) == 1


def test_confirming_costs_the_same_for_fifty_activities_as_for_five_hundred(office):
    costs = []
    for count in (50, 500):
        import_id = waiting(office, count)
        with CaptureQueriesContext(connection) as queries:
            confirmed(office, import_id)
        costs.append(len(queries))
    assert costs[0] == costs[1] < 60


def test_a_file_is_read_once_when_it_comes_and_not_again_for_its_first_page(office, monkeypatch):
    read = []
    for module in (importing, imported):
        reading = module.read_plan

        def counting(*args, reading=reading, **given):
            read.append(args[1])
            return reading(*args, **given)

        monkeypatch.setattr(module, "read_plan", counting)
    import_id = upload(office, rivers_file(6), year=2027)
    text_of(client_of(office).get(reverse("plan:import", args=[import_id])))
    assert read == ["plan.docx"]


def test_a_new_body_in_the_register_lets_the_file_be_read_again(office):
    import_id = upload(office, rivers_file(6))
    with acting_as(office):
        first = imported.opened(PlanImport.objects.get(pk=import_id), actor=office, now=NOON).read
    make_body("OTTERS", name="Otter Society")
    with acting_as(office):
        second = imported.opened(PlanImport.objects.get(pk=import_id), actor=office, now=NOON).read
    assert first == second
    assert first is not second
