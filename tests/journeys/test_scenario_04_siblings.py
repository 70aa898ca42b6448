"""A patrol finds a brother and a sister: signal, signs and screening without a mouse, and a guardian for both."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors, sign_in_with_one_click
from tests.journeys.casework import code_of_signal, go_to_case, open_signal_page, take, ways
from tests.journeys.sheets import Keys, next_week
from tests.journeys.test_keyboard import when_the_focus_is_brought_to
from tests.journeys.test_signal_offline import somebody

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SCREENED, GUARDIAN = "Record the screening", "Request a guardian"
_SIGNS = {"begging": "present", "school": "present"}


def when_both_are_reported_by_keyboard(page: Page) -> str:
    open_signal_page(page)
    said = {
        "responder": "police",
        "channel": "in_person",
        "sex": "male",
        "age_group": "child",
        "alone": "yes",
        "forms_suspected": ("begging", "marriage"),
        "danger": "no",
        "other_children": "1",
        "family_names": somebody(),
    }
    Keys(page, said).until("Send the signal")
    return code_of_signal(page)


def when_the_signs_are_marked_by_keyboard(page: Page, code: str) -> None:
    go_to_case(page, code)
    press(page, "Lists and what they point to")
    press(page, "Answer this list")
    left = dict(_SIGNS)
    while left:
        here = {name: left.pop(sign) for sign in list(left) if (name := _name_of(page, sign))}
        Keys(page, here).until("Next section" if left else "Seal and save")
    expect(page.get_by_role("heading", name="What the answers point to")).to_be_visible()


def _name_of(page: Page, sign: str) -> str:
    """The name of the choice about a sign; nothing when it stands in another section."""
    found = page.locator(f"input[type=radio][name$='-{sign}']")
    return str(found.first.get_attribute("name")) if found.count() else ""


def press(page: Page, link: str) -> None:
    """Bring the focus to a link and follow it."""
    when_the_focus_is_brought_to(page, link, "a")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def when_the_screening_is_recorded_by_keyboard(page: Page) -> None:
    press(page, SCREENED)
    said = {"age_group": "child", "group": "begging_children", "second_look": "yes", "result": "refer"}
    Keys(page, said).until("Save this step")
    expect(page.locator(".govuk-notification-banner")).to_contain_text(f"Recorded: {SCREENED}.")
    expect(ways(page)).to_contain_text("Identification: Screened")


def when_they_are_linked(page: Page, code: str) -> None:
    go_to_case(page, code)
    page.get_by_role("link", name="Link two persons").click()
    page.get_by_label("Brother or sister", exact=True).check()
    page.get_by_label("Code of the other case").fill(code)
    page.get_by_label("Number of the other person there").fill("2")
    page.get_by_role("button", name="Link them").click()
    expect(page.get_by_role("main")).to_contain_text(f"Brother or sister: person 1 and person 2 of {code}")


def when_a_guardian_is_requested_for_both(page: Page, code: str) -> None:
    for position in (1, 2):
        said = {"age_group": "child", "guardianship": "requested", "next_on": next_week(), "views_heard": "yes"}
        take(page, code, GUARDIAN, said, position=position)
        expect(ways(page, position)).to_contain_text("Guardianship: Guardian requested")


def test_a_brother_and_a_sister_are_reported_and_screened_without_a_mouse_and_get_a_guardian(visitors: Visitors):
    with visitors.fresh() as page:
        sign_in_with_one_click(page, "patrol")
        code = when_both_are_reported_by_keyboard(page)
        when_the_signs_are_marked_by_keyboard(page, code)
        when_the_screening_is_recorded_by_keyboard(page)
        when_they_are_linked(page, code)
        when_a_guardian_is_requested_for_both(page, code)
        assert faults(page) == []
