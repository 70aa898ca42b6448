"""A case from its opening to a look at who the person is; and what somebody of another body meets of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.faults.spelled import hits
from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors, sign_in_with_one_click
from tests.journeys.test_keyboard import when_the_focus_is_brought_to

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

NAME = "Kanarinka Izmišljena"
REASON = "The person calls and asks for a paper."
# Everything in which a page can keep something in a browser.
_KEPT = """async () => {
  const stored = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      stored.push(request.url, await (await cache.match(request)).text());
    }
  }
  const bases = (await indexedDB.databases()).map((base) => base.name);
  const workers = (await navigator.serviceWorker.getRegistrations()).map((each) => each.scope);
  const own = [history.state, {...localStorage}, {...sessionStorage}, document.cookie, window.name];
  return JSON.stringify([own, stored, bases, workers]);
}"""
_CODE = re.compile(r"/cases/([\w-]{9})/$")


def when_a_case_is_opened(page: Page) -> str:
    page.goto("/cases/open")
    page.get_by_label("Female").check()
    page.get_by_label("Adult").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page).to_have_url(_CODE)
    found = _CODE.search(page.url)
    assert found
    return found[1]


def when_it_is_written_who_the_person_is(page: Page, code: str) -> None:
    page.get_by_role("link", name="Write: Who the person is").click()
    page.get_by_label("Given names").fill(NAME)
    page.get_by_role("group", name="Date of birth").get_by_label("Day").fill("31")
    page.get_by_role("button", name="Seal and save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Date of birth")
    for part, number in (("Day", "17"), ("Month", "5"), ("Year", "1999")):
        page.get_by_role("group", name="Date of birth").get_by_label(part).fill(number)
    page.get_by_role("button", name="Seal and save").click()
    expect(page).to_have_url(re.compile(rf"/cases/{code}/#part-identity$"))
    expect(page.get_by_role("main")).not_to_contain_text(NAME)


def when_the_name_is_asked_for(page: Page) -> None:
    page.get_by_role("link", name="Show who this is").click()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why you need it.")
    page.get_by_label("Why do you need to see this now?").fill(REASON)
    page.get_by_role("button", name="Open", exact=True).click()


def then_the_name_stands_on_the_page_and_nowhere_around_it(page: Page, code: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(NAME)
    expect(page.get_by_role("main")).to_contain_text("17 May 1999")
    expect(page).to_have_title(f"{code} – Zaklon")
    assert "Kanarinka" not in page.url
    kept = page.evaluate(_KEPT) + str(page.context.cookies()) + str(page.context.storage_state())
    # Without history and cookies of its own the browser would have nothing to show: the session's cookie is there.
    assert "sessionid" in kept
    assert hits(kept.encode(), NAME.split()) == []


def when_a_paper_is_added_to_a_note(page: Page, code: str) -> None:
    page.goto(f"/cases/{code}/")
    page.locator("#part-services").get_by_role("link", name="Write: Note").click()
    page.get_by_label("Note").fill("A course of the language was found.")
    page.get_by_role("button", name="Seal and save").click()
    expect(page.get_by_role("main")).to_contain_text("A course of the language was found.")
    page.get_by_role("main").get_by_role("link", name="Add a file").click()
    page.get_by_label("File").set_input_files(
        {"name": "kanarinka.txt", "mimeType": "text/plain", "buffer": b"An invented receipt."}
    )
    page.get_by_role("button", name="Seal and save the file").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download: kanarinka.txt").click()
    assert re.fullmatch(r"document-[0-9a-f]{8}\.txt", download.value.suggested_filename)


def test_a_case_is_opened_written_and_looked_into_with_a_reason(visitors: Visitors):
    with visitors.fresh() as page:
        sign_in_with_one_click(page, "case-manager")
        code = when_a_case_is_opened(page)
        when_it_is_written_who_the_person_is(page, code)
        when_the_name_is_asked_for(page)
        then_the_name_stands_on_the_page_and_nowhere_around_it(page, code)
        assert faults(page) == []
        when_a_paper_is_added_to_a_note(page, code)
    with visitors.fresh() as page:
        sign_in_with_one_click(page, "shelter")
        page.goto(f"/cases/{code}/")
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()


def test_somebody_of_another_body_is_calmly_told_that_something_is_withheld(visitors: Visitors):
    page = visitors.page_of("investigator")
    page.goto("/cases/")
    page.get_by_role("main").locator("a.cs-code").first.click()
    file = page.locator("main")
    expect(file.get_by_text("There may be more in this file that your work does not need.")).to_have_count(1)
    page.wait_for_load_state()
    shown = file.locator("section.cs-part h3").all_inner_texts()
    assert not [name for name in shown if name.startswith(("Health", "Placement", "Services", "Compensation"))]
    assert faults(page) == []


def test_an_entry_is_written_and_a_name_revealed_with_the_keyboard_alone(visitors: Visitors):
    with visitors.fresh() as page:
        sign_in_with_one_click(page, "case-manager")
        code = when_a_case_is_opened(page)
        when_the_focus_is_brought_to(page, "Write: Who the person is", "a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/write/identity")
        when_the_focus_is_brought_to(page, "Given names", "input")
        page.keyboard.type(NAME)
        when_the_focus_is_brought_to(page, "Seal and save", "button")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/cases/{code}/#part-identity")
        page.goto(f"/cases/{code}/")
        when_the_focus_is_brought_to(page, "Show who this is", "a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/open/identity")
        when_the_focus_is_brought_to(page, "Why do you need to see this now?", "textarea")
        page.keyboard.type(REASON)
        when_the_focus_is_brought_to(page, "Open", "button")
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_contain_text(NAME)
