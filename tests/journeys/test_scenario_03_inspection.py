"""An inspector's phone finds a seasonal worker; the Team decides on a whole form; the paper for him says nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults, overflow
from tests.journeys.browsing import PHONE, Visitors, sign_in_with_one_click
from tests.journeys.casework import (
    TEAM,
    Meeting,
    code_of_signal,
    go_to_case,
    let_work,
    mark_list,
    open_signal_page,
    open_step,
    record_consent,
    record_decision,
    save_step,
    take,
    vote_in_session,
    ways,
)
from tests.journeys.sheets import fill_in
from tests.journeys.test_signal_offline import somebody

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

LIST = "Labour exploitation of adults"
# Deceived about the work, exploited, coerced where he was.
SEEN = ("DR01", "DR02", "EX01", "EX02", "CD01", "CD02")
SCREENED, PRESUMED, REFERRED = "Record the screening", "Preliminary identification: positive", "Refer to the Team"
GRANTED, REFLECTION = "Grant the status", "Begin recovery and reflection"
SESSION = Meeting(("team-president", "team-police", "team-prosecutor"), GRANTED, GRANTED)


def then_it_fits(page: Page) -> None:
    assert overflow(page) == 0, f"{page.url} is {overflow(page)} px too wide"


def when_a_worker_is_reported(page: Page) -> str:
    open_signal_page(page)
    then_it_fits(page)
    fill_in(
        page,
        {
            "responder": "inspector",
            "channel": "in_person",
            "sex": "male",
            "age_group": "adult",
            "forms_suspected": ("labour",),
            "danger": "no",
        },
    )
    page.get_by_label("Citizenship").select_option(label="Nepal")
    page.get_by_label("Family names").fill(somebody())
    page.get_by_role("button", name="Send the signal").click()
    code = code_of_signal(page)
    then_it_fits(page)
    return code


def when_he_is_screened(page: Page, code: str) -> None:
    mark_list(page, code, LIST, SEEN)
    expect(page.get_by_role("main")).to_contain_text("The answers point to trafficking.")
    then_it_fits(page)
    open_step(page, code, SCREENED)
    then_it_fits(page)
    save_step(page, SCREENED, {"result": "refer", "age_group": "adult"})
    take(page, code, PRESUMED)
    expect(ways(page)).to_contain_text("Identification: Preliminary identification positive")


def then_nothing_goes_on_without_consent_or_duty(page: Page, code: str) -> None:
    open_step(page, code, REFERRED)
    fill_in(page, {"stateless": "no", "citizenship": "NP"})
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-warning-text")).to_contain_text("without the person's consent or a named legal duty")
    then_it_fits(page)


def when_he_agrees_and_is_referred(page: Page, code: str) -> None:
    record_consent(page, code, "Health", TEAM, "Identification")
    let_work(page, code, "Centre for Social Work Podgorica", "Case manager", "case-manager")
    open_step(page, code, REFERRED)
    fill_in(page, {"stateless": "no", "citizenship": "NP"})
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(f"Recorded: {REFERRED}.")
    then_it_fits(page)


def then_a_record_with_gaps_is_not_taken(page: Page, item: str) -> None:
    page.goto(item)
    page.get_by_role("link", name=GRANTED, exact=True).click()
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Reasons")


def then_the_status_stands_on_the_case(page: Page, code: str) -> None:
    go_to_case(page, code)
    expect(ways(page)).to_contain_text("Identification: Status granted")
    expect(page.get_by_role("region", name="What is due")).to_contain_text("Needs are assessed")
    expect(page.locator("#part-screening")).to_contain_text("Form 4. Record of the Team")
    assert faults(page) == []


def then_the_paper_says_nothing_of_why(page: Page, code: str) -> None:
    open_step(page, code, REFLECTION)
    fill_in(page, {"state": "reflection", "neutral_checked": "yes", "wording": "Stay as a victim of trafficking"})
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose neutral words.")
    page.locator("[data-question=wording] input").fill("Temporary stay")
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(f"Recorded: {REFLECTION}.")
    expect(ways(page)).to_contain_text("Right to stay: Recovery and reflection")
    # Ninety days run from now on (Law on Foreigners, in the pack).
    expect(page.get_by_role("region", name="What is due")).to_contain_text("Recovery and reflection (Montenegro)")


def test_from_the_phone_on_the_site_to_a_decision_and_a_paper_that_says_nothing_of_why(visitors: Visitors):
    with visitors.fresh(viewport={"width": PHONE, "height": 740}) as phone:
        sign_in_with_one_click(phone, "labour-inspector")
        code = when_a_worker_is_reported(phone)
        when_he_is_screened(phone, code)
        then_nothing_goes_on_without_consent_or_duty(phone, code)
        when_he_agrees_and_is_referred(phone, code)
    item = vote_in_session(visitors, code, SESSION)
    then_a_record_with_gaps_is_not_taken(visitors.page_of("team-secretary"), item)
    record_decision(visitors, item, SESSION, {"decision": "granted", "age_group": "adult", "main_form": "labour"})
    manager = visitors.page_of("case-manager")
    then_the_status_stands_on_the_case(manager, code)
    let_work(manager, code, "Inspectors for Foreigners", "Residence officer", "residence")
    then_the_paper_says_nothing_of_why(visitors.page_of("residence"), code)
