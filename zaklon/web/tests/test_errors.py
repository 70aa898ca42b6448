"""Refusals and mishaps as answers."""

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy as _

from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web import sentences
from zaklon.web.sentences import register_sentences, sentence_for

pytestmark = pytest.mark.urls("zaklon.web.tests.urls")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _own_sentences(monkeypatch):
    monkeypatch.setattr(sentences, "_SENTENCES", {"web.test_rule": _("Enter a number that is not below %(limit)s.")})


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/raise/permission", 403, "You may not do this"),
        ("/raise/state", 409, "This is not possible now"),
        ("/raise/rule", 422, "Something needs correcting"),
        ("/raise/missing", 404, "Page not found"),
        ("/raise/hidden", 404, "Page not found"),
        ("/raise/denied", 403, "You may not do this"),
        ("/raise/bug", 500, "Sorry, something went wrong"),
        ("/nothing-here", 404, "Page not found"),
        ("/post-only", 405, "This page cannot be opened like this"),
    ],
)
def test_each_mishap_has_its_page(client, address, status, heading):
    response = client.get(address)
    assert response.status_code == status
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in response.content.decode()


def test_a_hidden_record_looks_like_a_missing_one(client):
    client.get("/nothing-here")  # sets the cookie on which the form token in the page depends
    bodies = {client.get(address).content.split(b"<main")[1] for address in ("/raise/missing", "/raise/hidden")}
    assert len(bodies) == 1


def test_a_bug_tells_nothing_of_itself(client):
    assert b"secret" not in client.get("/raise/bug").content


def test_the_page_of_a_bug_touches_no_session(client):
    response = client.get("/raise/bug")
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/raise/permission", "plan.read"),
        ("/raise/rule", "web.test_rule"),
        ("/raise/hidden", "not_found"),
        ("/raise/bug", "failed"),
    ],
)
def test_programs_get_a_code_and_a_message(client, address, code):
    answer = client.get(address, headers={"Accept": "application/json"}).json()
    assert answer.keys() == {"code", "message"}
    assert answer["code"] == code


def test_htmx_gets_one_sentence_and_swaps_nothing(client):
    response = client.get("/raise/rule", headers={"HX-Request": "true"})
    assert response.content.decode() == "Enter a number that is not below 12."
    assert response.headers["HX-Reswap"] == "none"
    assert response.headers["Content-Type"].startswith("text/plain")


def test_the_answer_is_in_the_language_of_the_reader(client):
    response = client.get("/nothing-here", headers={"Accept-Language": "sr-ME"})
    assert "Stranica nije pronađena" in response.content.decode()
    assert response.headers["Content-Language"] == "cnr-Latn"


def test_a_form_without_its_token_is_explained():
    response = Client(enforce_csrf_checks=True).post("/language", {"language": "sq"})
    assert response.status_code == 403
    assert "This page was open for too long" in response.content.decode()


def test_the_methods_that_work_are_named(client):
    assert client.get("/post-only").headers["Allow"] == "POST"


def test_a_refusal_without_a_sentence_says_what_kind_it_is():
    assert "Reload the page" in sentence_for(NotAllowedNow("nobody.wrote_this"))


def test_a_sentence_that_lacks_a_fact_falls_back():
    assert sentence_for(RuleBroken("web.test_rule")) == "Something you entered cannot be right. Go back and check it."


def test_two_sentences_for_one_code_are_refused():
    register_sentences({"web.other": "One."})
    with pytest.raises(ValueError, match=r"web\.other"):
        register_sentences({"web.other": "Two."})
    assert sentences.known_codes() == {"web.test_rule", "web.other"}
