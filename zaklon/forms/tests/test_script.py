"""The page's script in a real browser: it hides what the server would not ask, and never an answer."""

import shutil
from itertools import product
from pathlib import Path

import pytest
from django.template import engines
from playwright.sync_api import sync_playwright

from zaklon.forms.forms import form_of
from zaklon.forms.rules.shown import shown_codes
from zaklon.forms.tests.made import TODAY, codes, form_in, lantern_walk

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
SCRIPT = (Path(__file__).resolve().parents[1] / "static" / "forms" / "forms.js").read_text(encoding="utf-8")
PAGE = '{% from "forms/parts.html" import answer_fields %}<form>{{ answer_fields(form) }}</form>'
# Sets the answers of a page at once, as typing would, and names the questions that can be seen.
ANSWER = """answers => {
  for (const each of document.querySelectorAll("[data-question]")) {
    const said = answers[each.dataset.question] || [];
    for (const control of each.querySelectorAll("input, select, textarea")) {
      if (["radio", "checkbox"].includes(control.type)) control.checked = said.includes(control.value);
      else control.value = said[0] || "";
    }
  }
  document.querySelector("[data-forms]").dispatchEvent(new Event("input"));
  const seen = [...document.querySelectorAll("[data-question]")].filter(each => each.checkVisibility());
  return seen.map(each => each.dataset.question);
}"""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield started
        started.close()


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    yield opened
    opened.close()


def shown(page, form, *, has_script=True):
    page.set_content(engines["jinja2"].from_string(PAGE).render({"form": form_of(form, today=TODAY)}))
    if has_script:
        page.add_script_tag(content=SCRIPT, type="module")
        page.wait_for_function("document.querySelector('[data-forms-all]').hidden")


def answer(page, answers):
    """The questions that can be seen once these answers stand there."""
    said = {code: value if isinstance(value, list) else [value] for code, value in answers.items()}
    return set(page.evaluate(ANSWER, said))


def telling(form):
    """For each question that others hang on, answers that make a difference, and none."""
    asked = {each.field: form.by_code[each.field] for question in form for each in question.shown_if}
    for code, question in asked.items():
        values = [each.value for other in form for each in other.shown_if if each.field == code and each.value]
        others = [option.code for option in question.offered] or ["no", "3"]
        yield code, ["", *dict.fromkeys([*values, *others[-1:]])]


def test_without_the_script_every_question_can_be_seen_with_words_that_say_when(page):
    form = lantern_walk()
    shown(page, form, has_script=False)
    assert page.locator("[data-question]:visible").count() == len(form.questions)
    assert page.locator("[data-forms-all]").is_visible()
    assert page.locator("[data-forms-when]:visible").count() > 0


@pytest.mark.parametrize("code", codes())
def test_the_script_shows_what_the_server_asks(page, code):
    form = form_in(code, "en")
    shown(page, form)
    choices = list(telling(form))
    # All pairs of answers would take hours; each question's answers are tried with all others at their first and last.
    base = [{name: values[place] for name, values in choices} for place in (0, -1)]
    tried = 0
    for start, (name, values) in product(base, choices or [("none", [""])]):
        for value in values:
            wanted = {**start, name: value}
            answers = {each: said for each, said in wanted.items() if said and each in form.by_code}
            answers = {each: [said] if form.by_code[each].has_many else said for each, said in answers.items()}
            # An answer in sight is never hidden, so what the server would not ask is taken away first.
            for _ in form.questions:
                answers = {each: said for each, said in answers.items() if each in shown_codes(form, answers)}
            assert answer(page, answers) == shown_codes(form, answers), answers
            tried += 1
    assert tried >= 2


def test_an_answer_that_does_not_apply_any_more_stays_in_sight_with_the_reason(page):
    shown(page, lantern_walk())
    assert "persons" in answer(page, {"company": "yes", "persons": "3"})
    seen = answer(page, {"company": "no", "persons": "3"})
    assert "persons" in seen
    assert page.get_by_text("Only if “Was there company?” is “Yes”.").is_visible()
    assert "persons" not in answer(page, {"company": "no"})


def test_a_section_without_a_question_to_show_is_hidden_with_its_heading(page):
    shown(page, lantern_walk())
    answer(page, {})
    assert not page.get_by_text("What was seen").is_visible()
    answer(page, {"region": "lakeland"})
    assert page.get_by_text("What was seen").is_visible()
