"""The pages of the Team: a whole session walked by hand, and who meets what."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import reveals, watch
from zaklon.cases.rules.insider import Limits
from zaklon.identification.models import AgendaItem, Opinion, TeamMember, TeamSession, Vote
from zaklon.identification.tests.team.factories import Referred, Team, address_of
from zaklon.pathway.tests.factories import load_law
from zaklon.plan.tests.pages import client_of, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def country(monkeypatch):
    """Limits that nobody reaches."""
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)


@pytest.fixture
def team():
    load_law()
    return Team()


@pytest.fixture
def referred(team):
    team.on_call(team.members[1])
    return Referred(team)


def at(name, *arguments):
    return reverse(f"team:{name}", args=arguments)


def sent(actor, path, **data):
    response = client_of(actor).post(path, data)
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def test_a_session_is_walked_from_the_call_to_the_vote(team, referred):
    by = team.secretary
    moment = {"day-day": "5", "day-month": "3", "day-year": "2027", "clock": "14:30"}
    sent(by, at("call_session"), kind="session", **moment)
    with acting_as(SYSTEM):
        session_id = TeamSession.objects.get().pk
    present = [str(team.key(actor)) for actor in (*team.members[:3], by)]
    sent(by, at("present", session_id), members=present)
    person = f"{referred.code} {referred.person.pk}"
    assert f'value="{person}"' in page(client_of(by), at("add_item", session_id))
    sent(by, at("add_item", session_id), person=person)
    sent(by, at("session_step", session_id, "open_session"))
    with acting_as(SYSTEM):
        item_id = AgendaItem.objects.get().pk
    for actor in (*team.members[:3], by):
        sent(actor, at("declare", item_id))
    assert "Open a session or field mission" in page(client_of(by), at("item", item_id))
    sent(by, reverse("pathway:step", args=[referred.code, 1, "identification", "take_up"]), **_unseen(by, referred))
    member = team.members[1]
    sent(member, at("vote", item_id), choice="grant")
    again = client_of(member).get(at("vote", item_id))
    assert again.status_code == 409
    assert "nothing to vote on" in again.content.decode()
    form = page(client_of(member), at("opinion", item_id))
    key = form.split('name="request_key" value="')[1].split('"')[0]
    for _again in range(2):
        sent(member, at("opinion", item_id), opinion="Invented words", request_key=key)
    with acting_as(SYSTEM):
        assert (Vote.objects.count(), Opinion.objects.count()) == (1, 1)
    html = page(client_of(member), at("home"))
    assert "My votes" in html
    assert "Grant the status" in html
    assert at("item", item_id) in html


def _unseen(actor, referred):
    address = reverse("pathway:step", args=[referred.code, 1, "identification", "take_up"])
    html = page(client_of(actor), address)
    return {name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen_state", "request_key")}


def test_while_an_item_waits_nobody_sees_what_others_chose(team, referred):
    item_id = referred.review(team.members[:3])
    referred.vote(item_id, refuse=[team.members[1]])
    html = page(client_of(team.members[2]), at("item", item_id))
    assert "Has voted" in html
    assert "Do not grant" not in html.split("Next step")[0]
    referred.vote(item_id, refuse=[team.members[0], team.members[2]])
    assert "Do not grant the status, with reasons: 3" in page(client_of(team.members[2]), at("item", item_id))


def test_the_home_page_shows_who_waits_with_the_clock(team, referred):
    html = page(client_of(team.secretary), at("home"))
    assert referred.code in html
    assert "Due" in html
    assert "On no agenda yet" in html


def test_stepping_aside_takes_the_item_away(team, referred):
    item_id = referred.review(team.members[:3])
    aside = team.members[2]
    assert sent(aside, at("step_aside", item_id), stance="family") == at("home")
    for name in ("item", "vote", "opinion", "step_aside"):
        assert client_of(aside).get(at(name, item_id)).status_code == 404
    assert referred.code not in page(client_of(aside), at("home"))


def test_a_member_who_votes_again_or_late_reads_why_not(team, referred):
    item_id = referred.review(team.members[:3])
    referred.vote(item_id, grant=[team.members[1]])
    response = client_of(team.members[1]).post(at("vote", item_id), {"choice": "refuse"})
    assert response.status_code == 409
    assert "nothing to vote on" in response.content.decode()
    with acting_as(SYSTEM):
        assert list(Vote.objects.values_list("choice", flat=True)) == ["grant"]


def test_the_coordinator_calls_the_team_where_nobody_was_to_be_called(team):
    with acting_as(SYSTEM):
        TeamMember.objects.update(ends_on="2020-02-01")
    referred = Referred(team)
    coordinator = client_of(referred.coordinator)
    assert f"Call the Team to {referred.code}" in page(coordinator, at("home"))
    assert coordinator.post(at("call", referred.code)).status_code == 302
    with acting_as(SYSTEM):
        TeamMember.objects.update(ends_on=None)
    coordinator.post(at("call", referred.code))
    assert f"Call the Team to {referred.code}" not in page(coordinator, at("home"))
    assert referred.code in page(client_of(team.president), at("home"))


def test_members_and_roster_are_kept_by_the_secretary_and_read_by_the_team(team):
    new = make_actor("team_member", body=team.body)
    days = {"starts-day": "1", "starts-month": "2", "starts-year": "2026"}
    sent(
        team.secretary,
        at("appoint"),
        body=str(team.body.pk),
        address=address_of(new),
        function="member",
        profile="education",
        **days,
    )
    assert "Education" in page(client_of(team.members[1]), at("members"))
    assert client_of(team.members[1]).get(at("appoint")).status_code == 403
    until = {"ends-day": "2", "ends-month": "2", "ends-year": "2030", "starts_time": "8:00", "ends_time": "8:00"}
    sent(team.secretary, at("put_on_call"), member=str(team.key(team.president)), **days, **until)
    html = page(client_of(team.members[1]), at("on_call"))
    assert "There is no gap" in html
    last = {"ends-day": "1", "ends-month": "6", "ends-year": "2026"}
    sent(team.secretary, at("end_mandate", team.key(team.members[2])), **last)
    assert "Ended" in page(client_of(team.secretary), at("members"))


def test_somebody_who_is_not_of_the_team_opens_none_of_its_pages(team, referred):
    for actor in (referred.manager, referred.supervisor, referred.officer):
        for name in ("home", "members", "on_call", "sessions", "reports", "call_session"):
            assert client_of(actor).get(at(name)).status_code == 403


def test_reading_an_item_leaves_a_trace(team, referred):
    item_id = referred.review(team.members[:3])
    page(client_of(team.members[1]), at("item", item_id))
    with acting_as(SYSTEM):
        read = [entry for entry in entries(subject=referred.code) if entry.action == "team.item_read"]
    assert [entry.user_id for entry in read] == [team.members[1].user_id]


def test_the_home_page_costs_the_same_for_one_who_waits_as_for_three(team, referred):
    client = client_of(team.secretary)
    page(client, at("home"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client, at("home"))
    for _each in range(2):
        Referred(team)
    with CaptureQueriesContext(connection) as three:
        page(client, at("home"))
    assert len(three) == len(one)


def test_the_record_begins_with_the_session_and_the_votes_once_all_have_voted(team, referred):
    there = team.members[:3]
    item_id = referred.review(there)
    referred.vote(item_id, refuse=there[:2])
    address = reverse("pathway:step", args=[referred.code, 1, "identification", "refuse"])
    html = page(client_of(team.secretary), address)
    lines = html.split('name="answer-members"')[1].split("</textarea>")[0]
    assert all(name_of(actor) in lines for actor in there)
    assert name_of(team.members[3]) not in lines
    assert name_of(team.secretary) not in lines
    for profile, is_there in (("police", True), ("prosecution", True), ("social_work", True), ("health", False)):
        box = re.search(rf'name="answer-profiles"[^>]*value="{profile}"[^>]*>', html).group()
        assert ("checked" in box) is is_there
    assert value_of(html, "votes_for") == "", "nobody follows somebody else while an item waits"
    referred.vote(item_id, grant=[there[2]])
    html = page(client_of(team.secretary), address)
    assert (value_of(html, "votes_for"), value_of(html, "votes_against")) == ("2", "1")
    decision = html.split('name="answer-decision"')[1].split("</fieldset>")[0]
    assert "checked" not in decision, "the decision is said by whoever records it"
    assert value_of(html, "decided_on-day") == ""


def test_the_record_of_a_case_without_a_session_begins_with_nobody(team, referred):
    html = page(
        client_of(team.secretary), reverse("cases:fill", args=[referred.code, referred.person.pk, "f4_team_record"])
    )
    assert html.split('name="answer-members"')[1].split("</textarea>")[0].split(">")[1].strip() == ""
    assert 'value="adult" checked' in html


def test_nobody_outside_the_team_learns_from_the_form_who_sits_in_the_session(team, referred):
    referred.review(team.members[:3])
    address = reverse("cases:fill", args=[referred.code, referred.person.pk, "f4_team_record"])
    html = page(client_of(referred.manager), address)
    assert not any(name_of(actor) in html for actor in team.members)


def name_of(actor):
    with acting_as(SYSTEM):
        return User.objects.get(pk=actor.user_id).full_name


def value_of(html, code):
    box = re.search(rf'<input[^>]*name="answer-{code}"[^>]*>', html).group()
    found = re.search(r'value="([^"]*)"', box)
    return found.group(1) if found else ""
