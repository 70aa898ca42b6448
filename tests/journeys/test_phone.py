"""On a phone, 360 CSS pixels wide: the menu opens, and a report can be written."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import overflow
from tests.journeys.browsing import PHONE, Visitors, sign_in_with_one_click

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def when_the_menu_is_opened(page: Page) -> None:
    button = page.get_by_role("button", name="Menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("link", name="Strategies and plans")).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")


def then_everything_fits(page: Page) -> None:
    assert overflow(page) == 0, f"{page.url} is {overflow(page)} px too wide"


def test_the_menu_leads_to_a_report_that_fits_the_screen(visitors: Visitors):
    with visitors.fresh(viewport={"width": PHONE, "height": 740}) as page:
        sign_in_with_one_click(page, "police")
        then_everything_fits(page)
        when_the_menu_is_opened(page)
        page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Tasks").click()
        then_everything_fits(page)
        page.get_by_role("link", name="Waiting for somebody else").click()
        page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="Results")).to_be_visible()
        then_everything_fits(page)


def test_without_javascript_the_menu_stands_open(visitors: Visitors):
    with visitors.fresh(viewport={"width": PHONE, "height": 740}, java_script_enabled=False) as page:
        sign_in_with_one_click(page, "police")
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        page.get_by_role("link", name="Strategies and plans").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Strategies and plans")
