"""A signal on a phone without a connection: written, sealed on the device, sent once, and gone from the device."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.accessibility import faults, overflow
from tests.journeys.browsing import PATIENCE_MS, PHONE, Visitors, sign_in_with_one_click

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CANARY = "Kanarinac"
# Everything that this site keeps in the browser, as text: rows as they are, octets as they would be read in a copy.
_STORED = """async () => {
  const found = [];
  for (const { name, version } of await indexedDB.databases()) {
    const base = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(name, version);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    for (const table of base.objectStoreNames) {
      const rows = await new Promise((resolve) => {
        const asked = base.transaction(table).objectStore(table).getAll();
        asked.onsuccess = () => resolve(asked.result);
      });
      for (const row of rows) {
        const shown = Object.fromEntries(Object.entries(row).map(([key, value]) => {
          if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
            return [key, new TextDecoder("latin1").decode(value)];
          }
          return [key, value instanceof CryptoKey ? `key, extractable: ${value.extractable}` : value];
        }));
        found.push({ table, ...shown });
      }
    }
    base.close();
  }
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const answer = await (await caches.open(name)).match(request);
      kept.push({ address: new URL(request.url).pathname, text: await answer.text() });
    }
  }
  return { rows: found, kept, other: [localStorage.length, sessionStorage.length] };
}"""
_READY = "() => document.querySelector('form[data-signal]')?.dataset.ready === 'yes'"
_CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture
def phone(visitors: Visitors) -> Iterator[Page]:
    """A first responder's phone, on which the page was opened once with a connection."""
    with visitors.fresh(viewport={"width": PHONE, "height": 740}) as page:
        sign_in_with_one_click(page, "responder")
        when_the_page_is_open(page)
        page.wait_for_function(_CONTROLLED)
        yield page
        page.context.set_offline(False)


def when_the_page_is_open(page: Page) -> None:
    page.goto("/signal/")
    page.wait_for_function(_READY)


def choose(page: Page, legend: str, answer: str) -> None:
    page.get_by_role("group", name=legend).get_by_label(answer, exact=True).check()


def somebody() -> str:
    """A family name that nobody in the demonstration has, and no other journey."""
    return "".join(secrets.choice("bdgklmnprstvz") + secrets.choice("aeiou") for _syllable in range(5)).capitalize()


def when_it_is_filled_in(page: Page, name: str = CANARY) -> None:
    day = page.get_by_role("group", name=re.compile("^Day"))
    for part, value in (("Day", "1"), ("Month", "11"), ("Year", "2026")):
        day.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Who notices or reports").select_option(label="Border police")
    choose(page, "Way of getting in touch", "In person")
    choose(page, "What it is about", "Report of a place, person or venue")
    choose(page, "Age group", "Adult")
    choose(page, "Is anybody in danger now?", "No")
    choose(page, "What was done", "Advice was given")
    choose(page, "How urgent it is", "Within 24 hours")
    page.get_by_label("In your own words").fill(f"{name} u svojim riječima")
    page.get_by_label("Given names").fill(name)
    page.get_by_label("Family names").fill(somebody())


def when_it_is_sent(page: Page) -> None:
    page.get_by_role("button", name="Send the signal").click()


def stored(page: Page) -> dict[str, list[dict[str, object]]]:
    return page.evaluate(_STORED)


def drafts(page: Page) -> list[dict[str, object]]:
    return [row for row in stored(page)["rows"] if row["table"] == "drafts"]


