"""The page of blank forms in the whole product, with the invented country's forms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import NOON, make_actor
from zaklon.cases.tests.factories import Circle
from zaklon.plan.tests.pages import client_of, page
from zaklon.vocabulary.tests.folders import INVENTED
from zaklon.vocabulary.tests.loading import load_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def testland(db):
    with acting_as(SYSTEM):
        load_country(INVENTED, now=NOON)


@pytest.fixture
def worker(db):
    return make_actor(Role.CASE_MANAGER)


def test_whoever_works_on_cases_finds_the_forms_and_prints_them_in_every_language(testland, worker):
    client = client_of(worker)
    html = page(client, "/forms/")
    assert "Form 1. Lantern walk" in html
    for language in ("en", "cnr", "cnr-cyrl", "sq"):
        address = f"/forms/lantern_walk.pdf?language={language}"
        assert address in html
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
        assert f"-{language}.pdf" in answer.headers["Content-Disposition"]


def test_the_page_speaks_the_reader_s_language(testland, worker):
    html = page(client_of(worker, language="cnr-cyrl"), "/forms/")
    assert "Шетња са фењером" in html
    assert "За оне који излазе ноћу." in html


@pytest.mark.parametrize("address", ["/forms/no_such_form.pdf", "/forms/lantern_walk.pdf?language=fr"])
def test_a_form_or_language_that_there_is_not_is_not_found(testland, worker, address):
    assert client_of(worker).get(address).status_code == 404


def test_before_a_pack_is_loaded_the_page_says_so_and_a_form_waits(worker):
    client = client_of(worker)
    assert "The country pack has no forms." in page(client, "/forms/")
    assert client.get("/forms/lantern_walk.pdf").status_code == 409


def test_who_does_not_work_on_cases_prints_no_form_and_is_offered_none(testland):
    reporter = make_actor(Role.REPORTER)
    client = client_of(reporter)
    assert Permission.FORM_PRINT not in reporter.permissions
    assert client.get("/forms/").status_code == 403
    assert client.get("/forms/lantern_walk.pdf").status_code == 403
    assert "/forms/" not in page(client, "/plan/")


def test_the_list_asks_the_database_for_the_pack_once(testland, worker):
    client = client_of(worker)
    page(client, "/forms/")
    with CaptureQueriesContext(connection) as asked:
        page(client, "/forms/")
    assert sum("vocabulary_" in query["sql"] for query in asked.captured_queries) == 1


def test_a_country_without_a_form_for_complaints_is_offered_none(testland):
    circle = Circle()
    client = client_of(circle.manager)
    assert "File a complaint" not in page(client, reverse("cases:case", args=[circle.code]))
    assert client.get(reverse("protection:incident", args=[circle.code, 1])).status_code == 404
