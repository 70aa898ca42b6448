"""axe-core on a page as it stands, without loosening the page's policy: the debugger's door needs no exception."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.browsing import NARROW, PHONE, WIDE

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# The size of targets (WCAG 2.2, 2.5.8) is left out by axe unless it is asked for by name.
_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags},
    rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"],
  });
  return found.violations.map((each) => ({
    rule: each.id, help: each.help, count: each.nodes.length,
    where: each.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + node.html.slice(0, 160)),
  }));
}"""

_PAST_THE_WINDOW = """() => [...document.body.querySelectorAll("*")]
  .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
  .filter((each) => !each.closest(".zk-scroll, .govuk-visually-hidden"))
  .slice(-3).map((each) => each.outerHTML.slice(0, 160))"""


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule that is broken."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(_RUN, list(RULES))
    return [f"{each['rule']} ({each['help']}), {each['count']} times: {each['where']}" for each in found]


def overflow(page: Page) -> int:
    """By how many CSS pixels the page is wider than its window; 0 is right."""
    page.wait_for_load_state()
    width = page.viewport_size["width"] if page.viewport_size else 0
    return max(0, int(page.evaluate("() => document.documentElement.scrollWidth")) - width)


def faults(page: Page, widths: tuple[int, ...] = (WIDE, NARROW)) -> list[str]:
    """What is wrong with a page as it stands: with axe at each width, and in being too wide for a phone."""
    # A click ends with the first byte of the next page; what is judged is the whole of it.
    page.wait_for_load_state()
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{page.url} at {width} px: {each}" for each in violations(page)]
    page.set_viewport_size({"width": PHONE, "height": 740})
    if wider := overflow(page):
        found.append(f"{page.url} is {wider} px wider than a phone of {PHONE} px: {_too_wide(page)}")
    page.set_viewport_size({"width": WIDE, "height": 900})
    return found


def _too_wide(page: Page) -> list[str]:
    """The innermost elements that reach past the window and that nothing else cuts or scrolls."""
    return page.evaluate(_PAST_THE_WINDOW)
