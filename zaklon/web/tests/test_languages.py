"""Which language a person gets, and how a page says which it is."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from zaklon.web.languages import INTERFACE_LANGUAGES, chosen_for, current


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("fr", "en"),
        ("sr-ME,en;q=0.8", "cnr"),
        ("sr-Latn-ME", "cnr"),
        ("sr", "cnr"),
        ("sr-Cyrl-RS,sr;q=0.9", "cnr-cyrl"),
        ("hr-HR", "cnr"),
        ("bs", "cnr"),
        ("cnr", "cnr"),
        ("sq-AL,sq;q=0.9,en;q=0.5", "sq"),
        ("de,sq;q=0.5", "sq"),
        ("*", "en"),
        ("x" * 1000, "en"),
    ],
)
def test_the_browser_asks_and_neighbours_of_montenegrin_count(rf, header, code):
    assert chosen_for(rf.get("/", headers={"Accept-Language": header})) == code


def test_what_the_person_chose_wins(rf):
    request = rf.get("/", headers={"Accept-Language": "sq"})
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = "cnr-cyrl"
    assert chosen_for(request) == "cnr-cyrl"


def test_an_unknown_choice_is_ignored(rf):
    request = rf.get("/")
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = "../../etc"
    assert chosen_for(request) == "en"


def test_the_language_of_the_installation_is_the_last_resort(rf, settings):
    settings.LANGUAGE_CODE = "cnr"
    assert chosen_for(rf.get("/")) == "cnr"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES, ids=lambda language: language.code)
def test_the_page_says_its_language(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language.code
    response = client.get("/components")
    assert f'<html lang="{language.tag}" dir="ltr"' in response.content.decode()
    assert response.headers["Content-Language"] == language.tag
    assert "Accept-Language" in response.headers["Vary"]


def test_choosing_a_language_keeps_the_page(client):
    response = client.post("/language", {"language": "sq", "next": "/components?page=3"})
    assert (response.status_code, response.headers["Location"]) == (302, "/components?page=3")
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("sq", "Lax", True)
    assert 'lang="sq"' in client.get("/components").content.decode()


@pytest.mark.parametrize("page", ["https://evil.example", "//evil.example", "javascript:alert(1)", ""])
def test_choosing_a_language_never_leads_to_another_site(client, page):
    assert client.post("/language", {"language": "sq", "next": page}).headers["Location"] == "/"


def test_an_unknown_language_is_not_kept(client):
    assert not client.post("/language", {"language": "xx", "next": "/"}).cookies


def test_the_choice_needs_the_token_of_the_page():
    assert Client(enforce_csrf_checks=True).post("/language", {"language": "sq"}).status_code == 403


def test_outside_a_request_the_language_is_english():
    with translation.override(None):
        assert current().code == "en"
