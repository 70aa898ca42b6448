"""A page that nobody uses is covered, its session is locked on the server, and what was typed is still there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.product import Product

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def when_minutes_pass(page: Page, minutes: int) -> None:
    page.clock.run_for(minutes * 60 * 1000)


def test_an_unused_page_is_covered_until_its_person_proves_it(visitors: Visitors, product: Product):
    with visitors.fresh() as page:
        page.goto("/demo/")
        page.get_by_role("row").filter(has_text="head@demo.invalid").first.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile(r"/plan/$"))
        page.clock.install()
        page.goto("/bodies/")
        search = page.get_by_role("main").get_by_role("textbox").first
        search.fill("half a word")
        cover = page.get_by_role("dialog", name="Locked")
        when_minutes_pass(page, 9)
        expect(cover).to_be_hidden()
        with page.expect_response(re.compile(r"/me/lock/$")) as told:
            when_minutes_pass(page, 2)
        assert told.value.status == 204
        expect(cover).to_be_visible()
        assert faults(page) == []
        with page.context.expect_page() as opened:
            cover.get_by_role("link", name="Confirm that it is you").click()
        proof = opened.value
        expect(proof).to_have_url(re.compile(r"/account/2fa/reauthenticate/"))
        proof.get_by_role("textbox", name="Code").fill(product.one_time_code("head@demo.invalid"))
        proof.get_by_role("button", name="Continue").click()
        expect(proof).to_have_url(re.compile(r"/me/$"))
        proof.close()
        page.bring_to_front()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(cover).to_be_hidden()
        expect(search).to_have_value("half a word")
