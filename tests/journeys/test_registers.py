"""Registers in the browser: entered once, served to the plan, counted, and one click back from the number."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from xlsxwriter import Workbook

from tests.journeys.browsing import PHONE, Visitors
from zaklon.reporting.tests.reading import sheets

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def when_a_day_is_typed(page: Page, group: str, day: str) -> None:
    boxes = page.get_by_role("group", name=re.compile(f"^{group}"))
    for label, part in zip(("Day", "Month", "Year"), day.split("."), strict=True):
        boxes.get_by_label(label, exact=True).fill(part)


def when_an_inspection_is_entered(page: Page, number: str) -> None:
    page.goto("/registers/inspection/add")
    when_a_day_is_typed(page, "Day", "4.5.2026")
    page.get_by_role("radio", name="One", exact=True).check()
    page.get_by_label(re.compile("Number of inspections")).fill(number)
    page.get_by_label(re.compile("Municipality")).select_option(label="Budva")
    page.get_by_label(re.compile("Sector of work")).select_option(index=1)
    page.get_by_label(re.compile("Workers met")).fill("7")
    page.get_by_role("checkbox", name="Work without a contract").check()
    page.get_by_label(re.compile("Workers asked with the first assessment")).fill("1")
    page.get_by_label(re.compile("Persons referred")).fill("1")
    page.get_by_role("checkbox", name=re.compile("2\\.1\\.")).first.check()
    page.get_by_role("button", name="Save").click()


def number_of(page: Page) -> int:
    shown = page.get_by_role("main").locator("p.govuk-body-l strong").inner_text()
    return int(re.sub(r"\D", "", shown))


def test_an_inspection_is_entered_on_a_phone_and_counts_for_the_plan(visitors: Visitors):
    page = visitors.page_of("inspector")
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto("/measures/inspections_done/?start=2026-01-01&end=2026-12-31")
    before = number_of(page)
    when_an_inspection_is_entered(page, "1")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Inspections of work no"))
    served = page.get_by_role("link", name=re.compile("^2\\.1\\."))
    expect(served.first).to_be_visible()
    page.goto("/measures/inspections_done/?start=2026-01-01&end=2026-12-31")
    assert number_of(page) == before + 1
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Inspections of work no"))


def test_a_correction_keeps_what_stood_there(visitors: Visitors):
    page = visitors.page_of("inspector")
    when_an_inspection_is_entered(page, "2")
    page.get_by_role("button", name="Correct").click()
    page.get_by_label(re.compile("Number of inspections")).fill("1")
    page.get_by_label("Why?").fill("Counted twice")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Counted twice")).to_be_visible()


def template_of(page: Page) -> list[str]:
    """The codes in the first row of the template."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the template (Excel)").click()
    first = next(iter(sheets(download.value.path().read_bytes()).values()))
    return [str(cell) for cell in first[0]]


def filled(path: Path, codes: list[str], *rows: dict[str, str]) -> Path:
    packed = io.BytesIO()
    with Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Entries")
        sheet.write_row(0, 0, codes)
        for number, row in enumerate(rows):
            sheet.write_row(number + 2, 0, [row.get(code, "") for code in codes])
    path.write_bytes(packed.getvalue())
    return path


def test_many_inspections_come_in_one_file_and_each_row_has_its_outcome(visitors: Visitors, tmp_path: Path):
    page = visitors.page_of("inspector")
    page.goto("/registers/inspection/many")
    good = {
        "day": "5.5.2026.", "counted_as": "One", "number": "1", "municipality": "Budva", "sector": "isic_i",
        "workers": "3", "findings": "Work without a contract; Work of children", "screened": "0", "referred": "0",
    }  # fmt: skip
    path = filled(tmp_path / "filled.xlsx", template_of(page), good, good | {"number": "several"})
    page.get_by_label("The filled template (Excel)").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("1 row is right and will be entered.")).to_be_visible()
    expect(page.get_by_text(re.compile("whole number"))).to_be_visible()
    page.get_by_role("button", name="Enter the rows that are right").click()
    expect(page.get_by_text("1 entry is made.")).to_be_visible()


def test_a_number_of_the_yearly_report_opens_to_its_records_and_says_partly_and_late(visitors: Visitors):
    """Scenario 10: 5 400 of 6 000 inspections."""
    page = visitors.page_of("coordinator")
    page.goto("/plan/strategies/")
    page.get_by_role("main").get_by_role("link", name="National strategy").first.click()
    page.wait_for_url(re.compile(r"/plan/strategies/[0-9a-f-]{36}/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("^2020")).first.click()
    page.wait_for_url(re.compile(r"/plan/plans/[0-9a-f-]{36}/"))
    page.get_by_role("link", name="Reports to take out").click()
    page.get_by_role("link", name=re.compile("^Read ?: Implementation report up to 31 December 2020$")).click()
    row = page.locator(".govuk-summary-list__row", has_text="5,400").first
    expect(row).to_be_visible()
    row.get_by_role("link", name=re.compile("^Records")).click()
    expect(page.get_by_role("main").locator("p.govuk-body-l strong")).to_have_text("5,400")
    expect(page.get_by_role("table", name="Entries behind the number")).to_be_visible()


def test_the_rounds_of_a_monitor_are_compared(visitors: Visitors):
    """Scenario 11: 25 recommendations, then 21; below the middle target, above the last one."""
    page = visitors.page_of("coordinator")
    page.goto("/plan/strategies/")
    page.get_by_role("main").get_by_role("link", name="National strategy").first.click()
    page.wait_for_url(re.compile(r"/plan/strategies/[0-9a-f-]{36}/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("PI-4.3")).click()
    main = page.get_by_role("main")
    for words in ("At most 23.75", "At most 20", "Recommendations", "is −16%", "−20% is wanted: not met"):
        expect(main.get_by_text(words).first).to_be_visible()
    page.goto("/reports/R15/2016-01-01/2026-12-31/page")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recommendation tracking")
    expect(page.get_by_text("The change is −16%").first).to_be_visible()


def test_what_is_watched_is_counted_and_never_named_outside_the_police(visitors: Visitors):
    police = visitors.page_of("police")
    police.goto("/registers/supervised_place/")
    police.get_by_role("table").get_by_role("link").first.click()
    expect(police.get_by_role("heading", level=1)).to_be_visible()
    own = police.get_by_text(re.compile("Name of the place|Name")).first
    expect(own).to_be_visible()
    address = police.url
    office = visitors.page_of("coordinator")
    office.goto(address)
    expect(office.get_by_role("heading", level=1)).to_be_visible()
    assert "(invented)" not in office.get_by_role("main").inner_text()
