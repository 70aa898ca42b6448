"""A complaint about a house: nobody new is placed there from this moment on, and who lives there is planned anew."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.casework import CODE, go_to_case
from tests.journeys.sheets import fill_in

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CANARY = "Kanarinka, izmišljeno: a door was locked."


def given_a_resident(page: Page) -> tuple[str, str]:
    """The code of the house, and of a case of a child who stays there."""
    page.goto("/shelter/")
    house = re.search(r"P-\w{5}", page.get_by_role("main").inner_text())
    case = CODE.search(page.locator("ul[aria-labelledby=residents], #residents + ul").inner_text())
    assert house
    assert case
    return house[0], case[0]


def given_a_form_for_a_new_placement(page: Page, house: str, stays: str) -> None:
    """The form was opened while the house could still take somebody."""
    page.goto("/cases/")
    codes = dict.fromkeys(CODE.findall(page.locator("#case-list").inner_text()))
    for code in codes:
        if code == stays:
            continue
        go_to_case(page, code)
        section = page.locator("section[aria-labelledby='protection protection-1']")
        link = section.get_by_role("link", name=re.compile("^Ask for a place"))
        if link.count() and "Staying" not in section.inner_text():
            link.click()
            page.get_by_label("Children", exact=True).check()
            page.get_by_label("Provider").select_option(label=_offer(page, house))
            return
    raise AssertionError("no case without a stay")


def _offer(page: Page, house: str) -> str:
    page.wait_for_load_state()
    found = [each for each in page.get_by_label("Provider").locator("option").all_inner_texts() if house in each]
    assert len(found) == 1, found
    return found[0]


def when_a_complaint_is_filed(page: Page, house: str, code: str) -> None:
    go_to_case(page, code)
    page.get_by_role("link", name=re.compile("^File a complaint or incident")).first.click()
    said = {"about": "provider", "provider_code": house, "kind": ("violence",), "severity": "grave", "words": CANARY}
    fill_in(page, {**said, "stop_referrals": "yes", "outcome": "waiting"})
    page.locator("main form").get_by_role("button").last.click()
    expect(page.locator(".govuk-notification-banner")).to_be_visible()


def when_the_licence_is_suspended(page: Page, house: str) -> None:
    page.goto("/providers/")
    page.get_by_role("button", name="Complaints and incidents").click()
    row = page.get_by_role("row").filter(has_text=house).first
    expect(row).to_contain_text("Stops placements")
    assert CANARY.split(",", maxsplit=1)[0] not in page.content()
    page.goto(f"/providers/{house}/")
    page.get_by_role("link", name=re.compile("^Suspend")).click()
    expect(page.get_by_role("main")).to_contain_text("stays are planned anew")
    page.get_by_label("Complaint or incident").check()
    page.get_by_role("button", name="Suspend the licence").click()
    expect(page.get_by_role("main")).to_contain_text("Suspended")


def then_nobody_new_is_placed(page: Page) -> None:
    page.get_by_role("button", name="Ask for the place").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose another provider")
    assert faults(page) == []


def then_who_lives_there_is_planned_anew(page: Page, code: str) -> None:
    page.goto("/cases/")
    expect(page.get_by_role("heading", name="Another place must be found")).to_be_visible()
    rows = page.get_by_role("listitem").filter(has_text=code).filter(has_text=re.compile("With P-"))
    expect(rows.first).to_be_visible()
    assert faults(page) == []


def figure_of_licences(page: Page) -> str:
    """The indicator of licensed services (PI-2.1) on the page of providers."""
    page.goto("/providers/")
    found = re.search(r"\d+ of \d+", page.get_by_role("main").inner_text())
    assert found
    return found[0]


def afterwards_it_is_settled(page: Page, house: str) -> None:
    page.goto(f"/providers/{house}/")
    page.get_by_role("link", name=re.compile("^Lift the suspension")).click()
    page.locator("main form").get_by_role("button").last.click()
    page.goto("/providers/incidents/")
    page.get_by_role("row").filter(has_text=house).get_by_role("link", name=re.compile("^Settle")).first.click()
    page.get_by_label("Upheld in part").check()
    page.locator("main form").get_by_role("button").last.click()
    page.goto(f"/providers/{house}/")
    expect(page.get_by_role("main")).to_contain_text("free place")


def test_a_complaint_stops_new_placements_at_once_and_residents_are_planned_anew(visitors: Visitors):
    house, code = given_a_resident(visitors.page_of("shelter"))
    office, manager = visitors.page_of("coordinator"), visitors.page_of("case-manager")
    before = figure_of_licences(office)
    other_tab = manager.context.new_page()
    given_a_form_for_a_new_placement(other_tab, house, code)
    when_a_complaint_is_filed(manager, house, code)
    when_the_licence_is_suspended(office, house)
    assert figure_of_licences(office) != before
    then_nobody_new_is_placed(other_tab)
    then_who_lives_there_is_planned_anew(manager, code)
    afterwards_it_is_settled(office, house)
    assert figure_of_licences(office) == before
    other_tab.close()