def then_the_device_keeps_a_draft(page: Page) -> None:
    """What is typed is sealed a moment after the last key; a loaded machine takes longer."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (kept := drafts(page)) and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert len(kept) == 1


def then_nothing_can_be_read(page: Page) -> None:
    found = json.dumps(stored(page), ensure_ascii=False)
    assert CANARY not in found
    assert "extractable: true" not in found


def codes_sent(page: Page) -> list[str]:
    page.goto("/signal/mine/")
    return page.get_by_role("rowheader").locator(".cs-code").all_inner_texts()


def without_connection(page: Page) -> BrowserContext:
    page.context.set_offline(True)
    return page.context


def test_written_offline_sealed_sent_once_and_gone(phone: Page):
    before = codes_sent(phone)
    when_the_page_is_open(phone)
    context = without_connection(phone)
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    expect(phone.get_by_text("You are working without a connection.")).to_be_visible()
    assert phone.get_by_role("button", name="Sign out").count() == 0
    assert faults(phone, widths=(PHONE,)) == []
    phone.set_viewport_size({"width": PHONE, "height": 740})
    when_it_is_filled_in(phone)
    when_it_is_sent(phone)
    expect(phone.locator("#signal-says")).to_contain_text("The signal waits on this device")
    expect(phone.locator("#outbox")).to_contain_text("waits to be sent")
    (draft,) = drafts(phone)
    assert draft["isQueued"] is True
    then_nothing_can_be_read(phone)
    # A page that is closed and opened again without a connection still has it, and shows nothing of it.
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    assert CANARY not in phone.content()
    assert len(drafts(phone)) == 1
    context.set_offline(False)
    phone.evaluate("for (let turn = 0; turn < 5; turn += 1) { window.dispatchEvent(new Event('online')); }")
    expect(phone.locator("#signal-says")).to_contain_text("Sent. The code of the case:")
    assert drafts(phone) == []
    after = codes_sent(phone)
    assert len(after) == len(before) + 1
    when_the_page_is_open(phone)
    assert codes_sent(phone) == after


def test_what_is_typed_with_a_connection_is_sealed_too_comes_back_after_a_reload_and_goes_when_sent(phone: Page):
    when_it_is_filled_in(phone)
    then_the_device_keeps_a_draft(phone)
    then_nothing_can_be_read(phone)
    when_the_page_is_open(phone)
    expect(phone.get_by_label("Given names")).to_have_value(CANARY)
    when_it_is_sent(phone)
    expect(phone.get_by_role("heading", name="The signal is recorded")).to_be_visible()
    phone.wait_for_function("() => document.querySelector('[data-signal-sent]').dataset.ready === 'yes'")
    assert drafts(phone) == []
    assert overflow(phone) == 0


def test_signing_out_wipes_the_device(phone: Page):
    without_connection(phone)
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    when_it_is_filled_in(phone)
    when_it_is_sent(phone)
    expect(phone.locator("#outbox")).to_contain_text("waits to be sent")
    # Another page signs out, one that knows nothing of signals: the browser itself is told to clear its stores.
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto("/bodies/")
    phone.get_by_role("button", name="Sign out").click()
    expect(phone.get_by_role("link", name="Sign in").first).to_be_visible()
    found = stored(phone)
    assert found["rows"] == []
    assert found["kept"] == []
    assert phone.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_a_session_that_ended_loses_nothing_and_nobody_else_can_send_it(phone: Page, visitors: Visitors):
    name = somebody()
    phone.context.clear_cookies(name=re.compile("sessionid"))
    when_it_is_filled_in(phone, name)
    when_it_is_sent(phone)
    expect(phone.locator("#signal-says")).to_contain_text("Nothing is lost")
    assert len(drafts(phone)) == 1
    sign_in_with_one_click(phone, "hotline")
    when_the_page_is_open(phone)
    expect(phone.locator("#outbox")).to_contain_text("Signals of somebody else wait on this device")
    assert phone.get_by_role("button", name="Open this signal").count() == 0
    assert name not in phone.content()
    assert len(drafts(phone)) == 1
    phone.context.clear_cookies(name=re.compile("sessionid"))
    sign_in_with_one_click(phone, "responder")
    phone.goto("/signal/")
    expect(phone.locator("#signal-says")).to_contain_text("Sent. The code of the case:")
    assert drafts(phone) == []


def test_only_the_shell_and_static_files_are_kept(phone: Page):
    phone.goto("/signal/mine/")
    phone.goto("/cases/")
    kept = [each["address"] for each in stored(phone)["kept"]]
    assert "/signal/shell" in kept
    assert [path for path in kept if path != "/signal/shell" and not path.startswith("/static/")] == []
    shell = next(each["text"] for each in stored(phone)["kept"] if each["address"] == "/signal/shell")
    assert "Zamišljen" not in str(shell)
    assert "csrf" not in str(shell)


def test_by_keyboard_alone_and_without_javascript(visitors: Visitors):
    with visitors.fresh(viewport={"width": PHONE, "height": 740}) as page:
        sign_in_with_one_click(page, "responder")
        when_the_page_is_open(page)
        when_it_is_filled_in(page, "Tastatura")
        page.get_by_label("Number of a document").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.innerText.trim()") == "Send the signal"
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="The signal is recorded")).to_be_visible()
    with visitors.fresh(viewport={"width": PHONE, "height": 740}, java_script_enabled=False) as page:
        sign_in_with_one_click(page, "responder")
        page.goto("/signal/")
        when_it_is_filled_in(page, "Sasvim")
        when_it_is_sent(page)
        expect(page.get_by_role("heading", name="The signal is recorded")).to_be_visible()


def test_what_waits_too_long_is_deleted(phone: Page):
    without_connection(phone)
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    when_it_is_filled_in(phone)
    when_it_is_sent(phone)
    expect(phone.locator("#outbox")).to_contain_text("waits to be sent")
    phone.clock.set_system_time(datetime.now(tz=UTC) + timedelta(hours=23))
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    assert len(drafts(phone)) == 1
    phone.clock.set_system_time(datetime.now(tz=UTC) + timedelta(hours=25))
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    assert drafts(phone) == []


def test_a_phone_with_a_wrong_clock_is_asked_for_the_day_and_loses_nothing(phone: Page):
    without_connection(phone)
    phone.clock.set_system_time(datetime(2020, 1, 1, 12, tzinfo=UTC))
    phone.goto("/signal/")
    phone.wait_for_function(_READY)
    when_it_is_filled_in(phone)
    when_it_is_sent(phone)
    expect(phone.locator("#outbox")).to_contain_text("waits to be sent")
    phone.context.set_offline(False)
    expect(phone.locator("#outbox")).to_contain_text("Something has to be answered first.")
    phone.get_by_role("button", name="Open this signal").click()
    expect(phone.get_by_role("link", name="My signals")).to_be_visible()
    phone.wait_for_function(_READY)
    expect(phone.get_by_label("Given names")).to_have_value(CANARY)
    when_it_is_sent(phone)
    expect(phone.get_by_text("The device said 1 January 2020 when this was written").first).to_be_visible()
    phone.wait_for_function(_READY)
    phone.get_by_label("The day in the form is right.").check()
    when_it_is_sent(phone)
    expect(phone.get_by_role("heading", name="The signal is recorded")).to_be_visible()
    phone.wait_for_function("() => document.querySelector('[data-signal-sent]').dataset.ready === 'yes'")
    assert drafts(phone) == []
