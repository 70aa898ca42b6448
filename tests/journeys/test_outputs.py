"""The annual report: read as a page, taken out as PDF, Word and Excel, in two languages."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.browsing import Visitors

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

YEARLY = "Implementation report up to 31 December 2020"
WORD_PART, EXCEL_PART = "word/document.xml", "xl/workbook.xml"


def given_the_reports_of_the_reported_year(page: Page) -> None:
    page.goto("/plan/strategies/")
    page.get_by_role("main").get_by_role("link", name="National strategy").first.click()
    # The next link must be looked for on the next page: the list has years in its links too.
    page.wait_for_url(re.compile(r"/plan/strategies/[0-9a-f-]{36}/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("2020")).first.click()
    page.wait_for_url(re.compile(r"/plan/plans/[0-9a-f-]{36}/"))
    page.get_by_role("link", name="Reports to take out").click()


def when_the_language_of_the_files_is(page: Page, name: str) -> None:
    chosen = page.get_by_role("navigation", name="Language of the files").get_by_role("link", name=name, exact=True)
    chosen.click()
    expect(chosen).to_have_attribute("aria-current", "page")


def taken_out(page: Page, kind: str) -> tuple[str, bytes]:
    """Name and content of the yearly report as this kind of file."""
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(f"^{kind} ?: {YEARLY}$")).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def then_the_pdf_is_tagged_and_says(content: bytes, language: str, word: str) -> None:
    found = PdfReader(io.BytesIO(content))
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(found.trailer["/Root"]["/Lang"]).startswith(language)
    assert word in "".join(each.extract_text() for each in found.pages)


def then_the_office_file_says(content: bytes, part: str, word: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert part in packed.namelist()
        assert any(word in packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


@pytest.mark.parametrize(
    ("language", "tag", "word"), [("English", "en", "Report on the implementation"), ("Crnogorski", "", "Izvještaj")]
)
def test_the_annual_report_leaves_in_three_kinds_of_files(visitors: Visitors, language, tag, word):
    page = visitors.page_of("coordinator")
    given_the_reports_of_the_reported_year(page)
    when_the_language_of_the_files_is(page, language)
    name, content = taken_out(page, "PDF")
    assert re.fullmatch(r"implementation-[\w-]+\.pdf", name)
    then_the_pdf_is_tagged_and_says(content, tag, word)
    name, content = taken_out(page, "Word")
    assert name.endswith(".docx")
    then_the_office_file_says(content, WORD_PART, word)
    name, content = taken_out(page, "Excel")
    assert name.endswith(".xlsx")
    then_the_office_file_says(content, EXCEL_PART, word)


@pytest.mark.parametrize(
    ("language", "word"), [("English", "Report on the implementation"), ("Crnogorski", "Izvještaj")]
)
def test_the_annual_report_is_read_as_a_page(visitors: Visitors, language, word):
    page = visitors.page_of("analyst")
    given_the_reports_of_the_reported_year(page)
    page.get_by_role("link", name=re.compile(f"^Read ?: {YEARLY}$")).click()
    page.get_by_role("button", name=language, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(word)
    expect(page.get_by_role("table").nth(2)).to_be_visible()
    page.get_by_role("button", name="English", exact=True).click()
