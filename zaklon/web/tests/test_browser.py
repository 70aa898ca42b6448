"""The page of components in a real browser: accessible, within its frame, quiet, and usable without script."""

import shutil
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.views import serve
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings
from playwright.sync_api import sync_playwright

from zaklon.web.languages import INTERFACE_LANGUAGES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
# The shell alone: who acts, and the navigation of a role, need a database that these pages do not.
NOT_THE_SHELL = ("zaklon.access.", "zaklon.config.", "allauth.")
SHELL_ONLY = [each for each in settings.MIDDLEWARE if not each.startswith(NOT_THE_SHELL)]
AXE = (Path(__file__).resolve().parents[3] / "tests" / "journeys" / "axe" / "axe.min.js").read_text()
CODES = [language.code for language in INTERFACE_LANGUAGES]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Static(StaticFilesHandler):
    def serve(self, request):
        return serve(request, self.file_path(request.path), insecure=True)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def address():
    with override_settings(MIDDLEWARE=SHELL_ONLY), pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.settings["default"], "ATOMIC_REQUESTS", False)  # noqa: FBT003  a setting
        server = make_server("127.0.0.1", 0, _Static(get_wsgi_application()), _Server, _Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser, address):
    """Opens /components and collects console messages and requests to other sites."""
    contexts = []

    def _open(width=1280, language="en", path="/components", **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": address}])
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda sent: None if is_ours(sent.url) else page.complaints.append(sent.url))
        page.goto(address + path)
        return page

    def is_ours(url):
        return url.startswith((address, "data:"))

    yield _open
    for context in contexts:
        context.close()


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("language", CODES)
def test_axe_finds_nothing(open_page, language, width):
    # The strict policy forbids the test's own script; the next test shows that the pages live under it.
    page = open_page(width, language, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("path", ["/components", "/nothing-here"])
def test_the_page_is_quiet_under_the_strict_policy(open_page, path):
    page = open_page(path=path)
    page.wait_for_load_state("networkidle")
    complaints = [said for said in page.complaints if "404" not in said]
    assert complaints == []


@pytest.mark.parametrize("language", CODES)
def test_nothing_sticks_out_on_a_small_phone(open_page, language):
    assert overflow(open_page(360, language)) == 0


def test_the_fonts_are_there(open_page):
    page = open_page()
    page.wait_for_load_state("networkidle")
    loaded = list(page.evaluate("[...document.fonts].map((font) => [font.weight, font.status])"))
    assert ["400", "loaded"] in loaded
    assert ["700", "loaded"] in loaded


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page()
    page.locator("body").press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(".govuk-skip-link").evaluate("link => link.textContent")
    page.locator(".govuk-skip-link").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_language_changes_with_one_click_and_without_script(open_page):
    page = open_page(java_script_enabled=False)
    page.get_by_role("button", name="Shqip").click()
    assert page.locator("html").get_attribute("lang") == "sq"
    assert page.url.endswith("/components")


def test_the_menu_opens_on_a_phone_and_shows_without_script(open_page):
    with_script = open_page(390)
    link = with_script.get_by_role("link", name="Indicators")
    assert not link.is_visible()
    with_script.get_by_role("button", name="Menu", exact=True).click()
    assert link.is_visible()
    assert open_page(390, java_script_enabled=False).get_by_role("link", name="Indicators").is_visible()


def test_an_error_leads_to_its_field(open_page):
    page = open_page()
    page.get_by_role("link", name="When was it held?: Enter the").click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-held-day"


def test_targets_are_big_enough_to_touch(open_page):
    page = open_page(360)
    small = page.evaluate(
        "[...document.querySelectorAll('button, .zk-chip, summary, .moj-sub-navigation__link')]"
        ".filter((part) => part.offsetParent && part.getBoundingClientRect().height < 24).map((part) => part.outerHTML)"
    )
    assert small == []


def test_paper_has_no_buttons(open_page):
    page = open_page()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Save and continue").is_visible()
    assert not page.locator(".zk-header__languages").is_visible()
    assert page.get_by_role("heading", name="Components", exact=True).is_visible()
