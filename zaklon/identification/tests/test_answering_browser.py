"""Answering an instrument in a real browser: accessible, fit for a phone of 360 pixels, a finger and a keyboard."""

import mimetypes
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import sync_playwright

from tests.journeys.accessibility import faults
from tests.journeys.browsing import PHONE, launch
from zaklon.cases.kinds import AgeGroup
from zaklon.identification.explaining import explain
from zaklon.identification.forms.answering import InstrumentForm, answers_of
from zaklon.identification.rules.advice import advise
from zaklon.identification.tests.instruments import NO, UNKNOWN, YES, instrument, sheet
from zaklon.identification.tests.test_words import CODES, wording

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
HOST = "http://screening.invalid"
ROOM_FOR_A_FINGER = 44
PAGE = """{% extends "web/layout.html" %}
{% from "components/forms.html" import form_buttons %}
{% from "identification/answering.html" import instrument_fields, advice %}
{% block title %}{{ form.title }}{% endblock %}
{% block head %}<link rel="stylesheet" href="{{ static("identification/identification.css") }}">{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">{{ form.title }}</h1>
<form method="post" action="/answers" novalidate>{{ instrument_fields(form) }}{{ form_buttons(form.title) }}</form>
{{ advice(row) }}
{% endblock %}"""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


def html_of(code, language):
    """A page with the questions of an instrument and an advice."""
    age = AgeGroup.ADULT if "adult" in code else AgeGroup.CHILD
    present = [each.code for each in instrument(code).indicators][:2]
    request = RequestFactory().get("/")
    with translation.override(language):
        form = InstrumentForm(instrument(code), wording(language))
        row = explain(advise([sheet(code, *present)], age), wording(language))
        return engines["jinja2"].from_string(PAGE).render({"form": form, "row": row}, request)


@pytest.fixture
def show(browser):
    """Shows a page without any server: its files come from the sources; what is sent is kept in `page.sent`."""
    contexts = []

    def _show(code, language="en", width=PHONE):
        context = browser.new_context(viewport={"width": width, "height": 740}, reduced_motion="reduce")
        contexts.append(context)
        page, html = context.new_page(), html_of(code, language)
        page.sent = []

        def answer(route):
            path = route.request.url.removeprefix(HOST)
            if route.request.method == "POST":
                page.sent.append(route.request.post_data)
            if path.startswith("/static/"):
                file = Path(finders.find(path.removeprefix("/static/")))
                kind = mimetypes.guess_type(file.name)[0]
                return route.fulfill(body=file.read_bytes(), content_type=kind)
            return route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.route("**/*", answer)
        page.goto(f"{HOST}/")
        return page

    yield _show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("code", ["child_list", "palermo_elements", "ilo_adult_labour"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(show, code, language):
    page = show(code, language)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert faults(page) == []


@pytest.mark.parametrize("language", CODES)
def test_every_answer_has_room_for_a_finger_and_the_three_stand_side_by_side(show, language):
    page = show("child_list", language)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".govuk-radios__item")].map((item) => {
          const input = item.querySelector("input").getBoundingClientRect();
          const label = item.querySelector("label").getBoundingClientRect();
          return [Math.min(input.width, input.height, label.height), item.getBoundingClientRect().top];
        })"""
    )
    assert min(size for size, _top in sizes) >= ROOM_FOR_A_FINGER
    tops = [top for _size, top in sizes]
    rows = {tuple(tops[start : start + 3]) for start in range(0, len(tops), 3)}
    assert all(len(set(row)) == 1 for row in rows)


def test_the_list_is_answered_and_sent_by_keyboard_alone(show):
    page = show("child_list")
    page.locator("input[type=radio]:checked").first.focus()
    page.keyboard.press("ArrowUp")  # from not known to no
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    said = answers_of(QueryDict(page.sent[0]))["child_list", 1]
    first, second, *others = (each.code for each in instrument("child_list").indicators)
    assert (said[first], said[second]) == (NO, YES)
    assert {said[code] for code in others} == {UNKNOWN}
