"""An adult does not want the police: status and a place to stay stand, and the police read none of what was told."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.casework import CODE, go_to_case, let_work, ways

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CANARY = "Kanarinka"
TOLD = f"{CANARY}, izmišljeno: what was told in trust."
DUTY = "Izmišljeno: the law that demands a report of the offence."
SEALED = ("testimony", "health", "placement", "services", "contact")
_LEFT_OPEN = "There may be more in this file that your work does not need."


def given_a_file_with_status_and_shelter(page: Page) -> str:
    """The code of the file in which the person stays with a house, and the Team has granted the status."""
    page.goto("/cases/")
    for code in dict.fromkeys(CODE.findall(page.locator("#case-list").inner_text())):
        go_to_case(page, code)
        if page.get_by_text("Staying").count():
            expect(ways(page)).to_contain_text("Identification: Status granted")
            expect(ways(page)).to_contain_text("Right to stay: Recovery and reflection")
            expect(ways(page)).not_to_contain_text("Criminal")
            return code
    raise AssertionError("nobody stays with a house")


def when_something_is_told_in_trust(page: Page, code: str) -> None:
    for part in ("placement", "services"):
        go_to_case(page, code)
        page.locator(f"#part-{part}").get_by_role("link", name="Write: Note").click()
        page.get_by_label("Note").fill(TOLD)
        page.get_by_role("button", name="Seal and save").click()
        expect(page.locator(".govuk-notification-banner")).to_be_visible()


def then_the_police_find_nothing(page: Page, code: str) -> None:
    page.goto(f"/cases/{code}/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    page.goto("/cases/")
    assert code not in page.get_by_role("main").inner_text()


def when_a_legal_duty_opens_one_part(page: Page, code: str) -> None:
    let_work(page, code, "Police Administration", "Police investigator", "investigator")
    page.get_by_role("link", name="Open a part by a legal duty").click()
    page.get_by_label("Duty to report a crime").check()
    page.get_by_label("Signal", exact=True).check()
    page.get_by_label("To which body").select_option(label="Police Administration")
    page.get_by_label("Criminal proceedings", exact=True).check()
    page.get_by_label("Reason").fill(DUTY)
    page.get_by_role("button", name="Open the part").click()
    expect(page.get_by_role("main")).to_contain_text("Police Administration")


def then_the_police_read_that_part_and_are_calmly_told_of_the_rest(page: Page, code: str) -> None:
    go_to_case(page, code)
    expect(page.get_by_text(_LEFT_OPEN)).to_have_count(1)
    expect(page.locator("#part-signal")).to_contain_text("Open to you")
    for part in SEALED:
        expect(page.locator(f"#part-{part}").get_by_text("Open to you")).to_have_count(0)
    assert CANARY not in page.content()
    assert faults(page) == []
    for part in SEALED:
        page.goto(f"/cases/{code}/parts/{part}/")
        assert CANARY not in page.content()
        expect(page.get_by_role("main")).not_to_contain_text("Note")


def afterwards_the_police_work_on_it_no_longer(page: Page, code: str) -> None:
    go_to_case(page, code)
    line = page.get_by_role("listitem").filter(has_text="Police investigator")
    line.get_by_role("link", name=re.compile("^End")).or_(line.get_by_role("button", name=re.compile("^End"))).click()
    page.get_by_role("button", name="End the work").click()
    expect(ways(page)).to_contain_text("Identification: Status granted")


def test_who_refuses_the_police_keeps_status_and_shelter_and_the_police_read_only_what_a_duty_opens(
    visitors: Visitors,
):
    lead, police = visitors.page_of("association"), visitors.page_of("investigator")
    code = given_a_file_with_status_and_shelter(lead)
    when_something_is_told_in_trust(lead, code)
    then_the_police_find_nothing(police, code)
    when_a_legal_duty_opens_one_part(lead, code)
    then_the_police_read_that_part_and_are_calmly_told_of_the_rest(police, code)
    afterwards_the_police_work_on_it_no_longer(lead, code)
    then_the_police_find_nothing(police, code)
