"""axe-core on a page as it stands, without loosening the page's policy: the debugger's door needs no exception."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

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


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule that is broken."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(_RUN, list(RULES))
    return [f"{each['rule']} ({each['help']}), {each['count']} times: {each['where']}" for each in found]


def overflow(page: Page) -> int:
    """By how many CSS pixels the page is wider than its window; 0 is right."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    return max(0, int(page.evaluate("() => document.documentElement.scrollWidth")) - width)
