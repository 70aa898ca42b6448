"""A real Chromium, and what is noted of every page that it shows: console, other hosts, the policy."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

from tests.journeys.product import Product

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A loaded machine answers slowly, above all the first time that a page is asked for.
PATIENCE_MS = 40_000
WIDE, NARROW, PHONE = 1280, 390, 360
# What Chromium itself remarks on the console of answers that are meant: refusals such as a form's 422, that signing out
# empties the browser's stores, and that a journey has taken the connection away. What matters is judged by the journey.
_NOTED_BY_CHROMIUM = (
    "Failed to load resource: the server responded with a status of 4",
    "Clear-Site-Data header on ",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)
_POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
_LOOSE = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:")

# Well under the ten minutes after which an unused page is locked (test_lock).
_SIGNED_IN_SECONDS = 240


def executable() -> str:
    """Chromium on this machine; where there is none, a build server fails and a laptop skips the journeys."""
    path = next((path for path in map(shutil.which, NAMES) if path), None)
    if path is not None:
        return path
    reason = "no Chromium found (apt-get install chromium): the browser journeys did not run"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def launch(playwright: Playwright) -> Browser:
    """One browser without a window."""
    return playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))


@dataclass
class Watch:
    """What pages did that no page of ours may do, over all contexts of a run."""

    hosts: frozenset[str]
    console: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    pages_seen: int = 0

    def over(self, context: BrowserContext) -> None:
        """Note everything in this context."""
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.console.append(f"{error.page and error.page.url}: {error.error}"))
        context.on("request", self._on_request)
        context.on("response", self._on_response)

    def complaints(self) -> list[str]:
        """Everything that was noted so far."""
        return [*self.console, *self.strangers, *self.policies]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type != "verbose" and not message.text.startswith(_NOTED_BY_CHROMIUM):
            self.console.append(f"{message.location['url']}: {message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc not in self.hosts:
            self.strangers.append(f"{request.frame.url} asks {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.request.resource_type != "document" or 300 <= response.status < 400:
            return
        # A file is never shown, and has a narrower policy of its own.
        if response.headers.get("content-disposition", "").startswith("attachment"):
            return
        self.pages_seen += 1
        policy = response.headers.get("content-security-policy", "")
        missing = [part for part in _POLICY if part not in policy]
        loose = [word for word in _LOOSE if word in policy.split()]
        if missing or loose:
            self.policies.append(f"{response.url}: without {missing}, with {loose}")


@dataclass
class Visitors:
    """Contexts of the browser, one for each person, each with one page that the journeys take over in turn."""

    browser: Browser
    product: Product
    watch: Watch
    _pages: dict[str, Page] = field(default_factory=dict)
    _used: dict[str, float] = field(default_factory=dict)

    def page_of(self, name: str) -> Page:
        """The page of one of the demonstration's people, signed in with one click; "public" has signed in nowhere.

        Whoever did nothing for a while comes back as people do, by signing in again: the page has locked itself.
        """
        page = self._pages[name] if name in self._pages else self._pages.setdefault(name, self.new_page())
        idle = time.monotonic() - self._used.get(name, float("-inf"))
        if name != "public" and idle > _SIGNED_IN_SECONDS:
            page.context.clear_cookies()
            sign_in_with_one_click(page, name)
        self._used[name] = time.monotonic()
        page.set_viewport_size({"width": WIDE, "height": 900})
        return page

    def new_page(self, **options: Any) -> Page:
        """A page in a fresh context: nobody has signed in, no language is chosen. Stays open until the run ends."""
        wanted: dict[str, Any] = {
            "base_url": self.product.url,
            "locale": "en-GB",
            "viewport": {"width": WIDE, "height": 900},
            "reduced_motion": "reduce",
            **options,
        }
        context = self.browser.new_context(**wanted)
        context.set_default_timeout(PATIENCE_MS)
        self.watch.over(context)
        return context.new_page()

    @contextmanager
    def fresh(self, **options: Any) -> Iterator[Page]:
        """The same for the length of a block."""
        page = self.new_page(**options)
        try:
            yield page
        finally:
            page.context.close()


def sign_in_with_one_click(page: Page, name: str) -> None:
    """Be one of the demonstration's people."""
    page.goto("/demo/")
    # One name may end like another: association, team-association.
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}@demo\.invalid")
    page.get_by_role("row").filter(has_text=whole).get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
