"""An electronic session of the Coordination Body, from the call to a conclusion that its owner answers."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import PHONE, Visitors

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

TITLE = "Statement about a journey"


def when_a_day_is_typed(page: Page, group: str, day: datetime) -> None:
    boxes = page.get_by_role("group", name=group, exact=True)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def given_an_electronic_session(page: Page, begins: datetime, ends: datetime) -> str:
    """A session that takes votes between the two moments; gives its address."""
    page.goto("/board/")
    page.get_by_role("button", name="Call a session").click()
    page.get_by_label("Electronic", exact=True).check()
    when_a_day_is_typed(page, "Day", begins)
    page.get_by_label("Time", exact=True).fill(f"{begins:%H:%M}")
    when_a_day_is_typed(page, "Day on which the votes of an electronic session end (optional)", ends)
    page.get_by_label("Time at which the votes end").fill(f"{ends:%H:%M}")
    page.get_by_role("button", name="Call it").click()
    page.get_by_role("link", name=re.compile(f"{begins:%H:%M}")).first.click()
    page.get_by_role("button", name="Put an item on the agenda").click()
    page.get_by_label("What it is about").fill(TITLE)
    page.get_by_label("Yes, on the words below").check()
    page.get_by_label("Words on which the members vote").fill("The statement is adopted as sent.")
    page.get_by_role("button", name="Put on the agenda").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return page.url


def when_a_member_votes(page: Page, address: str, choice: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Vote on item 1").click()
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Your body has voted")).to_be_visible()


def when_minutes_pass(visitors: Visitors, address: str, minutes: int) -> None:
    session = str(resolve(urlsplit(address).path).kwargs["meeting_id"])
    visitors.product.bring_forward("partnership.BoardSession", session, minutes, "planned_at", "closes_at")


def test_an_electronic_session_leads_to_a_conclusion_that_its_owner_answers(visitors: Visitors):
    office, member = visitors.page_of("coordinator"), visitors.page_of("board")
    # The agenda is written before the votes begin.
    now = timezone.localtime(timezone.now())
    address = given_an_electronic_session(office, now + timedelta(minutes=30), now + timedelta(minutes=60))
    assert faults(office) == []
    when_minutes_pass(visitors, address, 45)
    member.goto("/board/")
    expect(member.get_by_role("link", name=TITLE)).to_be_visible()
    when_a_member_votes(member, address, "For")
    for name in ("board-prosecution", "board-court", "board-health"):
        when_a_member_votes(visitors.page_of(name), address, "For")
    office.goto(address)
    expect(office.get_by_role("button", name="Close the session")).to_have_count(0)
    when_minutes_pass(visitors, address, 30)
    office.goto(address)
    office.get_by_role("button", name="Close the session").click()
    expect(office.get_by_text("4 for, 0 against, 0 abstained")).to_be_visible()
    office.get_by_role("button", name="Add a conclusion").click()
    office.get_by_label("What has to be done").fill("Publish the statement of the journey.")
    office.get_by_label("Which body does it?").select_option(label="Supreme Court of Montenegro")
    when_a_day_is_typed(office, "Last day", now + timedelta(days=10))
    office.get_by_role("button", name="Add", exact=True).click()
    owner = visitors.page_of("court")
    owner.goto("/board/conclusions/")
    owner.get_by_role("link", name="Publish the statement of the journey.").click()
    owner.get_by_role("button", name="Say that it is done").click()
    when_a_day_is_typed(owner, "Day on which it was done", now)
    owner.get_by_label("What was done").fill("It was published.")
    owner.get_by_role("button", name="It is done").click()
    expect(owner.get_by_text("It was published.")).to_be_visible()
    owner.set_viewport_size({"width": PHONE, "height": 800})
    assert faults(owner) == []
    office.goto(address)
    office.get_by_role("link", name="Open the minutes").click()
    expect(office.get_by_role("heading", name="Minutes of the Coordination Body")).to_be_visible()
