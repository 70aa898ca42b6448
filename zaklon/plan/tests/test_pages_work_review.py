"""Review, periods and the lists of the working pages."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.plan.commands import progress
from zaklon.plan.commands.confirmations import answer_for_partner
from zaklon.plan.commands.plans import move_plan
from zaklon.plan.models import Activity, Confirmation, ProgressReport, ReportingPeriod, ResultIndicator
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy
from zaklon.plan.tests.pages import client_of
from zaklon.plan.tests.reading import read

pytestmark = pytest.mark.django_db
WAY = (("submit", "reporter"), ("approve", "head"), ("check", "coordinator"), ("adopt", "board"))


class Year:
    """A plan whose activities one body leads, with reports at a step of their way."""

    def __init__(self, count=3, code="INV-2019"):
        self.lead, self.partner = make_body(), make_body()
        codes = [f"1.1.{number}" for number in range(1, count + 1)]
        activities = [activity_values(code, lead=self.lead.code, partners=[self.partner.code]) for code in codes]
        self.plan = make_plan(*activities, strategy=make_strategy(code=code))
        self.actors = {
            "reporter": make_actor("reporter", body=self.lead),
            "head": make_actor("head", body=self.lead),
            "coordinator": make_actor("coordinator"),
            "board": make_actor("board_member"),
        }
        with acting_as(SYSTEM):
            self.period = ReportingPeriod.objects.filter(plan=self.plan).order_by("end_date")[0]

    def client(self, who):
        return client_of(self.actors[who])

    def walk(self, until, *, number=4, only=None):
        """Report every activity (or only some codes) and walk the reports until a step is taken."""
        with acting_as(SYSTEM):
            activities = list(Activity.objects.filter(plan=self.plan).order_by("position"))
            results = dict(ResultIndicator.objects.filter(plan=self.plan).values_list("activity_id", "pk"))
        return [
            self._walk(activity, results[activity.pk], until, number)
            for activity in activities
            if only is None or activity.code in only
        ]

    def _walk(self, activity, result_id, until, number):
        by = self.actors["reporter"]
        with acting_as(by):
            report_id = progress.start_report(activity.pk, self.period.pk, actor=by, now=NOON)
            entry = progress.ProgressEntry((progress.ResultEntry(result_id, number),), done_text="Held.")
            progress.save_report(report_id, entry, actor=by, now=NOON)
        for verb, who in WAY:
            by = self.actors[who]
            with acting_as(by):
                progress.move_report(report_id, verb, actor=by, now=NOON)
            if verb == until:
                break
        return report_id


@pytest.fixture
def year(db):
    return Year()


def status_of(report_id):
    with acting_as(SYSTEM):
        return ProgressReport.objects.get(pk=report_id).status


def dispute(report_id, body):
    partner = make_actor("head", body=body)
    with acting_as(partner):
        part = Confirmation.objects.get(report=report_id)
        answer_for_partner(part.pk, "dispute", "Not ours.", actor=partner, now=NOON)


def test_the_office_checks_many_at_once_and_one_refusal_stops_no_other(year):
    first, second, third = year.walk("approve")
    dispute(second, year.partner)
    client = year.client("coordinator")
    page = read(client.get("/plan/review/?stage=check"))
    assert "1 disputes" in page.text
    chosen = {"report": [str(first), str(second), str(third), "nonsense"], "stage": "check"}
    outcome = read(client.post("/plan/review/?stage=check", chosen))
    assert "2 reports went on." in outcome.text
    assert "A partner disputes its part" in outcome.text
    assert [status_of(each) for each in (first, second, third)] == ["checked", "approved", "checked"]
    again = read(client.post("/plan/review/?stage=check", {**chosen, "report": [str(first)]}))
    assert "0 reports went on." in again.text
    assert status_of(first) == "checked"


def test_the_board_adopts_many_at_once(year):
    reports = year.walk("check")
    client = year.client("board")
    client.post("/plan/review/?stage=adopt", {"report": [str(each) for each in reports]})
    assert {status_of(each) for each in reports} == {"adopted"}
    assert "Nothing waits for your decision" in read(client.get("/plan/review/")).text


def test_nothing_selected_says_so(year):
    year.walk("approve")
    assert "No report was selected" in read(year.client("coordinator").post("/plan/review/?stage=check")).text


def test_a_head_decides_one_by_one_and_only_for_the_own_body(year):
    reports = year.walk("submit")
    client = year.client("head")
    page = read(client.get("/plan/review/"))
    assert "report" not in page.fields
    assert len([link for link in page.links if link.startswith("/plan/reports/")]) == 3
    client.post("/plan/review/?stage=approve", {"report": [str(reports[0])]})
    client.post("/plan/review/?stage=check", {"report": [str(reports[0])]})
    assert status_of(reports[0]) == "submitted"
    other = client_of(make_actor("head"))
    assert "Nothing waits for your decision" in read(other.get("/plan/review/")).text


def test_who_decides_nothing_has_no_review(year):
    assert client_of(make_actor("reporter", body=year.lead)).get("/plan/review/").status_code == 403
    answer = client_of(make_actor("analyst")).get("/plan/review/?status=approved")
    assert answer.url == "/plan/tasks/?list=others&turn=check"


def test_a_link_to_what_others_decide_leads_to_what_waits_for_others(year):
    client = year.client("coordinator")
    plan, body = year.plan.pk, year.lead.pk
    assert client.get(f"/plan/review/?plan={plan}&status=approved").status_code == 200
    to_board = client.get(f"/plan/review/?plan={plan}&status=checked").url
    assert to_board == f"/plan/tasks/?list=others&turn=adopt&plan={plan}"
    of_body = client.get(f"/plan/review/?plan={plan}&body={body}").url
    assert of_body == f"/plan/tasks/?list=others&plan={plan}&body={body}"


def test_the_review_is_filtered_by_what_the_address_says(year):
    year.walk("approve", only={"1.1.1", "1.1.2"})
    year.walk("approve", only={"1.1.3"}, number=1)
    client = year.client("coordinator")

    def codes(query):
        page = read(client.get(f"/plan/review/?stage=check&{query}"))
        return [code for code in ("1.1.1", "1.1.2", "1.1.3") if f"{code} Invented activity" in page.text]

    assert codes("") == ["1.1.1", "1.1.2", "1.1.3"]
    assert codes("attention=late") == ["1.1.3"]
    assert codes("code=I") == ["1.1.1", "1.1.2"]
    assert codes("q=1.1.2") == ["1.1.2"]
    assert codes("q=ACTIVITY 1.1.3") == ["1.1.3"]
    assert codes("attention=disputed") == []
    assert codes("code=nonsense&period=1&body=x") == ["1.1.1", "1.1.2", "1.1.3"]
    for sort in ("code", "-code", "body", "since", "status", "-due", "nonsense"):
        assert len(codes(f"sort={sort}")) == 3


def test_htmx_gets_the_list_alone(year):
    year.walk("approve")
    client = year.client("coordinator")
    for path in ("/plan/review/", "/plan/tasks/"):
        part = client.get(path, headers={"HX-Request": "true"})
        assert b"<html" not in part.content
        assert b"zk-table" in part.content


def test_lists_keep_their_filter_when_the_page_turns(year):
    big = Year(30, "INV-BIG")
    page = read(big.client("reporter").get("/plan/tasks/?q=Invented&sort=code"))
    assert any("q=Invented" in link and "sort=code" in link and "page=2" in link for link in page.links)
    assert "60 late" not in page.text
    assert "Take a filter away" in read(big.client("reporter").get("/plan/tasks/?q=zebra")).text


def test_the_periods_page_says_who_has_reported_and_who_is_late(year):
    year.walk("approve", only={"1.1.1"})
    year.walk("submit", only={"1.1.2"})
    page = read(year.client("coordinator").get(f"/plan/plans/{year.plan.pk}/periods/"))
    assert "First half of 2020, report" in page.text
    assert "1 of 3" in page.text
    assert f"Invented body {year.lead.code} 1 0 1 1 0 0 Late" in page.text
    assert year.client("reporter").get(f"/plan/plans/{year.plan.pk}/periods/").status_code == 403


def test_only_the_office_freezes_and_only_once(year):
    path = f"/plan/periods/{year.period.pk}/freeze"
    assert year.client("board").get(path).status_code == 403
    assert year.client("board").post(path).status_code == 403
    client = year.client("coordinator")
    assert "3 reports have not been sent yet and will be missing." in read(client.get(path)).text
    assert client.post(path).status_code == 302
    assert client.get(path).status_code == 409
    assert client.post(path).status_code == 409
    start = f"/plan/activities/{_first(year).pk}/periods/{year.period.pk}/report"
    assert year.client("reporter").post(start).status_code == 409


def _first(year):
    with acting_as(SYSTEM):
        return Activity.objects.filter(plan=year.plan).order_by("position")[0]


def test_the_office_opens_the_periods_of_an_adopted_plan():
    plan = make_plan(activity_values(lead=make_body().code), strategy=make_strategy(code="INV-3"), adopted=False)
    with acting_as(SYSTEM):
        move_plan(plan.pk, "submit", actor=SYSTEM, now=NOON)
        move_plan(plan.pk, "adopt", actor=SYSTEM, now=NOON, adopted_by="Invented Government")
    client = client_of(make_actor("coordinator"))
    path = f"/plan/plans/{plan.pk}/periods/"
    assert "Open its two half-years" in read(client.get(path)).text
    wrong = client.post(f"{path}open", {"days": "0"})
    assert wrong.status_code == 422
    assert "#id_days" in read(wrong).links
    assert client.post(f"{path}open", {"days": "20"}).status_code == 302
    assert "Last day to report: 20 July 2020." in read(client.get(path)).text
    assert client_of(make_actor("head")).post(f"{path}open", {"days": "20"}).status_code == 403


def test_what_was_implemented_in_the_first_half_is_not_asked_for_again(year):
    year.walk("approve", only={"1.1.1"})
    text = read(year.client("reporter").get("/plan/tasks/")).text
    assert "1.1.1 Invented activity" not in text
    assert text.count("1.1.2 Invented activity") == 2


@pytest.mark.parametrize("language", ["cnr", "cnr-cyrl", "sq"])
def test_every_working_page_opens_in_every_language(year, language):
    report_id = year.walk("approve", only={"1.1.1"})[0]
    client = client_of(year.actors["coordinator"], language=language)
    for path in (
        "/plan/tasks/?list=others",
        f"/plan/activities/{_first(year).pk}/",
        f"/plan/reports/{report_id}/",
        "/plan/review/",
        f"/plan/plans/{year.plan.pk}/periods/",
        f"/plan/periods/{year.period.pk}/freeze",
    ):
        assert client.get(path).status_code == 200
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == language


def cost_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.slow
def test_the_pages_cost_the_same_for_one_report_as_for_thirty():
    small, large = Year(1), Year(30, "INV-LARGE")
    costs = []
    for each in (small, large):
        reports = each.walk("approve")
        client = each.client("coordinator")
        report = f"/plan/reports/{reports[0]}/"
        paths = [
            f"/plan/review/?stage=check&body={each.lead.pk}",
            f"/plan/tasks/?body={each.lead.pk}",
            f"/plan/plans/{each.plan.pk}/periods/",
            f"/plan/activities/{_first(each).pk}/",
            report,
        ]
        for path in paths:
            client.get(path)
        costs.append([cost_of(client, path) for path in paths])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 40
