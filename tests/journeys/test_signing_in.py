"""Signing in: with one click in the demonstration, and the long way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.product import Product

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ANALYST = "analyst@demo.invalid"


def when_a_person_is_chosen(page: Page, email: str) -> None:
    page.get_by_role("row").filter(has_text=email).get_by_role("button", name="Sign in").click()


def when_the_password_is_entered(page: Page, email: str, password: str) -> None:
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def when_the_code_is_entered(page: Page, code: str) -> None:
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def then_the_page_says_who_it_is(page: Page, name: str) -> None:
    expect(page.get_by_role("banner").get_by_role("link", name=name)).to_be_visible()


def then_nothing_of_the_inside_opens(page: Page) -> None:
    page.goto("/plan/tasks/")
    expect(page).to_have_url(re.compile(r"/account/login/"))


def then_the_inside_waits_for_the_second_step(page: Page) -> None:
    page.goto("/plan/tasks/")
    expect(page).to_have_url(re.compile(r"/account/2fa/authenticate/"))


def test_a_newcomer_signs_in_with_one_click(visitors: Visitors):
    with visitors.fresh() as page:
        page.goto("/demo/")
        when_a_person_is_chosen(page, "coordinator@demo.invalid")
        expect(page).to_have_url(re.compile(r"/plan/$"))
        then_the_page_says_who_it_is(page, "Vedrana Primjer")


def test_the_long_way_asks_for_password_and_code_and_signing_out_ends_it(visitors: Visitors, product: Product):
    with visitors.fresh() as page:
        then_nothing_of_the_inside_opens(page)
        when_the_password_is_entered(page, ANALYST, product.password)
        expect(page.get_by_role("heading", name="Second step")).to_be_visible()
        assert faults(page) == []
        then_the_inside_waits_for_the_second_step(page)
        when_the_code_is_entered(page, product.one_time_code(ANALYST))
        then_the_page_says_who_it_is(page, "Jasna Uzorak")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
        then_nothing_of_the_inside_opens(page)


def test_a_wrong_password_says_what_to_do_and_lets_nobody_in(visitors: Visitors):
    with visitors.fresh() as page:
        page.goto("/account/login/")
        when_the_password_is_entered(page, ANALYST, "not the password")
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        expect(page).to_have_title(re.compile("^Error:"))
        then_nothing_of_the_inside_opens(page)
