"""What prosecutors and police count: entered without names, read by the coordinator, kept, and told again when late."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.test_registers import number_of, when_a_day_is_typed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

# A quarter of which the demonstration says nothing.
QUARTER = {
    "Meetings of the Operational Team": "3",
    "Cases open at the end": "7",
    "Cases opened": "2",
    "Criminal charges filed by the police": "2",
    "Persons charged": "4",
    "Investigations opened": "1",
    "Indictments": "1",
    "Verdicts of first instance": "0",
}
ACTION = {
    "Number of actions": "1",
    "Children found": "2",
    "Persons asked with the first assessment": "2",
    "Persons referred for help or to the Team": "2",
}
CHILDREN = "/measures/beggar_children/?start=2026-01-01&end=2026-12-31"


def when_numbers_are_typed(page: Page, numbers: dict[str, str]) -> None:
    for label, number in numbers.items():
        page.get_by_role("textbox", name=re.compile(rf"^{re.escape(label)}( \(|$)")).fill(number)


def when_the_prosecutor_enters_the_quarter(page: Page) -> None:
    page.goto("/registers/operational_report/add")
    page.get_by_role("radio", name="First quarter").check()
    when_a_day_is_typed(page, "Last day of the quarter", "31.3.2021")
    when_numbers_are_typed(page, QUARTER)
    page.get_by_role("checkbox", name="Waiting for another state").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"no\. \d+"))


def when_the_numbers_are_kept(page: Page) -> None:
    page.goto("/reports/?start=2021-01-01&end=2021-12-31")
    page.get_by_role("button", name=re.compile("^Keep the numbers ?: .*Operational Team")).click()


def cells_of(page: Page, caption: str) -> list[str]:
    page.wait_for_load_state()
    return page.get_by_role("table", name=caption).get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()


def test_the_quarter_of_the_operational_team_is_read_without_names_and_its_numbers_are_kept(visitors: Visitors):
    prosecutor, office = visitors.page_of("prosecutor"), visitors.page_of("coordinator")
    when_the_prosecutor_enters_the_quarter(prosecutor)
    when_the_numbers_are_kept(office)
    main = office.get_by_role("main")
    expect(main).to_contain_text("Revision 1: the numbers as they stood when they were kept")
    assert cells_of(office, "New cases, charges and investigations by quarter")[:4] == ["2", "2", "4", "1"]
    assert faults(office) == []
    kept = office.url

    prosecutor.get_by_role("button", name="Correct").click()
    when_numbers_are_typed(prosecutor, {"Cases opened": "3"})
    prosecutor.get_by_label("Why?").fill("One came late")
    prosecutor.get_by_role("button", name="Save the correction").click()
    expect(prosecutor.get_by_text("One came late")).to_be_visible()
    office.goto(kept)
    assert cells_of(office, "New cases, charges and investigations by quarter")[0] == "2"
    when_the_numbers_are_kept(office)
    expect(main).to_contain_text("Revision 2")
    assert cells_of(office, "New cases, charges and investigations by quarter")[0] == "3"
    when_the_numbers_are_kept(office)
    expect(main).to_contain_text("Nothing has changed since revision 2")
    expect(main.get_by_role("link", name=re.compile("Operational Team")).nth(2)).to_be_visible()

    board = visitors.page_of("board")
    board.goto("/reports/R05/2021-01-01/2021-12-31/page")
    expect(board.get_by_role("main")).to_contain_text("Persons are counted here for one whole calendar year")
    assert board.goto(kept).status == 403


def test_a_field_action_on_begging_is_counted_with_what_came_of_it(visitors: Visitors):
    """Scenario 4, the register's side: two children found, both asked with the first assessment, both referred."""
    office, police = visitors.page_of("coordinator"), visitors.page_of("police")
    office.goto(CHILDREN)
    before = number_of(office)
    police.goto("/registers/street_action/add")
    when_a_day_is_typed(police, "Day", "6.5.2026")
    police.get_by_role("radio", name="One", exact=True).check()
    police.get_by_label(re.compile("Municipality")).select_option(label="Bar")
    police.get_by_role("group", name=re.compile("social worker")).get_by_label("Yes").check()
    when_numbers_are_typed(police, ACTION)
    police.get_by_role("group", name=re.compile("Care that the children")).get_by_role("checkbox").first.check()
    police.get_by_role("button", name="Save", exact=True).click()
    expect(police.get_by_role("heading", level=1)).to_have_text(re.compile(r"no\. \d+"))
    assert faults(police) == []
    office.goto(CHILDREN)
    assert number_of(office) == before + 2
    stranger = visitors.page_of("inspector")
    assert stranger.goto(police.url).status in {403, 404}
