"""A course taken with the keyboard alone: read, answered, certified, and the certificate checked by a stranger."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.accessibility import faults, overflow
from tests.journeys.browsing import PHONE, Visitors, sign_in_with_one_click
from tests.journeys.test_keyboard import when_the_focus_is_brought_to

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

COURSE = "First signs: what to see and what to do"
PAGES = 4
GUARDIAN = "Stevan Čuvarski"
# Words of the right answers, question by question.
RIGHT = (
    ("An act, such as", "A means, such as", "The purpose of"),
    ("Nothing: a child",),
    ("I find a calm way",),
    ("The police, at once",),
    ("What I saw", "How urgent"),
)
CODE = re.compile(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b")


def when_it_is_pressed(page: Page, name: str, tag: str) -> None:
    when_the_focus_is_brought_to(page, name, tag)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def when_the_course_is_read(page: Page) -> None:
    page.goto("/courses/")
    when_it_is_pressed(page, COURSE, "a")
    when_it_is_pressed(page, "Begin the course", "button")
    for number in range(1, PAGES + 1):
        expect(page.get_by_text(f"Page {number} of {PAGES}").last).to_be_visible()
        assert overflow(page) == 0
        when_it_is_pressed(page, "Next page" if number < PAGES else "To the questions", "button")


def when_an_answer_is_chosen(page: Page, words: str) -> None:
    """Tab reaches a list of radio buttons at its first one; arrows move within."""
    choice = page.get_by_role("checkbox", name=words).or_(page.get_by_role("radio", name=words))
    for _ in range(80):
        page.keyboard.press("Tab")
        if choice.evaluate("(here) => here === document.activeElement"):
            page.keyboard.press("Space")
            expect(choice).to_be_checked()
            return
    raise AssertionError(f"{words} was not reached on {page.url}")


def when_the_questions_are_answered(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/questions/$"))
    assert faults(page) == []
    for question in RIGHT:
        for words in question:
            when_an_answer_is_chosen(page, words)
    when_it_is_pressed(page, "Send the answers", "button")


def when_the_certificate_is_taken(page: Page, folder: Path) -> str:
    """The words on the paper."""
    with page.expect_download() as taken:
        when_the_focus_is_brought_to(page, "Make the certificate", "button")
        page.keyboard.press("Enter")
    path = folder / "certificate.pdf"
    taken.value.save_as(path)
    return str(PdfReader(path).pages[0].extract_text())


def then_a_stranger_finds_it(page: Page, code: str, name: str, *, answer: str) -> None:
    page.goto("/certificates/")
    page.get_by_label("Verification code").fill(code)
    page.get_by_label("Name on the certificate").fill(name)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", level=2, name=answer)).to_be_visible()
    assert faults(page) == []


def test_a_course_is_taken_by_keyboard_and_its_certificate_is_checked_by_a_stranger(visitors: Visitors, tmp_path: Path):
    with visitors.fresh(viewport={"width": PHONE, "height": 740}) as page:
        sign_in_with_one_click(page, "guardian")
        expect(page.get_by_role("banner")).to_contain_text(GUARDIAN)
        when_the_course_is_read(page)
        when_the_questions_are_answered(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("You have passed")
        words = when_the_certificate_is_taken(page, tmp_path)
    assert GUARDIAN in words
    found = CODE.search(words)
    assert found, words
    with visitors.fresh() as stranger:
        then_a_stranger_finds_it(stranger, found[0].lower(), GUARDIAN.upper(), answer="Genuine")
        expect(stranger.get_by_role("main")).to_contain_text(COURSE)
        then_a_stranger_finds_it(stranger, found[0], "Somebody Else", answer="Not found")


def test_without_javascript_a_course_is_begun_and_its_place_is_kept(visitors: Visitors):
    with visitors.fresh(java_script_enabled=False) as page:
        sign_in_with_one_click(page, "residence")
        page.goto("/courses/first-signs/")
        page.get_by_role("button", name="Begin the course").click()
        page.get_by_role("button", name="Next page").click()
        expect(page).to_have_url(re.compile(r"/pages/2/$"))
        page.goto("/courses/first-signs/")
        page.get_by_role("button", name="Go on").click()
        expect(page).to_have_url(re.compile(r"/pages/2/$"))
