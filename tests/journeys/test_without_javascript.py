"""Everything that matters works in a browser without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors, sign_in_with_one_click

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

NEXT_STEP = "The fourth report follows in January; the Team has agreed on its form."


def given_somebody_without_javascript(page: Page) -> None:
    sign_in_with_one_click(page, "prosecutor")


def when_the_tasks_are_narrowed_down(page: Page) -> None:
    page.goto("/plan/tasks/")
    page.get_by_role("link", name="Waiting for us").click()


def when_the_report_is_saved(page: Page) -> str:
    page.get_by_role("row").filter(has_text="3.1.2").get_by_role("link", name="Finish the report").click()
    page.get_by_label("What is the next step?").fill(NEXT_STEP)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page).to_have_url(re.compile(r"/plan/reports/[^/]+/$"))
    return page.url


def then_it_is_kept(page: Page, href: str) -> None:
    page.goto(href)
    expect(page.get_by_text(NEXT_STEP)).to_be_visible()


def then_the_public_page_tells_everything(page: Page) -> None:
    page.goto("/progress/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_text("Show the figures as a table").first.click()
    expect(page.get_by_role("region", name=re.compile("^Figures")).first).to_be_visible()
    page.get_by_role("link", name="All activities of the plan").click()
    expect(page.get_by_role("table").get_by_role("row").nth(5)).to_be_visible()


def then_the_list_can_be_filtered(page: Page) -> None:
    page.goto("/progress/activities/")
    before = page.get_by_role("table").get_by_role("row").count()
    page.get_by_text("Filter and period").click()
    page.get_by_role("search").get_by_role("textbox").fill("border officers")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("table").get_by_role("row")).not_to_have_count(before)
    expect(page.get_by_role("table")).to_contain_text("border officers")


def test_signing_in_reporting_and_the_public_page_need_no_javascript(visitors: Visitors):
    with visitors.fresh(java_script_enabled=False) as page:
        given_somebody_without_javascript(page)
        when_the_tasks_are_narrowed_down(page)
        then_it_is_kept(page, when_the_report_is_saved(page))
        page.get_by_role("button", name="Sign out").click()
        then_the_public_page_tells_everything(page)
        then_the_list_can_be_filtered(page)


def test_the_language_changes_without_javascript(visitors: Visitors):
    with visitors.fresh(java_script_enabled=False) as page:
        page.goto("/progress/activities/")
        page.get_by_role("button", name="Crnogorski").click()
        expect(page.locator("html")).to_have_attribute("lang", "cnr-Latn")
        expect(page).to_have_url(re.compile(r"/progress/activities/$"))
