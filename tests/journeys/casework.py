"""What journeys of case work share: a signal, a step, a screening, people who work on a case, a session of the Team."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import Visitors
from tests.journeys.sheets import Said, fill_in
from zaklon.config.demo.accounts import PEOPLE

SIGNAL_READY = "() => document.querySelector('form[data-signal]')?.dataset.ready === 'yes'"
CODE = re.compile(r"[2-9B-DF-HJ-NP-TV-XZ]{4}-[2-9B-DF-HJ-NP-TV-XZ]{4}")
NAMES = {person.name: person.full_name for person in PEOPLE}
TEAM = "Team for Formal Identification of Victims of Trafficking in Human Beings"
_LONGEST_LIST = 12


@dataclass(frozen=True)
class Meeting:
    """Who of the Team votes, what they choose, and the step that follows from it, in the words of the pages."""

    bench: Sequence[str]
    choice: str
    step: str
    position: int = 1
    # Nothing when a refusal is looked at again: the request itself has opened the matter.
    opening: str = "Open a session or field mission"


def open_signal_page(page: Page) -> None:
    """The page of a signal, once its script has taken over."""
    page.goto("/signal/")
    page.wait_for_function(SIGNAL_READY)


def code_of_signal(page: Page) -> str:
    """The code of the case on the page that follows a signal."""
    expect(page.get_by_role("heading", name="The signal is recorded")).to_be_visible()
    found = CODE.search(page.locator(".govuk-panel").inner_text())
    assert found, f"no code on {page.url}"
    return found[0]


def go_to_case(page: Page, code: str) -> None:
    """The page of a case."""
    page.goto(f"/cases/{code}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(code)


def ways(page: Page, position: int = 1) -> Locator:
    """Where a person of the case stands."""
    return page.locator(f"section[aria-labelledby='ways ways-{position}']")


def open_step(page: Page, code: str, name: str, position: int = 1) -> None:
    """The page of a step, from the page of the case."""
    go_to_case(page, code)
    ways(page, position).get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def take(page: Page, code: str, name: str, said: Said | None = None, *, position: int = 1) -> None:
    """Take a step with its form; the rest of what the form needs is answered on the way."""
    open_step(page, code, name, position)
    save_step(page, name, said or {})


def save_step(page: Page, name: str, said: Said) -> None:
    """Fill in the form of the step on the screen and save it."""
    fill_in(page, said)
    page.get_by_role("button", name="Save this step").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(f"Recorded: {name}.")


def mark_list(page: Page, code: str, name: str, seen: Iterable[str], *, position: int = 1) -> None:
    """Answer a list of signs: what was seen is marked, everything else stays not known."""
    open_list(page, code, name, position)
    left = set(seen)
    for _section in range(_LONGEST_LIST):
        for sign in sorted(left):
            mark = page.locator(f"input[type=radio][name$='-{sign}'][value=present]")
            if mark.count():
                mark.check()
                left.remove(sign)
        if not left:
            break
        # A look at the next section before it is there would find none of its signs, and pass by.
        with page.expect_navigation():
            page.get_by_role("button", name="Next section").click()
    assert left == set(), f"not on the list: {left}"
    page.get_by_role("button", name="Seal and save").click()
    expect(page.get_by_role("heading", name="What the answers point to")).to_be_visible()


def open_list(page: Page, code: str, name: str, position: int = 1) -> None:
    """A list of signs, from the page of the case."""
    go_to_case(page, code)
    page.get_by_role("link", name=re.compile(rf"^Lists and what they point to\s*\(Person {position}\)")).click()
    page.get_by_role("link", name=re.compile(rf"^Answer this list\s*\({re.escape(name)}\)")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def let_work(page: Page, code: str, body: str, role: str, name: str) -> None:
    """Let one of the demonstration's people, of another body, work on a case."""
    go_to_case(page, code)
    page.get_by_role("link", name="Let somebody work on the case").click()
    page.get_by_label("Body").select_option(label=body)
    page.get_by_label("Role").select_option(label=role)
    page.get_by_label("Work e-mail address").fill(f"{name}@demo.invalid")
    page.get_by_role("button", name="Give the case to this person").click()
    expect(page).to_have_url(re.compile(f"/cases/{code}/"))


