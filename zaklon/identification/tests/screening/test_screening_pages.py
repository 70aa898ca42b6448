"""The pages of the screening: lists that fit, answering by sections, advice, and the decision that begins with it."""

import re

import pytest
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.models import Record
from zaklon.cases.tests.factories import ADULT, CHILD
from zaklon.identification.forms.answering import field_name
from zaklon.identification.tests.instruments import enough, instrument
from zaklon.pathway.tests.factories import Way
from zaklon.plan.tests.pages import client_of, page
from zaklon.web.tests.html import texts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LABOUR, SIGNS = "ilo_adult_labour", "child_list"


def home(way):
    return reverse("screening:home", args=[way.code, 1])


def answering(way, code):
    return reverse("screening:answer", args=[way.code, 1, code])


def hidden(html):
    """What goes along unseen; nothing where a field is empty."""
    return dict(re.findall(r'<input type="hidden" name="(section|seen|request_key)" value="([^"]+)"', html))


def marks(code, *present):
    return {field_name(code, 1, each): "present" for each in present}


def answered(way, code, *present):
    client = client_of(way.manager)
    sent = hidden(client.get(answering(way, code)).content.decode())
    response = client.post(answering(way, code), {**sent, **marks(code, *present), "save": "yes"})
    assert response.status_code == 302, response.content.decode()
    return response


def test_a_child_meets_the_lists_for_children_and_why_others_are_not_in_use():
    way = Way(CHILD)
    html = page(client_of(way.manager), home(way))
    assert "Signs that a child needs protection" in html
    assert "Labour exploitation of children" in html
    assert "Labour exploitation of adults" not in html
    assert "off until a named officer" in html
    assert answering(way, SIGNS) in html
    assert answering(way, "ilo_child_sexual") not in html


def test_the_case_page_leads_to_the_screening():
    way = Way(CHILD)
    assert home(way) in page(client_of(way.manager), reverse("cases:case", args=[way.code]))


def test_sections_follow_each_other_and_carry_what_was_marked_before():
    way = Way(CHILD)
    client = client_of(way.manager)
    first = client.get(answering(way, SIGNS)).content.decode()
    assert "Section 1 of 3." in first
    assert "Who is with the child" in first
    assert "What the child has to do" not in first
    sent = {**hidden(first), **marks(SIGNS, "unaccompanied")}
    second = client.post(answering(way, SIGNS), sent).content.decode()
    assert "Section 2 of 3." in second
    assert f'<input type="hidden" name="{field_name(SIGNS, 1, "unaccompanied")}" value="present">' in second
    with acting_as(SYSTEM):
        assert not Record.objects.filter(kind=SIGNS).exists(), "nothing is sealed before it is saved"
    back = client.post(answering(way, SIGNS), {**sent, "section": "1", "to": "0"}).content.decode()
    assert "Section 1 of 3." in back


def test_saved_answers_lead_to_advice_that_closes_nothing():
    way = Way(CHILD)
    answered(way, SIGNS, "begging")
    shown = texts(page(client_of(way.manager), home(way)))
    assert "The signs are reason enough to protect the child now and to call the Team." in shown
    assert any("name the help that is open" in text for text in shown)
    assert "Coming back at any time, also after having said no" in shown


def test_the_form_of_the_decision_begins_with_the_marks_and_shows_the_advice_but_no_decision():
    way = Way(ADULT)
    way.take("identification", "report")
    present = enough(LABOUR, "exploitation")
    answered(way, LABOUR, *present)
    html = page(client_of(way.manager), reverse("pathway:step", args=[way.code, 1, "identification", "screen"]))
    assert "What the answers point to" in html
    wording = instrument(LABOUR)
    label = next(each.labels["en"] for each in wording.indicators if each.code == present[0])
    assert label in html.split('name="answer-observations"')[1].split("</textarea>")[0]
    assert re.search(r'name="answer-exploitation" type="radio" value="strong" checked', html)
    assert "checked" not in html.split('name="answer-result"')[1].split("</fieldset>")[0]
    assert html.split('name="answer-reasons"')[1].split("</textarea>")[0].split(">")[1].strip() == ""


def test_an_answered_list_is_read_in_the_file_with_its_name_and_lines():
    way = Way(CHILD)
    answered(way, SIGNS, "begging")
    html = page(client_of(way.manager), reverse("cases:part", args=[way.code, 3]))
    assert "Signs that a child needs protection" in html
    assert "The child begs" in html


def test_a_list_that_is_off_or_for_another_age_says_so_and_none_is_not_found():
    way = Way(CHILD)
    client = client_of(way.manager)
    assert "waits until the competent authority" in client.get(answering(way, "ilo_child_sexual")).content.decode()
    assert "another age" in client.get(answering(way, LABOUR)).content.decode()
    assert client.get(answering(way, "no-list")).status_code == 404


def test_the_second_of_two_officers_meets_both_answers_together():
    way = Way(CHILD)
    client = client_of(way.manager)
    mine = hidden(client.get(answering(way, SIGNS)).content.decode())
    answered(way, SIGNS, "begging")
    response = client.post(answering(way, SIGNS), {**mine, **marks(SIGNS, "fear"), "save": "yes"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Somebody has answered this list while you were writing" in html
    assert f'name="{field_name(SIGNS, 1, "begging")}" value="present"' in html
    again = {**hidden(html), **marks(SIGNS, "begging", "fear"), "save": "yes"}
    assert client.post(answering(way, SIGNS), again).status_code == 302


def test_who_does_not_read_the_screening_meets_no_page_of_it():
    way = Way(CHILD)
    way.assign(way.worker)
    for address in (home(way), answering(way, SIGNS)):
        assert client_of(way.worker).get(address).status_code == 403
        assert client_of(make_actor("case_manager")).get(address).status_code == 404
    assert home(way) not in page(client_of(way.worker), reverse("cases:case", args=[way.code]))
