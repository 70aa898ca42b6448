"""Forms of the country pack filled in as a person does: question after question, by mouse or by keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page

from tests.journeys.test_keyboard import when_tab_is_pressed

# By the code of a question, or by the name of a field outside the pack's own form. Several where several may be marked.
Said = Mapping[str, str | tuple[str, ...]]
_WORDS = "Izmišljeno."
_MOST_STOPS = 400
_PARTS_OF_A_DAY = ("day", "month", "year")
# What a question is, and what stands there already.
_ASKED = """(box) => {
  const inputs = [...box.querySelectorAll("input, select, textarea")];
  const first = inputs[0], isDay = Boolean(box.querySelector(".govuk-date-input"));
  const kind = isDay ? "day" : first.type === "textarea" || first.type === "text" ? "words" : first.type;
  const isMarked = (each) => ["radio", "checkbox"].includes(each.type) ? each.checked : each.value !== "";
  const offered = first.tagName === "SELECT" ? [...first.options].map((each) => each.value).filter(Boolean)
    : inputs.map((each) => each.value);
  const isNumber = first.inputMode === "numeric";
  return { kind, isNumber, offered, isAnswered: inputs.some(isMarked),
    isNeeded: box.innerText.split("\\n")[0].includes("(needed)") };
}"""
_FOCUSED = """() => {
  const here = document.activeElement, box = here.closest("[data-question]");
  const name = here.name || "";
  const part = box && box.querySelector(".govuk-date-input") ? name.split("-").pop() : "";
  const own = here.type === "radio" ? [...document.getElementsByName(name)].map((each) => each.value)
    : here.tagName === "SELECT" ? [...here.options].map((each) => each.value) : [];
  return { code: box ? box.dataset.question : name, part, kind: here.type || "", value: here.value || "", offered: own,
    isNumber: here.inputMode === "numeric",
    isAnswered: ["radio", "checkbox"].includes(here.type)
      ? [...document.getElementsByName(name)].some((each) => each.checked) : Boolean(here.value),
    isMarked: Boolean(here.checked),
    isNeeded: Boolean(box) && box.innerText.split("\\n")[0].includes("(needed)") };
}"""


def yesterday() -> str:
    """A day that has passed wherever the browser and the product stand."""
    return str(timezone.localdate(datetime.now(tz=UTC) - timedelta(days=1)))


def next_week() -> str:
    """A day that has not come yet anywhere."""
    return str(timezone.localdate(datetime.now(tz=UTC) + timedelta(days=7)))


def fill_in(page: Page, said: Said) -> None:
    """Answer what is said, and whatever else is needed and still open in the way that comes first."""
    # A click ends with the first byte of the next page; its questions come with the rest.
    page.wait_for_load_state()
    open_yet = dict(said)
    for box in page.locator("[data-question]").all():
        code = box.get_attribute("data-question") or ""
        if not box.is_visible():
            continue
        asked: dict[str, Any] = box.evaluate(_ASKED)
        wanted = open_yet.pop(code, None)
        if wanted is None and asked["isNeeded"] and not asked["isAnswered"]:
            wanted = _first_answer(asked)
        if wanted is not None:
            _answer(box, asked["kind"], wanted)
    assert open_yet == {}, f"not asked on {page.url}: {sorted(open_yet)}"


def _first_answer(asked: Mapping[str, Any]) -> str:
    if asked["kind"] == "day":
        return yesterday()
    if asked["kind"] == "words":
        return "0" if asked["isNumber"] else _WORDS
    return str(asked["offered"][0])


def _answer(box: Locator, kind: str, wanted: str | tuple[str, ...]) -> None:
    several = (wanted,) if isinstance(wanted, str) else wanted
    if kind == "day":
        for part, value in zip(_PARTS_OF_A_DAY, _parts(several[0]), strict=True):
            box.locator(f"input[name$='-{part}']").fill(value)
    elif kind == "words":
        box.locator("input, textarea").fill(several[0])
    elif kind == "select-one":
        box.locator("select").select_option(several[0])
    else:
        for each in several:
            box.locator(f"input[value='{each}']").check()


def _parts(day: str) -> list[str]:
    """Day, month and year of a day in ISO form."""
    return [part.lstrip("0") for part in reversed(day.split("-"))]


@dataclass
class Keys:
    """A form filled in without a mouse: from one stop of the Tab key to the next."""

    page: Page
    said: Said

    def until(self, button: str) -> None:
        """Answer on the way what is said and what is needed; ends on the button, and presses it."""
        seen: set[str] = set()
        for _stop in range(_MOST_STOPS):
            found = when_tab_is_pressed(self.page)
            if found["tag"] == "button" and str(found["name"]).strip() == button:
                assert set(self.said) <= seen, f"not reached on {self.page.url}: {set(self.said) - seen}"
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
            stop: dict[str, Any] = self.page.evaluate(_FOCUSED)
            seen.add(stop["code"])
            self._answer(stop)
        raise AssertionError(f"{button} was not reached on {self.page.url}")

    def _answer(self, stop: Mapping[str, Any]) -> None:
        wanted = self.said.get(stop["code"])
        if stop["kind"] == "checkbox":
            is_first_of_needed = wanted is None and stop["isNeeded"] and not stop["isAnswered"]
            if is_first_of_needed or (wanted and stop["value"] in wanted and not stop["isMarked"]):
                self.page.keyboard.press("Space")
            return
        if wanted is None and (stop["isAnswered"] or not stop["isNeeded"]):
            return
        kind = "day" if stop["part"] else {"radio": "radio", "select-one": "select-one"}.get(stop["kind"], "words")
        answer = wanted if isinstance(wanted, str) else _first_answer({**stop, "kind": kind})
        if kind in {"radio", "select-one"}:
            self._choose(stop, answer)
        else:
            self._type(stop, answer)

    def _type(self, stop: Mapping[str, Any], answer: str) -> None:
        text = dict(zip(_PARTS_OF_A_DAY, _parts(answer), strict=True))[stop["part"]] if stop["part"] else answer
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _choose(self, stop: Mapping[str, Any], answer: str) -> None:
        """The arrows go round in a group of choices; the first one is marked with the space bar."""
        offered = list(stop["offered"])
        now = offered.index(stop["value"]) if stop["value"] in offered else 0
        steps = offered.index(answer) - now
        for _step in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        if stop["kind"] == "radio" and steps == 0:
            self.page.keyboard.press("Space")