def record_consent(page: Page, code: str, part: str, body: str, purpose: str) -> None:
    """An adult agrees that a body reads one part, and nothing else."""
    go_to_case(page, code)
    page.get_by_role("link", name="Record a consent").click()
    page.get_by_label(part, exact=True).check()
    page.get_by_label("To another body").select_option(label=body)
    page.get_by_label(purpose, exact=True).check()
    page.get_by_label("The person", exact=True).check()
    page.get_by_label("The adult understands what this means").check()
    page.get_by_label("Version of the consent text").fill("2026-1")
    page.get_by_label("Language in which it was explained").select_option("en")
    page.get_by_label("It was explained that help does not depend on agreeing").check()
    page.locator("main form").get_by_role("button").last.click()
    expect(page).to_have_url(re.compile(f"/cases/{code}/$|/cases/{code}/#"))


def vote_in_session(visitors: Visitors, code: str, meeting: Meeting) -> str:
    """The secretary calls a session, members declare and all vote the same way; gives the address of the item."""
    secretary = visitors.page_of("team-secretary")
    item = when_a_session_is_called(secretary, code, meeting)
    for member in (*meeting.bench, "team-secretary"):
        page = visitors.page_of(member)
        page.goto(item)
        page.get_by_role("button", name="I have no conflict of interest").click()
        expect(page.locator(".govuk-notification-banner")).to_contain_text("You declared")
    if meeting.opening:
        step_from_item(secretary, item, meeting.opening, {})
    for member in meeting.bench:
        when_somebody_votes(visitors.page_of(member), item, meeting.choice)
    return item


def record_decision(visitors: Visitors, item: str, meeting: Meeting, record: Said) -> None:
    """The secretary records what was decided, on its whole form, and closes the session."""
    page, number = visitors.page_of("team-secretary"), str(len(meeting.bench))
    step_from_item(page, item, meeting.step, {"votes_for": number, "votes_against": "0", **record})
    page.goto(item)
    page.get_by_role("link", name="Session", exact=True).first.click()
    page.get_by_role("button", name="Close the session").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The session is closed.")


def when_a_session_is_called(page: Page, code: str, meeting: Meeting) -> str:
    """Call it, say who is there, put the person on the agenda, open it; gives the address of the item."""
    page.goto("/team/")
    page.get_by_role("button", name="Call a session or field mission").click()
    page.get_by_label("Session", exact=True).check()
    soon = datetime.now(tz=UTC) + timedelta(days=1)
    clock = f"{secrets.choice(range(8, 20)):02}:{secrets.choice(range(60)):02}"
    for part, value in (("Day", soon.day), ("Month", soon.month), ("Year", soon.year)):
        page.get_by_role("group", name="Day").get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Time").fill(clock)
    page.get_by_role("button", name="Call it").click()
    page.get_by_role("main").get_by_role("link", name=re.compile(rf"{soon.day} \w+ {soon.year}, {clock}")).first.click()
    page.get_by_role("button", name="Change who is present").click()
    for member in (*meeting.bench, "team-secretary"):
        page.get_by_label(re.compile(NAMES[member])).check()
    page.locator("main form").get_by_role("button").last.click()
    page.get_by_role("button", name="Put a person on the agenda").click()
    choice = page.get_by_label("Who waits for the Team?")
    choice.select_option(label=_option(choice, f"{code}, person {meeting.position}"))
    page.locator("main form").get_by_role("button").last.click()
    page.get_by_role("button", name="Open the session").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The session is open.")
    return str(page.get_by_role("link", name=f"{code}, person {meeting.position}").get_attribute("href"))


def when_somebody_votes(page: Page, item: str, choice: str) -> None:
    """A vote of a member."""
    page.goto(item)
    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Your vote is recorded.")


def step_from_item(page: Page, item: str, name: str, said: Said) -> None:
    """A step that the page of the item offers."""
    page.goto(item)
    page.get_by_role("link", name=name, exact=True).click()
    save_step(page, name, said)


def _option(choice: Locator, words: str) -> str:
    """The one option that holds these words."""
    choice.page.wait_for_load_state()
    found = [each for each in choice.locator("option").all_inner_texts() if words in each]
    assert len(found) == 1, f"{words}: {found}"
    return found[0]
