"""Every page that somebody can reach: accessible by axe's rules, fit for a phone, quiet, and asking no other host."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import faults
from tests.journeys.browsing import NARROW, Visitors, Watch
from tests.journeys.exploring import Explorer
from tests.routes.test_routes import ALL_ROUTES
from zaklon.plan.tests.importing.made_plans import make_plan, render

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

# One person for each kind of page; whoever comes first shows a page that several can open.
PEOPLE = (
    *("coordinator", "training", "training-head", "board", "administrator", "auditor"),
    *("case-manager", "case-supervisor", "investigator", "responder", "shelter", "protection", "public"),
    *("association", "house", "guardian", "residence", "team-secretary", "team-police"),
    *("hotline", "hotline-supervisor", "analyst"),
)
STARTS = (
    *("/plan/", "/plan/tasks/", "/plan/review/", "/people/", "/cases/", "/signal/mine/", "/account/login/"),
    *("/team/", "/team/members/", "/shelter/", "/residence/"),
    *("/helpline/", "/helpline/overview/", "/helpline/reports/", "/helpline/received/"),
    *("/board/", "/grants/assessments/", "/courses/", "/teaching/"),
)

# Routes that show no page in this walk, and why; the journeys named look at theirs.
ELSEWHERE = {
    "home": "leads on to the overview",
    "access:invitation": "by a signed link: test_invitation",
    "account_reset_password_from_key": "by a signed link: test_invitation",
    "account_set_password": "leads on for everyone who has a password",
    "mfa_activate_totp": "before there is a second factor: test_invitation",
    "mfa_authenticate": "between password and code: test_signing_in",
    "mfa_view_recovery_codes": "soon after signing in the long way: test_invitation",
    "mfa_download_recovery_codes": "a file",
    "mfa_edit_webauthn": "of one's own key: test_passkey",
    "mfa_remove_webauthn": "of one's own key: test_passkey",
    "mfa_login_webauthn": "asked by the page's own script: test_passkey",
    "mfa_reauthenticate_webauthn": "of one's own key: test_passkey",
    "plan:remove_evidence": "of a file on one's own draft: test_reporting",
    "plan:adopt_plan": "while a plan waits for its adoption: test_importing",
    "plan:adopt_strategy": "while a strategy waits for its adoption: test_importing",
    "plan:import_confirm": "leads on until all is answered: test_importing",
    "forms:blank_paper": "a file: zaklon/forms/tests",
    "cases:copy_paper": "of a copy that the officer has approved: cases/tests",
    "cases:fetch_export": "a file, of a sealed copy that was made: cases/tests",
    "signal:state": "for the script of the page: test_signal_offline",
    "signal:worker": "a script: test_signal_offline",
    "security_txt": "a text, where the operator has named a contact: tests/faults",
    "cases:revealed": "for a quarter of an hour after it was asked for: test_cases",
    "helpline:note": "a form; what it opens: helpline/tests/test_pages",
    "helpline:words": "a form; what it opens: helpline/tests/test_pages",
    "team:vote": "while an item waits for one's vote: identification/tests/team/test_pages",
    "team:letter": "a file: identification/tests/team/test_papers",
    "team:tell": "of a decision that nobody has told yet: identification/tests/team/test_papers",
    "capacity:picture": "a picture, within a page of a course",
    "registers:add_part": "from an entry that has parts, such as a training: zaklon/registers/tests/test_pages",
    "registers:upload": "of a file that was just sent: test_registers",
    "cases:agree": "where the country asks for two persons: a question like the others",
}

# What most people look at most of the time, tried in every language.
DAILY = (
    *(
        "plan:dashboard",
        "plan:tasks",
        "plan:plan",
        "plan:timeline",
        "plan:activity",
        "plan:report_entry",
        "plan:import",
    ),
    *("cases:home", "cases:case", "cases:part", "cases:alerts", "cases:requests"),
    *("plan:public", "plan:public_activity", "account_login"),
)


def given_an_import_that_waits(page: Page, folder: Path) -> None:
    path = folder / "invented-plan.docx"
    path.write_bytes(render(make_plan(6), "docx"))
    page.goto("/plan/imports/")
    page.get_by_label("Plan file").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()


def given_an_amendment(page: Page, strategy: str, *, is_submitted: bool) -> str:
    page.goto("/plan/strategies/")
    page.get_by_role("region", name=strategy).get_by_role("listitem").get_by_role("link").first.click()
    page.get_by_role("link", name="Amendments").click()
    page.get_by_role("button", name="Begin an amendment").click()
    expect(page.get_by_role("button", name="Add an activity")).to_be_visible()
    if is_submitted:
        page.get_by_role("link", name="Revision").click()
        page.get_by_role("button", name="Submit for adoption").click()
        expect(page.get_by_role("button", name="Take back")).to_be_visible()
    return urlsplit(page.url).path


def given_the_cases(page: Page) -> list[str]:
    """All cases of the demonstration and their parts: what can be done with a case depends on how it stands."""
    page.goto("/cases/")
    addresses = _addresses(page, "a.cs-code")
    for address in tuple(addresses):
        page.goto(address)
        addresses += _addresses(page, "a[href*='/parts/'][href$='/']")
    return addresses


def given_the_grants(page: Page) -> list[str]:
    """All applications: what can be done with one depends on how far it came."""
    page.goto("/grants/")
    calls, found = _addresses(page, "a[href^='/grants/']"), []
    for address in calls:
        if not address.endswith(("draft", "assessments/")) and "/report/" not in address:
            page.goto(address)
            found += _addresses(page, "a[href*='/applications/']")
    return found


def given_the_trainings(page: Page) -> list[str]:
    """All trainings of a body: certificates are issued for those that were held."""
    page.goto("/registers/training/")
    return _addresses(page, "a[href^='/registers/training/']")


def _addresses(page: Page, links: str) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.get_by_role("main").locator(links).all()]


def given_the_language(page: Page, name: str) -> None:
    page.goto("/progress/")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


@pytest.fixture(scope="module")
def explorer(visitors: Visitors, tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """All pages, with something waiting at each step of the work."""
    office = visitors.page_of("coordinator")
    given_an_import_that_waits(office, tmp_path_factory.mktemp("plans"))
    amendments = (
        given_an_amendment(office, "Strategy against trafficking", is_submitted=False),
        given_an_amendment(office, "National strategy", is_submitted=True),
    )
    cases = given_the_cases(visitors.page_of("case-manager"))
    trainings = given_the_trainings(visitors.page_of("training"))
    own = {"case-manager": cases, "case-supervisor": cases, "coordinator": given_the_grants(office)}
    own |= {"training": trainings}
    found = Explorer()
    for person in PEOPLE:
        starts = (*STARTS, *amendments, *own.get(person, ()))
        found.follow_links(person, visitors.page_of(person).context.request, starts)
    return found


def test_every_route_shows_its_page_to_somebody(explorer: Explorer, visitors: Visitors):
    people = {person: visitors.page_of(person).context.request for person in PEOPLE}
    # Programs meet no page: tests/walls/test_over_programs.
    routes = [route for route in ALL_ROUTES if not route[0].startswith("api:")]
    unseen = sorted(explorer.ask_routes(routes, people) - set(ELSEWHERE))
    assert not unseen, ", ".join(unseen)


def test_every_page_is_accessible_and_fits_a_phone(explorer: Explorer, visitors: Visitors, record_property):
    found = []
    for person, address in explorer.pages.values():
        page = visitors.page_of(person)
        page.goto(address)
        found += faults(page)
    record_property("pages", len(explorer.pages))
    print(f"{len(explorer.pages)} pages tried at three widths")  # noqa: T201 - a figure to report, shown with -rP
    assert found == []
    assert len(explorer.pages) > 60


@pytest.mark.parametrize("language", ["Crnogorski", "Црногорски", "Shqip"])
def test_daily_pages_are_accessible_in_every_language(explorer: Explorer, visitors: Visitors, language):
    found, pages = [], [explorer.pages[(name,)] for name in DAILY]
    for person in {person for person, _address in pages}:
        given_the_language(visitors.page_of(person), language)
    for person, address in pages:
        page = visitors.page_of(person)
        page.goto(address)
        found += faults(page, widths=(NARROW,))
    for person in {person for person, _address in pages}:
        given_the_language(visitors.page_of(person), "English")
    assert found == []


def test_no_page_complains_or_asks_another_host(explorer: Explorer, watch: Watch, visitors: Visitors):
    assert watch.complaints() == [], visitors.product.faults_logged()
    assert watch.pages_seen > 60
