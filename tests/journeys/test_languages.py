"""Four languages and two scripts: a switch keeps the page and changes its words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CYRILLIC, LATIN = re.compile(r"[Ѐ-ӿ]"), re.compile(r"[A-Za-zČĆŽŠĐčćžšđ]")


def given_a_list_that_is_filtered(page: Page) -> str:
    page.goto("/progress/activities/?status=&late=on")
    return page.url


def when_the_language_is_chosen(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def then_the_page_is_the_same_in(page: Page, address: str, tag: str) -> None:
    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", tag)


def text_of(page: Page, selector: str) -> str:
    page.wait_for_load_state()
    return " ".join(page.locator(selector).all_inner_texts())


def then_the_words_are_cyrillic(page: Page) -> None:
    for selector in (".zk-result-count", "nav.govuk-service-navigation__wrapper", "thead"):
        text = text_of(page, selector)
        assert CYRILLIC.search(text), f"{selector} says {text!r}"
        assert not LATIN.search(text), f"{selector} says {text!r}"


def test_a_switch_of_language_or_script_keeps_the_page(visitors: Visitors):
    with visitors.fresh() as page:
        address = given_a_list_that_is_filtered(page)
        words = {text_of(page, "thead")}
        for name, tag in (("Crnogorski", "cnr-Latn"), ("Црногорски", "cnr-Cyrl"), ("Shqip", "sq")):
            when_the_language_is_chosen(page, name)
            then_the_page_is_the_same_in(page, address, tag)
            if tag == "cnr-Cyrl":
                then_the_words_are_cyrillic(page)
            words.add(text_of(page, "thead"))
        when_the_language_is_chosen(page, "English")
        then_the_page_is_the_same_in(page, address, "en")
        assert len(words) == 4, words


def test_the_browser_s_own_language_is_taken_until_one_is_chosen(visitors: Visitors):
    with visitors.fresh(locale="sr-Cyrl") as page:
        page.goto("/progress/")
        expect(page.locator("html")).to_have_attribute("lang", "cnr-Cyrl")
        when_the_language_is_chosen(page, "English")
        page.goto("/progress/activities/")
        expect(page.locator("html")).to_have_attribute("lang", "en")
