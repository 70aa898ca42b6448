"""On paper: the page without what only a screen needs, and with everything that was folded or scrolled."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.browsing import Visitors

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ONLY_ON_SCREEN = ".govuk-skip-link, .zk-languages, .govuk-service-navigation, .zk-filter, .govuk-pagination, .zk-footer"


def printed(page: Page) -> list[str]:
    """The text of each sheet of A4."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def test_a_list_is_printed_whole_and_without_the_menu(visitors: Visitors):
    page = visitors.page_of("coordinator")
    page.goto("/progress/activities/")
    page.emulate_media(media="print")
    assert page.locator(ONLY_ON_SCREEN).count() > 3
    for each in page.locator(ONLY_ON_SCREEN).all():
        expect(each).to_be_hidden()
    assert page.locator("thead").first.is_visible()
    text = " ".join(printed(page))
    page.emulate_media(media="screen")
    codes = [row.inner_text().split()[0] for row in page.get_by_role("rowheader").all()]
    assert codes
    assert [code for code in codes if code not in text] == []
    assert "Sign out" not in text


def test_a_report_is_printed_on_few_sheets_with_its_history(visitors: Visitors):
    page = visitors.page_of("training")
    page.goto("/plan/tasks/")
    page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    sheets = printed(page)
    assert len(sheets) <= 4
    assert "History" in " ".join(sheets)
    assert "Main menu" not in " ".join(sheets)
