"""The Government's plan from the Word file: read, settled, kept, submitted, adopted."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

# The demonstration holds a plan of that year already: the file begins a strategy of its own.
STRATEGY = "IMPORTED-2019"


@pytest.fixture(scope="module")
def plan_file() -> Path:
    """The Word file that lies beside the project; a build server must have it."""
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "plan" / "action-plan-2020.docx"
        if path.exists():
            return path
    reason = "shared/plan/action-plan-2020.docx lies in no folder above: the import was not tried"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def then_the_page_says(page: Page, sentence: str) -> None:
    expect(page.locator(".govuk-notification-banner")).to_contain_text(sentence)


def when_the_file_is_sent(page: Page, path: Path) -> None:
    page.goto("/plan/strategies/")
    page.get_by_role("button", name="Import a plan").click()
    page.get_by_label("Plan file").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()


def then_the_figures_are(page: Page, figures: dict[str, str]) -> None:
    shown = page.locator(".zk-figure")
    for label, value in figures.items():
        figure = shown.filter(has=page.locator("dt", has_text=re.compile(f"^{label}$")))
        expect(figure.locator("dd").first).to_have_text(value)


def then_it_cannot_be_confirmed_yet(page: Page) -> None:
    page.get_by_role("navigation", name="Parts of this import").get_by_role("link", name="Confirm").click()
    expect(page.get_by_role("main")).to_contain_text("must be answered before the plan can be kept")
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Answer them").click()


def when_the_currency_is_settled(page: Page) -> None:
    page.get_by_label("names no currency").select_option("EUR")
    page.get_by_role("button", name="Keep these answers").click()
    then_the_page_says(page, "1 answer was kept")


def when_the_plan_begins_a_strategy(page: Page) -> None:
    page.get_by_role("link", name="Plan and strategy").first.click()
    page.get_by_label("A new strategy begins with this file").check()
    page.get_by_label("Code of the new strategy").fill(STRATEGY)
    page.get_by_label("Title of the new strategy").fill("Imported strategy")
    page.get_by_label("First year").select_option("2019")
    page.get_by_label("Last year").select_option("2024")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Everything that must be answered is answered.")


def when_it_is_confirmed(page: Page) -> None:
    page.get_by_role("link", name="See what confirming will do").click()
    expect(page.get_by_role("main")).to_contain_text("48")
    assert faults(page) == []
    page.get_by_role("main").get_by_role("button").click()
    then_the_page_says(page, "The plan was kept as a draft.")


def then_the_draft_has_activities(page: Page, count: int) -> None:
    rows = page.get_by_role("table").get_by_role("row").filter(has=page.get_by_role("link", name="Take out"))
    expect(rows).to_have_count(count)


def when_it_is_submitted(office: Page) -> None:
    office.get_by_role("button", name="Submit for adoption").click()
    then_the_page_says(office, "The Coordination Body now decides.")


def when_it_is_adopted(board: Page) -> None:
    board.get_by_role("button", name="Adopt", exact=True).click()
    expect(board.get_by_role("main").get_by_role("textbox")).to_be_visible()
    assert faults(board) == []
    board.get_by_role("main").get_by_role("textbox").fill("Government")
    board.get_by_role("button", name="Adopt", exact=True).click()


def when_strategy_and_plan_are_submitted_and_adopted(office: Page, board: Page) -> str:
    """Where the adopted plan stands. The plan comes after its strategy; until then nobody is offered its adoption."""
    href = office.url
    when_it_is_submitted(office)
    board.goto(href)
    expect(board.get_by_role("button", name="Adopt", exact=True)).to_have_count(0)
    office.get_by_role("link", name="Steps of the strategy").click()
    when_it_is_submitted(office)
    board.get_by_role("link", name="Steps of the strategy").click()
    when_it_is_adopted(board)
    then_the_page_says(board, "The strategy is adopted and open to everyone.")
    board.goto(href)
    when_it_is_adopted(board)
    then_the_page_says(board, "The plan is adopted and open to everyone.")
    return board.url


def when_the_periods_are_opened(page: Page, href: str) -> None:
    page.goto(href)
    page.get_by_role("link", name="Reporting periods").click()
    page.get_by_role("button", name="Open the periods").click()
    then_the_page_says(page, "The reporting periods are open.")


def test_the_government_s_plan_comes_from_the_word_file(visitors: Visitors, plan_file):
    office, board = visitors.page_of("coordinator"), visitors.page_of("board")
    when_the_file_is_sent(office, plan_file)
    then_the_figures_are(
        office,
        {
            "objectives": "4",
            "key measures": "15",
            "activities": "48",
            "result indicators": "59",
            "performance indicators": "11",
            "planned money": "€173,900",
        },
    )
    then_it_cannot_be_confirmed_yet(office)
    when_the_currency_is_settled(office)
    when_the_plan_begins_a_strategy(office)
    when_it_is_confirmed(office)
    then_the_draft_has_activities(office, 48)
    href = when_strategy_and_plan_are_submitted_and_adopted(office, board)
    when_the_periods_are_opened(office, href)


def test_a_file_that_is_no_plan_is_refused_with_a_reason(visitors: Visitors, tmp_path):
    page = visitors.page_of("coordinator")
    broken = tmp_path / "plan.docx"
    broken.write_bytes(b"PK\x03\x04 this is no document")
    when_the_file_is_sent(page, broken)
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary.get_by_role("link").first).to_be_visible()
    expect(page).to_have_title(re.compile("^Error:"))
