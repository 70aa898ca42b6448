"""The page on which a person is looked for: by whom, what it shows, and what it keeps to itself."""

import pytest
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import TrailFilter, trail
from zaklon.cases.commands import records
from zaklon.cases.kinds import Part
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewRecord
from zaklon.plan.tests.pages import client_of

pytestmark = pytest.mark.django_db
NAMES = {"given_names": "Đurđa", "family_names": "Kanarinac"}


@pytest.fixture
def circle(db):
    made = Circle()
    with acting_as(made.manager):
        entry = NewRecord(made.person.pk, Part.IDENTITY, "identity", NAMES)
        records.write_record(made.code, entry, actor=made.manager, now=now())
    return made


def searches():
    with acting_as(SYSTEM):
        return trail(TrailFilter(action="case.searched"), after="", limit=5).rows


def look(actor, text, purpose="call"):
    return client_of(actor).post(reverse("cases:search"), {"text": text, "purpose": purpose})


@pytest.mark.parametrize("text", ["Kanarinac Djurdja", "Ђурђа Канаринац", "kanarinac"])
def test_a_person_is_found_in_each_script_and_order_and_shown_by_case(circle, text):
    answer = look(circle.manager, text)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert circle.code in html
    assert "1 person may be meant" in html


def test_who_may_not_identify_the_person_finds_nobody_in_the_same_words_as_for_an_absent_one(circle):
    outsider = make_actor("case_manager", body=circle.centre)
    for text in ("Kanarinac", "Nepostojević"):
        html = look(outsider, text).content.decode()
        assert circle.code not in html
        assert "Nobody whom you may identify is found." in html


def test_the_name_stands_in_no_address_title_or_header_and_not_on_the_trail(circle):
    answer = look(circle.manager, "Kanarinac")
    title = answer.content.decode().split("</title>")[0]
    assert "anarinac" not in title + str(dict(answer.headers)) + answer.wsgi_request.get_full_path()
    assert "no-store" in answer.headers["Cache-Control"]
    (row,) = searches()
    assert "anarinac" not in str(row)
    assert row.fields == ("call",)


@pytest.mark.parametrize(
    ("text", "purpose"), [("K", "call"), ("", "call"), ("Kanarinac", ""), ("Kanarinac", "curious")]
)
def test_without_a_name_or_a_purpose_nothing_is_looked_for(circle, text, purpose):
    answer = look(circle.manager, text, purpose)
    assert answer.status_code == 422
    assert circle.code not in answer.content.decode()
    assert searches() == ()


@pytest.mark.parametrize("role", ["analyst", "administrator", "data_protection_officer", "case_supervisor"])
def test_who_does_not_work_on_cases_looks_for_nobody(circle, role):
    assert look(make_actor(role, body=circle.centre), "Kanarinac").status_code == 403
