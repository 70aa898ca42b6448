"""A passkey on a device that exists in the browser only (Chromium's virtual authenticator)."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors, sign_in_with_one_click

KEY_NAME = "Invented key"


@contextmanager
def holder_of_a_key(visitors: Visitors, name: str) -> Iterator[Page]:
    """Somebody who has just added a passkey to their account, in a browser whose device holds it."""
    with visitors.fresh(base_url=visitors.product.named_url) as page:
        _plug_in_a_device(page)
        sign_in_with_one_click(page, name)
        page.goto("/account/2fa/webauthn/add/")
        page.get_by_label("Name of the key").fill(KEY_NAME)
        passwordless = page.get_by_role("checkbox")
        if passwordless.count():
            passwordless.check()
        page.get_by_role("button", name="Add the key").click()
        # The device answers after the click; leaving before it would take the key away from under it.
        page.wait_for_url(lambda url: "/webauthn/add" not in url)
        page.goto("/account/2fa/webauthn/")
        expect(page.get_by_role("table")).to_contain_text(KEY_NAME)
        yield page


def _plug_in_a_device(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
