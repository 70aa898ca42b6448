"""Forms that are filled in again begin with what is known: on steps and on sheets, for who may read it."""

from html import unescape

import pytest
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands.files import add_person
from zaklon.cases.models import Person
from zaklon.cases.tests.factories import ADULT, now
from zaklon.pathway.tests.factories import Way, sheet_for
from zaklon.pathway.tests.test_pages import hidden, posted, step_at
from zaklon.plan.tests.pages import client_of, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TAKEN = "are filled in. Look at each"


def step(way, name, verb, *, by=None):
    return page(client_of(by or way.manager), reverse("pathway:step", args=[way.code, 1, name, verb]))


def field(html, code):
    """The markup of one question, up to the next."""
    return html.split(f'name="answer-{code}"')[1].split('name="answer-')[0]


def planned(way):
    way.take("identification", "report")
    way.take("identification", "screen")
    way.take("identification", "presume")
    way.take("risk", "rate_high", threats="yes", threats_words="Invented calls", level="high")
    way.take("support", "assess", first=["A bed"])
    way.take("support", "begin_plan", goal_1="A course of the language", person_agrees="given", remarks="Said once.")


@pytest.fixture
def way():
    found = Way(ADULT)
    planned(found)
    return found


def test_a_review_begins_with_the_last_plan_and_without_its_agreement_and_days(way):
    html = step(way, "support", "review_plan")
    assert TAKEN in html
    assert "A course of the language" in field(html, "goal_1")
    assert "checked" not in field(html, "person_agrees")
    assert "Said once." not in html
    assert 'name="answer-drawn_up_on-day" value=' not in html


def test_danger_is_assessed_again_from_the_last_assessment_but_its_level_is_said_anew(way):
    html = step(way, "risk", "rate_medium")
    assert "Invented calls" in field(html, "threats_words")
    assert "checked" not in field(html, "level")


def test_danger_that_has_gone_takes_the_measures_against_it_along(way):
    way.take("risk", "rate_high", level="high", measures=["place"], measures_words="A room elsewhere")
    client, address = client_of(way.manager), step_at(way, "risk", "rate_low")
    html = page(client, address)
    assert "A room elsewhere" in field(html, "measures_words")
    began = unescape(hidden(html, "answer-begun_with"))
    with acting_as(way.manager):
        low = sheet_for("risk", "rate_low", {"level": "low", "threats": "no"})
    kept = {"answer-measures": ["place"], "answer-measures_words": "A room elsewhere", "answer-begun_with": began}
    sent = posted(low, seen_state="high", request_key=hidden(html, "request_key")) | kept
    assert client.post(address, sent).status_code == 302
    assert way.state("risk") == "low"


def test_a_first_form_begins_with_how_the_person_is_known_and_says_nothing_of_former_answers(way):
    html = step(way, "identification", "refer")
    assert TAKEN not in html
    assert 'value="adult" checked' in html


def test_the_newest_knowledge_of_the_person_beats_the_last_sheet(way):
    with acting_as(SYSTEM):
        Person.objects.filter(pk=way.person.pk).update(citizenship="PH")
    html = step(way, "identification", "refer")
    assert '<option value="PH" selected' in html


def test_who_may_not_read_the_part_begins_with_nothing_and_leaves_no_look(way):
    way.assign(way.worker)
    guardian = make_actor("guardian")
    way.assign(guardian)
    way.take("risk", "rate_low", threats="yes", threats_words="Invented again")
    assert "Invented again" in step(way, "risk", "rate_high", by=way.worker), "the house reads the danger"
    before = looks(way, guardian)
    assert client_of(guardian).get(reverse("pathway:step", args=[way.code, 1, "risk", "rate_high"])).status_code == 403
    assert looks(way, guardian) == before


def looks(way, actor):
    with acting_as(SYSTEM):
        found = [entry for entry in entries(subject=way.code) if entry.user_id == actor.user_id]
    read = [list(entry.fields) for entry in found if entry.action == "case.read"]
    return [fields for fields in read if fields == ["risk"]]


def test_what_a_form_begins_with_is_a_look_on_the_trail(way):
    assert looks(way, way.manager) == []
    step(way, "risk", "rate_high")
    assert looks(way, way.manager) == [["risk"]]


def test_a_sheet_of_the_file_begins_the_same_way(way):
    address = reverse("cases:fill", args=[way.code, way.person.pk, "f6_risk"])
    html = page(client_of(way.manager), address)
    assert TAKEN in html
    assert "Invented calls" in field(html, "threats_words")


def test_somebody_elses_answers_are_never_taken(way):
    with acting_as(way.manager):
        add_person(way.code, ADULT, actor=way.manager, now=now())
    html = page(client_of(way.manager), reverse("pathway:step", args=[way.code, 2, "risk", "rate_high"]))
    assert TAKEN not in html
    assert "Invented calls" not in html
