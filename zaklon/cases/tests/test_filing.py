"""The record of filing systems: facts of the pack, counts of the database, in every form and language."""

import re

import pytest
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands.answering import list_filing_systems
from zaklon.cases.queries.filing import FACTS
from zaklon.cases.tests.factories import CHILD, Circle, now
from zaklon.common.errors import NotPermitted
from zaklon.plan.tests.pages import client_of, page
from zaklon.reporting.tests.reading import pdf_text, sheets, squeezed, word_text
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY, INVENTED
from zaklon.vocabulary.tests.loading import load_country, pack_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    with acting_as(SYSTEM):
        load_country(INVENTED, now=NOON)
    return make_actor("data_protection_officer")


def systems(officer, language="en"):
    with acting_as(officer):
        return list_filing_systems(actor=officer, now=now(), language=language)


def test_facts_are_those_of_the_pack_and_counts_those_of_the_database(officer):
    Circle(CHILD)
    first = systems(officer)[0]
    assert first.name == "case_files (Vardania)"
    assert [text for _label, text in first.facts] == ["case_files (Vardania)"] * len(FACTS)
    counts = dict(first.counts)
    assert (counts["cases"], counts["persons"], counts["children"], counts["erased"]) == (1, 1, 1, 0)
    with acting_as(SYSTEM):
        assert [entry.action for entry in entries(user_id=officer.user_id)] == ["case.filing_record_read"]


@pytest.mark.parametrize("role", ["coordinator", "case_manager", "administrator", "auditor"])
def test_it_is_for_the_officer(officer, role):
    other = make_actor(role)
    with acting_as(other), pytest.raises(NotPermitted):
        list_filing_systems(actor=other, now=now(), language="en")


@pytest.mark.slow
def test_it_comes_as_page_pdf_word_and_excel(officer):
    client = client_of(officer)
    html = page(client, reverse("cases:filing_record", args=["page"]))
    assert "case_files (Vardania)" in html
    readers = {"pdf": pdf_text, "docx": word_text, "xlsx": lambda made: squeezed(str(sheets(made)))}
    for form, read in readers.items():
        response = client.get(reverse("cases:filing_record", args=[form]), {"language": "cnr"})
        assert "case_files(cnr)" in read(response.content)
        assert re.search(rf'filename="filing-systems-[\d-]+-cnr\.{form}"', response.headers["Content-Disposition"])


def test_the_pack_of_the_first_country_says_every_fact_of_every_system():
    pack = pack_of(FIRST_COUNTRY)
    known = {(term.list_code, term.code) for term in pack.terms}
    codes = {code for list_code, code in known if list_code == "filing_system"}
    assert codes == {"case_files", "staff_accounts", "audit_trail"}
    assert {(fact, code) for fact in FACTS for code in codes} <= known
