"""From an administrator's invitation to the first look at one's tasks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.codes import one_time_code
from tests.journeys.product import Product

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

NAME, EMAIL, PASSWORD = "Nevena Izmišljena", "nevena@demo.invalid", "four invented words in a row"


def when_the_administrator_invites(page: Page) -> None:
    page.goto("/people/")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("E-mail address at work").fill(EMAIL)
    page.get_by_label("Body").select_option(label="Human Resources Management Authority")
    page.get_by_label("Role").select_option(label="Reporter of a body")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The invitation is on its way.")
    expect(page.get_by_role("table").filter(has_text="Invitations that wait")).to_contain_text(EMAIL)


def when_the_invited_person_chooses_a_password(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    assert faults(page) == []
    password = page.get_by_role("textbox", name="Password")
    password.fill("short")
    page.get_by_role("button", name="Accept and go on").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("There is a problem")
    password.fill(PASSWORD)
    page.get_by_role("button", name="Accept and go on").click()


def then_nothing_opens_before_the_second_factor(page: Page) -> None:
    for path in ("/plan/tasks/", "/plan/", "/me/"):
        page.goto(path)
        expect(page).to_have_url(re.compile(r"/account/2fa/totp/activate/"))


def when_the_authenticator_app_is_set_up(page: Page) -> None:
    assert faults(page) == []
    page.get_by_text("The picture cannot be scanned").click()
    secret = page.locator(".zk-code").inner_text().strip()
    page.get_by_role("textbox", name="code").fill(one_time_code(secret))
    page.get_by_role("button", name="Switch it on").click()


def when_the_recovery_codes_are_written_down(page: Page) -> list[str]:
    page.goto("/account/2fa/recovery-codes/")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert faults(page) == []
    codes = page.locator(".zk-code").all_inner_texts()
    assert len(set(codes)) >= 8
    return codes


def when_signing_in_with_a_recovery_code(page: Page, code: str) -> None:
    page.goto("/account/login/")
    page.get_by_role("textbox", name="Email").fill(EMAIL)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def then_the_link_opens_no_second_time(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("textbox", name="Password")).to_have_count(0)


def test_an_invited_person_sets_up_two_factors_and_finds_the_tasks(visitors: Visitors, product: Product):
    when_the_administrator_invites(visitors.page_of("administrator"))
    link = product.link_mailed_to(EMAIL, "/invitation/")
    with visitors.fresh() as page:
        when_the_invited_person_chooses_a_password(page, link)
        then_nothing_opens_before_the_second_factor(page)
        when_the_authenticator_app_is_set_up(page)
        page.goto("/plan/tasks/")
        expect(page.get_by_role("heading", name="Tasks")).to_be_visible()
        codes = when_the_recovery_codes_are_written_down(page)
    with visitors.fresh() as page:
        then_the_link_opens_no_second_time(page, link)
        when_signing_in_with_a_recovery_code(page, codes[0])
        expect(page.get_by_role("banner").get_by_role("link", name=NAME)).to_be_visible()
    with visitors.fresh() as page:
        when_signing_in_with_a_recovery_code(page, codes[0])
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")


def test_a_forgotten_password_is_set_anew_through_the_mailed_link(visitors: Visitors, product: Product):
    email = "court@demo.invalid"
    with visitors.fresh() as page:
        page.goto("/account/login/")
        page.get_by_role("link", name=re.compile("password", re.IGNORECASE)).click()
        page.get_by_role("textbox").first.fill(email)
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()
        page.goto(product.link_mailed_to(email, "/password/reset/key/"))
        expect(page.get_by_role("textbox", name="New password").first).to_be_visible()
        assert faults(page) == []
        page.get_by_role("textbox", name="New password").first.fill("other invented words in a row")
        page.get_by_role("textbox", name="New password (again)").fill("other invented words in a row")
        page.get_by_role("button", name="Set password").click()
        expect(page.get_by_role("heading", name="Your new password is set")).to_be_visible()
        page.goto("/account/login/")
        page.get_by_role("textbox", name="Email").fill(email)
        page.get_by_role("textbox", name="Password").fill("other invented words in a row")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="Second step")).to_be_visible()
