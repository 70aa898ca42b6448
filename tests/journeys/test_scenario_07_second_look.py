"""The Team refuses; an association asks again on its form, other members decide; both decisions stand."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.casework import (
    CODE,
    TEAM,
    Meeting,
    go_to_case,
    open_step,
    record_consent,
    record_decision,
    take,
    vote_in_session,
    ways,
)
from tests.journeys.sheets import fill_in

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

REFUSED, GRANTED = "Do not grant the status, with reasons", "Grant the status after reconsideration"
ASKED = "Ask for reconsideration"
FIRST = Meeting(("team-president", "team-police", "team-prosecutor"), REFUSED, REFUSED)
SECOND = Meeting(("team-social", "team-health", "team-association"), GRANTED, GRANTED, opening="")
ADULT = {"age_group": "adult"}


def given_somebody_was_referred(page: Page) -> str:
    """A file of the association, from its opening to the Team."""
    page.goto("/cases/open")
    page.get_by_label("Female").check()
    page.get_by_label("Adult").check()
    page.get_by_role("button", name="Open the case").click()
    found = CODE.search(page.get_by_role("heading", level=1).inner_text())
    assert found
    code = found[0]
    take(page, code, "Record the signal", {**ADULT, "responder": "ngo", "channel": "in_person"})
    take(page, code, "Record the screening", {**ADULT, "result": "expert"})
    take(page, code, "Preliminary identification: positive")
    record_consent(page, code, "Health", TEAM, "Identification")
    take(page, code, "Refer to the Team", {**ADULT, "stateless": "no", "citizenship": "RS"})
    return code


def when_it_is_asked_again(page: Page, code: str) -> None:
    expect_state(page, code, "Status not granted")
    open_step(page, code, ASKED)
    fill_in(page, {"asked_by": "organisation", "words": "Izmišljeno: a witness was found.", "grounds": ("new_facts",)})
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(f"Recorded: {ASKED}.")


def expect_state(page: Page, code: str, state: str) -> None:
    go_to_case(page, code)
    expect(ways(page)).to_contain_text(f"Identification: {state}")


def then_both_decisions_stand(page: Page, code: str) -> None:
    expect_state(page, code, "Status granted")
    ways(page).get_by_role("link", name=re.compile(r"^How it came\s*\(Identification\)")).click()
    main = page.get_by_role("main")
    for step in (REFUSED, ASKED, GRANTED):
        expect(main).to_contain_text(step)
    assert faults(page) == []


def test_a_refusal_is_looked_at_again_by_others_and_both_decisions_stand(visitors: Visitors):
    lead = visitors.page_of("association")
    code = given_somebody_was_referred(lead)
    item = vote_in_session(visitors, code, FIRST)
    refusal = {**ADULT, "decision": "refused", "told_reconsideration": "yes"}
    record_decision(visitors, item, FIRST, refusal)
    when_it_is_asked_again(lead, code)
    again = vote_in_session(visitors, code, SECOND)
    record_decision(visitors, again, SECOND, {**ADULT, "decision": "reconsidered_granted"})
    then_both_decisions_stand(lead, code)
