"""A progress report on its whole way: from the reporter's draft to the public page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CODE = "1.1.1"
REASON = "Please say where the trainings were held."
DONE = "Trainings were held in every region, in Pljevlja, Podgorica and Bar."


def given_the_draft_of_the_reporter(page: Page) -> None:
    page.goto("/plan/tasks/")
    page.get_by_role("row").filter(has_text=CODE).get_by_role("link", name="Finish the report").click()
    expect(page).to_have_url(re.compile(r"/entry$"))


def when_the_reporter_enters_numbers_that_do_not_add_up(page: Page) -> None:
    trainings = page.get_by_role("group", name="Six trainings, two in each region")
    for region in ("North", "Centre", "South"):
        trainings.get_by_label(region).fill("2")
    trainings.get_by_label("Number reached in all").fill("5")
    page.get_by_role("button", name="Save and send to the head").click()


def then_the_page_leads_to_the_wrong_number(page: Page) -> None:
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("There is a problem")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error:"))
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Number reached in all")).to_be_focused()


def when_the_reporter_mends_and_sends(page: Page) -> None:
    page.get_by_label("Number reached in all").fill("6")
    page.get_by_role("group", name="At least 120 people trained").get_by_label("Number reached").fill("124")
    when_the_reporter_sends(page)


def when_a_file_is_attached_and_taken_away_again(page: Page) -> None:
    page.get_by_label("Add a file as evidence").set_input_files(
        {"name": "list.txt", "mimeType": "text/plain", "buffer": b"24 names"}
    )
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("link", name="Remove list.txt").click()
    expect(page.get_by_role("button", name="Remove the file")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("main").get_by_role("textbox").fill("It holds names.")
    page.get_by_role("button", name="Remove the file").click()
    expect(page.get_by_role("main")).to_contain_text("Removed: It holds names.")
    page.get_by_role("button", name="Enter the report").click()


def when_the_reporter_sends(page: Page) -> None:
    page.get_by_role("button", name="Save and send to the head").click()


def when_the_head_sends_it_back(page: Page, href: str) -> None:
    page.goto(href)
    page.get_by_text("Send back to the reporter").click()
    sheet = page.get_by_role("group").filter(has=page.get_by_role("button", name="Send back", exact=True))
    sheet.get_by_role("textbox").fill(REASON)
    sheet.get_by_role("button").click()


def then_the_reporter_reads_why(page: Page, href: str) -> None:
    page.goto("/plan/tasks/")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Correct what came back"))
    expect(row).to_contain_text(REASON)
    page.goto(f"{href}entry")
    expect(page.locator("main")).to_contain_text(REASON)


def when_somebody_decides(page: Page, href: str, button: str) -> None:
    page.goto(href)
    page.get_by_role("button", name=button, exact=True).click()


def then_the_page_says(page: Page, sentence: str) -> None:
    expect(page.locator(".govuk-notification-banner")).to_contain_text(sentence)


def then_the_public_reads(page: Page, activity_id: str, sentence: str, *, is_there: bool = True) -> None:
    page.goto(f"/progress/activities/{activity_id}/")
    expect(page.get_by_text(sentence)).to_have_count(1 if is_there else 0)


def test_a_report_goes_from_the_reporter_to_the_public_and_once_back(visitors: Visitors):
    reporter, head = visitors.page_of("training"), visitors.page_of("training-head")
    office, board, public = (visitors.page_of(name) for name in ("coordinator", "board", "public"))

    given_the_draft_of_the_reporter(reporter)
    when_a_file_is_attached_and_taken_away_again(reporter)
    when_the_reporter_enters_numbers_that_do_not_add_up(reporter)
    then_the_page_leads_to_the_wrong_number(reporter)
    when_the_reporter_mends_and_sends(reporter)
    then_the_page_says(reporter, "Sent to the head of the body. As reported, the activity is: Implemented.")
    href = reporter.url
    activity = reporter.get_by_role("link", name=CODE, exact=True).get_attribute("href") or ""
    activity_id = activity.rstrip("/").rsplit("/", 1)[-1]

    when_the_head_sends_it_back(head, href)
    then_the_page_says(head, "You have sent the report back to the reporter.")
    then_the_reporter_reads_why(reporter, href)
    reporter.get_by_label("What was done?").fill(DONE)
    when_the_reporter_sends(reporter)

    when_somebody_decides(office, href, "Confirm our part")
    then_the_page_says(office, "You have confirmed")
    when_somebody_decides(head, href, "Approve")
    then_the_page_says(head, "It is now with the coordinator's office.")
    when_somebody_decides(office, href, "Mark as checked")
    then_the_page_says(office, "It is now with the Coordination Body.")
    then_the_public_reads(public, activity_id, DONE, is_there=False)
    when_somebody_decides(board, href, "Adopt")
    then_the_page_says(board, "Everybody can read it now.")
    then_the_public_reads(public, activity_id, DONE)
    expect(public.get_by_role("row").filter(has_text="At least 120 people trained").first).to_contain_text("124")
