"""A passkey: added to the account, then used instead of password and code."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import Visitors
from tests.journeys.keys import holder_of_a_key

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_a_passkey_signs_in_by_itself(visitors: Visitors):
    with holder_of_a_key(visitors, "social") as page:
        for link in ("Rename", "Remove"):
            page.goto("/account/2fa/webauthn/")
            page.get_by_role("table").get_by_role("link", name=link).click()
            expect(page).to_have_url(re.compile(r"/webauthn/keys/\d+/"))
            assert faults(page) == []
        page.get_by_role("button", name="Sign out").click()
        page.goto("/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("banner").get_by_role("link", name="Milica Nestvarna")).to_be_visible()
        page.goto("/plan/tasks/")
        expect(page.get_by_role("heading", name="Tasks")).to_be_visible()
