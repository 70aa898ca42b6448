"""At night a child is missing: one part opens for some hours, others are told, somebody else looks at the reason."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.casework import CODE, go_to_case, take, ways
from tests.journeys.sheets import next_week

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

MISSING, FOUND = "Person is missing", "Person is found"
OFFICER = "Luka Zamišljen"
REASON = "Izmišljeno: the child was seen at the bus station after midnight."
VERDICT = "Izmišljeno: a child was missing, and the hours were few."


def a_child_who_stays(page: Page) -> str:
    """The code of a case of a child in the house, whom nobody misses yet."""
    page.goto("/shelter/")
    codes = dict.fromkeys(CODE.findall(page.get_by_role("main").inner_text()))
    for code in codes:
        go_to_case(page, code)
        if ways(page).get_by_role("link", name=re.compile(f"^{MISSING}")).count():
            return code
    raise AssertionError("no child stays in the house")


def given_the_child_is_missing(page: Page) -> str:
    code = a_child_who_stays(page)
    take(page, code, MISSING, {"level": "high", "review_on": next_week()})
    expect(page.get_by_role("main")).to_contain_text("Person is missing")
    return code


def then_the_file_is_closed_to(page: Page, code: str) -> None:
    page.goto(f"/cases/{code}/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()


def when_the_duty_officer_opens(page: Page, code: str) -> None:
    page.goto("/cases/")
    page.get_by_role("link", name="Open a part of a case at once").click()
    page.get_by_label("Code of the case").fill(code)
    page.get_by_label("Risk", exact=True).check()
    page.get_by_label("What is the danger?").fill("Quickly.")
    page.get_by_role("button", name="Open now").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("What is the danger?").fill(REASON)
    page.get_by_label("For how many hours").fill("8")
    page.get_by_role("button", name="Open now").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("have been told")


def then_only_the_danger_is_open(page: Page) -> None:
    expect(page.locator("#part-risk")).to_contain_text("Open to you")
    for part in ("identity", "health", "testimony", "placement"):
        expect(page.locator(f"#part-{part}").get_by_text("Open to you")).to_have_count(0)
    assert faults(page) == []


def then_nobody_reviews_their_own_deed(page: Page) -> None:
    page.goto("/cases/review/")
    expect(page.get_by_role("heading", name="You may not do this")).to_be_visible()


def when_the_officer_for_data_looks_at_it(page: Page, code: str) -> None:
    page.goto("/cases/review/")
    row = page.get_by_role("row").filter(has_text=code).filter(has_text="Due ").first
    expect(row).to_contain_text(OFFICER)
    row.get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text(REASON)
    page.get_by_label("Yes, the danger justified it").check()
    page.get_by_label("Your reasons").fill(VERDICT)
    page.get_by_role("button", name="Record the review").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Your review is recorded.")


def then_it_stands_in_the_register(page: Page, code: str) -> None:
    register = page.get_by_role("table", name="Register of uses")
    row = register.get_by_role("row").filter(has_text=code)
    expect(row).to_contain_text(OFFICER)
    expect(row).to_contain_text("It was right")


def test_a_missing_child_opens_one_part_for_some_hours_and_somebody_else_looks_at_the_reason(visitors: Visitors):
    code = given_the_child_is_missing(visitors.page_of("shelter"))
    police, officer = visitors.page_of("investigator"), visitors.page_of("protection")
    then_the_file_is_closed_to(police, code)
    when_the_duty_officer_opens(police, code)
    then_only_the_danger_is_open(police)
    then_nobody_reviews_their_own_deed(police)
    when_the_officer_for_data_looks_at_it(officer, code)
    then_it_stands_in_the_register(officer, code)
    take(visitors.page_of("case-manager"), code, FOUND, {"level": "high", "review_on": next_week()})
    expect(ways(visitors.page_of("case-manager"))).not_to_contain_text("Support: Missing")
