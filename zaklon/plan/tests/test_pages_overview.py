"""The dashboard and the pages of plans, as people of each role see them."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.plan.models import PerformanceIndicator
from zaklon.plan.tests.factories import activity_values, make_plan, make_strategy
from zaklon.plan.tests.made_overview import make_year, many
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db


def words(html):
    """The text of a page, with single spaces."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(bare))


def link(html, text):
    """The address of the link with this text."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>\s*{re.escape(text)}', html)
    assert found, f"no link says {text}"
    return unescape(found[1])


def internal_pages(year):
    plan, strategy = f"/plan/plans/{year.plan.pk}/", f"/plan/strategies/{year.strategy.pk}/"
    return (
        "/plan/",
        "/plan/strategies/",
        strategy,
        f"{strategy}indicators/",
        plan,
        f"{plan}timeline/",
        f"{plan}money/",
        f"/plan/indicators/{indicator_of(year)}/",
    )


def indicator_of(year):
    with acting_as(SYSTEM):
        return PerformanceIndicator.objects.get(strategy=year.strategy).pk


def test_every_internal_role_opens_every_page_and_a_visitor_none():
    year = make_year()
    for role in (Role.COORDINATOR, Role.BOARD_MEMBER, Role.HEAD, Role.CASE_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR):
        client = client_of(make_actor(role, body=year.bodies["MOI"]))
        for path in internal_pages(year):
            page(client, path)
    for client, refused in ((client_of(), 302), (client_of(make_actor(Role.DONOR)), 403)):
        assert {client.get(path).status_code for path in internal_pages(year)} == {refused}


def test_plans_of_several_strategies_are_chosen_by_titles_in_the_reader_s_language():
    lead = make_body("LEAD")
    for code, year in (("ONE", 2020), ("TWO", 2021)):
        strategy = make_strategy(code=code, wordings={"sq": f"Strategjia {code}"})
        make_plan(activity_values(lead=lead.code), strategy=strategy, year=year)
    for path, client in (
        ("/plan/", client_of(make_actor("analyst"), language="sq")),
        ("/progress/", client_of(language="sq")),
    ):
        said = words(page(client, path))
        assert "2020: Strategjia ONE" in said
        assert "2021: Strategjia TWO" in said


def test_the_dashboard_spells_out_the_rate_with_its_numbers():
    year = make_year()
    client = client_of(make_actor("coordinator"))
    said = words(page(client, "/plan/", period=year.first.pk))
    assert "(1 + 1) / (1 + 1 + 1 + 0) = 2 / 3 = 66.67%" in said
    whole = words(page(client, "/plan/", period=year.second.pk))
    assert "(1 + 0) / (1 + 0 + 0 + 1) = 1 / 2 = 50%" in whole
    assert "3 activities were due and have no report. Counted as not implemented, the rate would be 20%." in whole


def test_the_dashboard_says_late_waiting_and_money_apart_by_currency():
    year = make_year()
    html = page(client_of(make_actor("coordinator")), "/plan/", period=year.first.pk)
    said = words(html)
    assert "1.1.3 Invented activity 1.1.3" in said
    assert "Reports to check" in said
    assert "€22,000.50" in said
    assert "US$500" in said or "$500" in said
    assert "1 amount unclear" in said
    assert link(html, "Reports to check") == "/plan/review/?stage=check"


def test_the_dashboard_opens_with_the_reader_s_own_body():
    year = make_year()
    said = words(page(client_of(make_actor("head", body=year.bodies["MOI"])), "/plan/", period=year.second.pk))
    assert "Your body: Invented MOI" in said
    assert "It leads 2 activities." in said
    assert "of reports that are not adopted those of your body" in said


def test_the_figures_of_the_chart_come_as_a_file():
    year = make_year()
    answer = client_of(make_actor("coordinator")).get("/plan/", {"period": year.first.pk, "format": "csv"})
    lines = answer.content.decode("utf-8-sig").split()
    assert answer["Content-Type"].startswith("text/csv")
    assert "I,Implemented,1" in lines


def test_an_address_that_names_no_plan_is_not_found():
    make_year(reported=False)
    client = client_of(make_actor("coordinator"))
    for query in ({"plan": "nonsense"}, {"plan": "00000000-0000-4000-8000-000000000000"}, {"period": "nonsense"}):
        assert client.get("/plan/", query).status_code == 404


def test_without_a_plan_in_force_the_dashboard_says_what_to_do():
    make_year(adopted=False, reported=False)
    said = words(page(client_of(make_actor("coordinator")), "/plan/"))
    assert "No plan has been adopted yet" in said
    assert "Import a plan" in said
    assert "Import a plan" not in words(page(client_of(make_actor("head")), "/plan/"))


def test_the_plan_keeps_its_measures_labels_and_shows_each_source_of_money():
    year = make_year()
    said = words(page(client_of(make_actor("analyst")), f"/plan/plans/{year.plan.pk}/"))
    assert "Key measure 2.1./2.2.: Invented measure two" in said
    assert "€6,000 (Budget of Invented MOI)" in said
    assert "€1,000.50 (Donation)" in said
    assert "Amount unclear (Unclear)" in said
    assert "No funding required" in said


def test_the_filter_stands_in_the_address_and_can_be_taken_away():
    year = make_year()
    client, path = client_of(make_actor("analyst")), f"/plan/plans/{year.plan.pk}/"
    html = page(client, path, period=year.first.pk, late="on", status="PI")
    assert "1 result" in words(html)
    assert "Invented activity 1.1.3" in html
    assert "Invented activity 1.1.1" not in html
    without = link(html, '<span class="govuk-visually-hidden">Remove this filter: </span>Partly implemented')
    assert "status" not in without
    assert "late=on" in without
    assert "No activity fits" in words(page(client, path, text="nothing of the kind"))
    assert "6 results" in words(page(client, path, status="ZZ", body="nobody", quarter="2020-Q9", source="thin air"))


def test_htmx_gets_the_rows_alone():
    year = make_year()
    client, path = client_of(make_actor("analyst")), f"/plan/plans/{year.plan.pk}/"
    part = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Invented activity 1.1.1" in part


def test_a_long_plan_comes_in_pages_and_whole_as_a_file():
    make_body("MANY")
    plan = make_plan(*many(120, lead="MANY"))
    client, path = client_of(make_actor("analyst")), f"/plan/plans/{plan.pk}/"
    assert "Showing 1 to 100 of 120 results" in words(page(client, path))
    assert page(client, path, page=2).count('scope="row"') == 20
    lines = client.get(path, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 120 * 2  # one for each of two money lines


def test_the_timeline_says_in_words_when_something_runs_and_is_due():
    year = make_year()
    html = page(client_of(make_actor("analyst")), f"/plan/plans/{year.plan.pk}/timeline/", text="2.1")
    said = words(html)
    assert "Q3 2020: 1 due" in said
    assert html.count(">runs<") == 4  # the continuous one runs in every quarter and is due in none
    assert html.count("pl-bar--late") == 5


def test_every_sum_of_money_opens_its_activities():
    year = make_year()
    client = client_of(make_actor("analyst"))
    html = page(client, f"/plan/plans/{year.plan.pk}/money/", period=year.first.pk)
    said = words(html)
    assert "For 1 activity the plan leaves the money unclear; it is in no sum." in said
    assert "€1,000.50 of it donations, 4.5%" in said
    donations = words(page(client, link(html, "Donation")))
    assert ("1.1.1" in donations, "2.1.1" in donations, "2.1.2" in donations) == (True, True, False)
    court = words(page(client, link(html, "Invented COURT")))
    assert ("2.1.2" in court, "1.1.1" in court) == (True, False)


def test_the_lines_behind_the_sums_come_as_a_file():
    year = make_year()
    answer = client_of(make_actor("analyst")).get(
        f"/plan/plans/{year.plan.pk}/money/", {"format": "csv", "period": year.first.pk}
    )
    text = answer.content.decode("utf-8-sig")
    assert "Donation,,Invented MOI,Prevention,EUR,1000.50,1000.50,0" in text
    assert "Unclear,,Invented SOC,Prevention,EUR,,,1" in text


def test_pages_speak_the_readers_language_and_script():
    year = make_year()
    client = client_of(make_actor("analyst"), language="cnr-cyrl")
    assert "Измишљена мјера" in page(client, f"/plan/plans/{year.plan.pk}/")
    assert "Измишљена стратегија" in page(client, "/plan/strategies/")


def test_a_draft_plan_is_there_for_the_office_only():
    year = make_year(reported=False)
    draft = make_plan(*many(1, lead="MOI"), year=2021, strategy=year.strategy, adopted=False)
    assert page(client_of(make_actor("coordinator")), f"/plan/plans/{draft.pk}/")
    head = client_of(make_actor("head", body=year.bodies["MOI"]))
    assert head.get(f"/plan/plans/{draft.pk}/").status_code == 404


def test_pages_cost_the_same_for_few_activities_as_for_many():
    make_body("MANY")
    small = make_plan(*many(2, lead="MANY"), year=2020)
    big = make_plan(*many(60, lead="MANY"), year=2021, strategy=small.strategy)
    client = client_of(make_actor("coordinator"))
    for path in ("/plan/?plan={}", "/plan/plans/{}/", "/plan/plans/{}/timeline/", "/plan/plans/{}/money/"):
        page(client, path.format(small.pk))
        costs = []
        for plan in (small, big):
            with CaptureQueriesContext(connection) as captured:
                page(client, path.format(plan.pk))
            costs.append(len(captured))
        assert costs[0] == costs[1] > 0, path
