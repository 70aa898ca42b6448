"""A report sent with the keyboard alone; where the focus stands is always to be seen, and never jumps back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors, sign_in_with_one_click

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

# What has the focus: its words, whether it can be seen, and whether it stands after what had the focus before.
_FOCUSED = """() => {
  const here = document.activeElement, before = window.zkBefore;
  window.zkBefore = here;
  const isChoice = ["radio", "checkbox"].includes(here.type);
  const shown = isChoice ? getComputedStyle(here.labels[0], "::before") : getComputedStyle(here);
  const box = (isChoice ? here.labels[0] : here).getBoundingClientRect();
  const hasOutline = parseFloat(shown.outlineWidth) > 0 && shown.outlineStyle !== "none"
    && !["transparent", "rgba(0, 0, 0, 0)"].includes(shown.outlineColor);
  const hasOwnColour = shown.backgroundColor === "rgb(255, 221, 0)";
  return {
    name: here.getAttribute("aria-label") || (here.labels && here.labels.length ? here.labels[0].innerText : "")
      || here.innerText || here.name || here.tagName,
    tag: here.tagName.toLowerCase(),
    isMarked: hasOutline || hasOwnColour || shown.boxShadow !== "none",
    isOnScreen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight,
    isInOrder: !before || !before.isConnected || before === here
      || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""


def when_tab_is_pressed(page: Page) -> dict[str, object]:
    """Move on and look at what has the focus now."""
    page.keyboard.press("Tab")
    found: dict[str, object] = page.evaluate(_FOCUSED)
    assert found["isMarked"], f"the focus cannot be seen on {found} of {page.url}"
    assert found["isOnScreen"], f"the focus is off the screen on {found} of {page.url}"
    assert found["isInOrder"], f"the focus jumps back to {found} on {page.url}"
    return found


def when_the_focus_is_brought_to(page: Page, name: str, tag: str) -> None:
    """Press Tab until something of that kind and name has the focus; on the way every stop is looked at."""
    for _ in range(120):
        found = when_tab_is_pressed(page)
        if found["tag"] == tag and str(found["name"]).strip().startswith(name):
            return
    raise AssertionError(f"{name} was not reached on {page.url}")


def test_the_skip_link_leads_past_header_and_menu(visitors: Visitors):
    with visitors.fresh() as page:
        page.goto("/progress/activities/")
        first = when_tab_is_pressed(page)
        assert first["name"] == "Skip to main content"
        page.keyboard.press("Enter")
        expect(page.locator("#main-content")).to_be_focused()
        when_tab_is_pressed(page)
        assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_a_report_is_filled_and_sent_with_the_keyboard_alone(visitors: Visitors):
    with visitors.fresh() as page:
        sign_in_with_one_click(page, "inspector")
        page.goto("/plan/")
        when_the_focus_is_brought_to(page, "Tasks", "a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/plan/tasks/")
        when_the_focus_is_brought_to(page, "Correct what came back", "a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/entry")
        when_the_focus_is_brought_to(page, "What was done?", "textarea")
        page.keyboard.press("Control+A")
        page.keyboard.type("The inspections of October are counted now.")
        when_the_focus_is_brought_to(page, "Save and send to the head", "button")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/plan/reports/[^/]+/$"))
        expect(page.get_by_role("main")).to_contain_text("The inspections of October are counted now.")
        expect(page.locator(".govuk-notification-banner")).to_contain_text("Sent to the head of the body.")
