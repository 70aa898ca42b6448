"""A call for organisations: an application from outside, its assessment, the decision, the contract."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import PHONE, Visitors
from tests.journeys.test_board import when_a_day_is_typed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ASSESSORS = (("Human Resources", "training"), ("Human Resources", "training-head"))


def given_a_call(page: Page, title: str, opens: datetime, closes: datetime) -> str:
    """A published call with one criterion and two assessors; gives its address."""
    page.goto("/grants/")
    page.get_by_role("button", name="Draft a call").click()
    for label, text in (
        ("Title", title),
        ("What the call is meant for", "Invented work against trafficking."),
        ("Whole sum (EUR)", "40000"),
        ("Least for one project (EUR)", "1000"),
        ("Most for one project (EUR)", "9000"),
        ("Least score to be chosen, in per cent", "50"),
        ("Opens at", f"{opens:%H:%M}"),
        ("Closes at", f"{closes:%H:%M}"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.locator("#id_year").fill(str(opens.year))
    when_a_day_is_typed(page, "Opens on", opens)
    when_a_day_is_typed(page, "Closes on", closes)
    page.get_by_role("button", name="Draft it").click()
    page.get_by_role("link", name=title).click()
    page.wait_for_url(re.compile(r"/grants/[0-9a-f-]{36}/"))
    address = page.url
    page.get_by_role("button", name="Add a criterion").click()
    page.get_by_label("What is judged").fill("Everything")
    page.get_by_label("Weight in per cent").fill("100")
    page.get_by_label("Most points").fill("20")
    page.get_by_role("button", name="Add", exact=True).click()
    for body, name in ASSESSORS:
        page.get_by_role("button", name="Name an assessor").click()
        page.get_by_label("Body").select_option(
            label=page.get_by_label("Body").locator("option", has_text=body).first.inner_text()
        )
        page.get_by_label("Work e-mail address").fill(f"{name}@demo.invalid")
        page.get_by_role("button", name="Name", exact=True).click()
    page.get_by_role("button", name="Publish the call").click()
    return address


def when_somebody_outside_applies(page: Page, title: str) -> str:
    """Gives the code of the receipt."""
    page.goto("/calls/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Apply").click()
    assert faults(page) == []
    for label, text in (
        ("Name of the organisation", "Journey (invented)"),
        ("Number in the register of organisations", "NVO-1"),
        ("Title of the project", "A way home"),
        ("What the project does", "Invented: it helps people to get home."),
        ("Amount that you ask for (EUR)", "6000"),
        ("Own money and that of others (EUR)", "500"),
        ("Contact person", "Invented Person"),
        ("E-mail address of the contact person", "journey@demo.invalid"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Bar", exact=True).check()
    page.get_by_label(re.compile("Papers that the call asks for")).set_input_files(
        {"name": "statute.txt", "mimeType": "text/plain", "buffer": b"Invented statute"}
    )
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", name="Your application is in")).to_be_visible()
    return page.locator("#code").inner_text()


def when_an_assessor_gives_points(page: Page, points: str) -> None:
    page.goto("/grants/assessments/")
    page.get_by_role("link", name="Journey (invented): A way home").click()
    page.get_by_role("button", name="I have no tie to the applicant").click()
    page.get_by_role("button", name="Give your points").click()
    page.get_by_label(re.compile("Everything")).fill(points)
    page.get_by_label("Reasons for your points").fill("Invented reasons.")
    page.get_by_role("button", name="Send the points").click()
    expect(page.get_by_text("Your points are in.", exact=False)).to_be_visible()


def test_an_application_from_outside_becomes_a_contract(visitors: Visitors):
    office, outside = visitors.page_of("coordinator"), visitors.page_of("public")
    title = f"Journey of a call {uuid4().hex[:6]}"
    now = timezone.localtime(timezone.now()).replace(second=0, microsecond=0)
    call = given_a_call(office, title, now - timedelta(minutes=5), now + timedelta(minutes=60))
    outside.set_viewport_size({"width": PHONE, "height": 800})
    code = when_somebody_outside_applies(outside, title)
    office.goto(call)
    office.get_by_role("link", name="Journey (invented)").click()
    office.wait_for_url(re.compile(r"/applications/[0-9a-f-]{36}/"))
    application = office.url
    office.get_by_role("link", name="Admit to assessment").click()
    office.get_by_role("button", name="Record it").click()
    office.get_by_role("button", name="Give it to assessors").click()
    office.wait_for_url(re.compile("/give$"))
    for box in office.get_by_role("checkbox").all():
        box.check()
    office.get_by_role("button", name="Give it", exact=True).click()
    for (_body, name), points in zip(ASSESSORS, ("17", "16"), strict=True):
        when_an_assessor_gives_points(visitors.page_of(name), points)
    board = visitors.page_of("board")
    board.goto(application)
    expect(board.get_by_text("Score: 82.5 per cent")).to_be_visible()
    # Decisions wait for the call's end.
    expect(board.get_by_role("button", name="Choose this application", exact=True)).to_have_count(0)
    call_id = str(resolve(urlsplit(call).path).kwargs["call_id"])
    visitors.product.bring_forward("partnership.GrantCall", call_id, 61, "closes_at")
    board.reload()
    board.get_by_role("button", name="Choose this application", exact=True).click()
    board.get_by_label("Amount of the grant (EUR)").fill("5500")
    board.get_by_role("button", name="Give the grant").click()
    expect(board.get_by_text("The grant is decided.")).to_be_visible()
    office.goto(application)
    office.get_by_role("button", name="Note the contract").click()
    office.get_by_label("Number of the contract").fill("J-1")
    for group, days in (("Signed on", 0), ("First day of the project", 0), ("Last day of the project", 180)):
        when_a_day_is_typed(office, group, now + timedelta(days=days))
    office.get_by_role("button", name="Note it").click()
    expect(office.get_by_text("J-1, signed")).to_be_visible()
    assert faults(office) == []
    outside.goto("/calls/receipt/")
    outside.get_by_label("Code of the receipt").fill(code)
    outside.get_by_role("button", name="Show it").click()
    # What is decided is told with the results of the whole call.
    expect(outside.get_by_text("Admitted to assessment").first).to_be_visible()
    office.goto(call)
    office.get_by_role("button", name="Publish the results").click()
    outside.goto("/calls/")
    outside.get_by_role("link", name=title).click()
    expect(outside.get_by_text("Journey (invented)")).to_be_visible()
