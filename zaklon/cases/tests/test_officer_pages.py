"""The data-protection officer's lists: who may see them, what they tell, and what is decided there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import files, keeping, records, rights, watch
from zaklon.cases.kinds import AgeGroup, AlertKind, ClosingReason, Part, RightKind, RightOutcome, Verdict
from zaklon.cases.models import Alert, Case, Extension, Hold, Person, RightsRequest
from zaklon.cases.rules.insider import Finding
from zaklon.cases.rules.retention import Times
from zaklon.cases.tests.factories import CHILD, Circle, now
from zaklon.cases.values import NewRecord
from zaklon.common.dates import months_later
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db
TIMES = Times(dismissed_months=12, refused_months=36, closed_months=120, child_age=28)
LISTS = ("review", "alerts", "requests", "keeping", "holds", "add_hold")


@pytest.fixture
def circle(db):
    return Circle()


def path(name, *arguments):
    return reverse(f"cases:{name}", args=arguments)


def post(actor, name, *arguments, **data):
    return client_of(actor).post(path(name, *arguments), data)


def noticed(circle, kind=AlertKind.STRANGE_CASE, of=None):
    of = of or circle.worker
    with acting_as(SYSTEM):
        case = Case.objects.get(code=circle.code)
    with acting_as(of):
        watch.note(Finding(kind, Verdict.NOTED, 1), actor=of, now=now(), case=case)
    with acting_as(SYSTEM):
        return Alert.objects.get(kind=kind, user_id=of.user_id, case=case)


def asked(circle, kind=RightKind.COPY):
    with acting_as(circle.manager):
        return rights.ask_right(circle.code, circle.person.pk, kind, actor=circle.manager, now=now())


def closed(circle, until=None):
    with acting_as(circle.manager):
        files.close_case(circle.code, ClosingReason.GOALS_MET, actor=circle.manager, now=now())
    with acting_as(SYSTEM):
        Case.objects.filter(code=circle.code).update(retain_until=until or timezone.localdate())


@pytest.mark.parametrize("name", LISTS)
def test_only_the_officer_opens_a_list(circle, name):
    page(client_of(circle.officer), path(name))
    for actor in (circle.manager, circle.supervisor, circle.coordinator, make_actor("administrator")):
        assert client_of(actor).get(path(name)).status_code == 403


@pytest.mark.parametrize("name", ["alerts", "requests", "keeping", "holds"])
def test_reading_a_list_is_on_the_trail(circle, name):
    page(client_of(circle.officer), path(name))
    with acting_as(SYSTEM):
        found = [entry for entry in entries(subject=name) if entry.action == "case.review_list_read"]
    assert [entry.user_id for entry in found] == [circle.officer.user_id]


def test_what_waits_is_counted_beside_each_list(circle):
    noticed(circle)
    asked(circle)
    closed(circle)
    html = page(client_of(circle.officer), path("review"))
    assert html.count('class="zk-count">1<') == 3


def test_an_alert_is_read_and_closed_with_words(circle):
    alert = noticed(circle)
    client = client_of(circle.officer)
    html = page(client, path("alerts"))
    assert "Looked for a case of others by its code" in html
    assert circle.code in html
    assert client.post(path("alert", alert.pk), {"words": " "}).status_code == 422
    assert client.post(path("alert", alert.pk), {"words": "A mistyped code; talked to."}).status_code == 302
    assert "Nothing found." in page(client, path("alerts"))
    assert "Looked at" in page(client, path("alerts"), show="reviewed")
    assert "A mistyped code; talked to." in page(client, path("alert", alert.pk))
    assert client.post(path("alert", alert.pk), {"words": "Again"}).status_code == 200


def test_alerts_are_filtered_and_nonsense_shows_what_waits(circle):
    noticed(circle)
    noticed(circle, AlertKind.AFTER_HAND_OVER, of=circle.investigator)
    client = client_of(circle.officer)
    only = page(client, path("alerts"), kind="after_hand_over").split("</thead>")[1]
    assert "Looked for a case that was handed over" in only
    assert "of others by its code" not in only
    assert page(client, path("alerts"), kind="nonsense", show="else").count("cases/review/alerts/") >= 2


def test_nobody_decides_on_an_alert_about_oneself(circle):
    alert = noticed(circle, of=circle.officer)
    assert "about yourself" in page(client_of(circle.officer), path("alert", alert.pk))
    with acting_as(circle.officer), pytest.raises(NotPermitted, match="own_alert"):
        watch.review_alert(alert.pk, "Nothing", actor=circle.officer, now=now())


def test_a_request_is_answered_with_its_reason_and_shown_to_the_case(circle):
    request = asked(circle)
    client = client_of(circle.officer)
    assert circle.code in page(client, path("requests"))
    form = path("answer_right", request)
    assert client.post(form, {"outcome": "refused", "reason": ""}).status_code == 422
    data = {"outcome": "in_part", "reason": "It names another child."}
    assert client.post(form, data).status_code == 302
    assert circle.code not in page(client, path("requests"))
    assert circle.code in page(client, path("requests"), list="answered")
    assert "It names another child." in page(client, form)
    html = page(client_of(circle.manager), path("case", circle.code))
    assert "Granted in part" in html
    assert "It names another child." in html


def test_a_late_request_says_since_when(circle):
    request = asked(circle)
    with acting_as(SYSTEM):
        RightsRequest.objects.filter(pk=request).update(due_on=timezone.localdate() - timedelta(days=1))
    assert "Was due on" in page(client_of(circle.officer), path("requests"))


def test_a_restriction_is_granted_and_lifted_on_screen(circle):
    request = asked(circle, RightKind.RESTRICTION)
    assert post(circle.officer, "answer_right", request, outcome="granted").status_code == 302
    lift = path("lift_restriction", circle.person.pk)
    assert lift in page(client_of(circle.officer), path("answer_right", request))
    assert "Use restricted" in page(client_of(circle.manager), path("case", circle.code))
    page(client_of(circle.officer), lift)
    assert client_of(circle.officer).post(lift, {"sent": "yes"}).status_code == 302
    assert client_of(circle.officer).get(lift).status_code == 404
    with acting_as(SYSTEM):
        assert not Person.objects.get(pk=circle.person.pk).is_restricted


def test_a_hold_is_put_and_lifted_with_reasons(circle):
    officer = circle.officer
    wrong = post(officer, "add_hold", code="2222-2223", reason="Invented inquiry")
    assert "one letter or digit is wrong" in wrong.content.decode()
    absent = post(officer, "add_hold", code="2222-2222", reason="Invented inquiry")
    assert "There is no case with this code." in absent.content.decode()
    assert absent.status_code == 422
    assert post(officer, "add_hold", code=circle.code.lower(), reason="Invented inquiry 7/26").status_code == 302
    assert post(officer, "add_hold", code=circle.code, reason="Again").status_code == 422
    html = page(client_of(officer), path("holds"))
    assert "Invented inquiry 7/26" in html
    assert "Kept for a legal reason" in page(client_of(circle.manager), path("case", circle.code))
    with acting_as(SYSTEM):
        hold = Hold.objects.get()
    assert post(officer, "lift_hold", hold.pk, reason=" ").status_code == 422
    assert post(officer, "lift_hold", hold.pk, reason="The judgment is final.").status_code == 302
    assert "The judgment is final." in page(client_of(officer), path("holds"))
    assert "lifted already" in page(client_of(officer), path("lift_hold", hold.pk))


def test_a_file_whose_time_has_passed_is_listed_and_given_more_time(circle):
    closed(circle)
    officer, form = circle.officer, path("keep_longer", circle.code)
    html = page(client_of(officer), path("keeping"))
    assert circle.code in html
    assert "Time has passed" in html
    page(client_of(officer), form)
    later = months_later(timezone.localdate(), 12)
    data = {"until-day": later.day, "until-month": later.month, "until-year": later.year, "reason": "A claim is open."}
    assert client_of(officer).post(form, {**data, "reason": " "}).status_code == 422
    assert client_of(officer).post(form, {**data, "until-year": 2020}).status_code == 422
    assert client_of(officer).post(form, {**data, "until-year": later.year + 9}).status_code == 422
    assert client_of(officer).post(form, data).status_code == 302
    assert circle.code not in page(client_of(officer), path("keeping"))
    with acting_as(SYSTEM):
        assert Case.objects.get(code=circle.code).retain_until == later
        assert Extension.objects.get().reason == "A claim is open."
    assert "Kept longer than its time" in page(client_of(circle.manager), path("case", circle.code))


def test_only_a_closed_file_whose_time_runs_is_kept_longer(circle):
    with acting_as(circle.officer), pytest.raises(NotAllowedNow, match="keeping_not_running"):
        keeping.keep_longer(circle.code, date(2099, 1, 1), "Invented", actor=circle.officer, now=now())
    assert client_of(circle.officer).get(path("keep_longer", circle.code)).status_code == 404
    closed(circle)
    with acting_as(circle.manager), pytest.raises(NotPermitted):
        keeping.keep_longer(circle.code, date(2099, 1, 1), "Invented", actor=circle.manager, now=now())
    with acting_as(circle.officer), pytest.raises(RuleBroken, match="keeping_too_long"):
        keeping.keep_longer(circle.code, date(2199, 1, 1), "Invented", actor=circle.officer, now=now())


def test_the_clock_of_a_closed_case_starts_by_itself_with_the_longest_time_of_its_persons(db, monkeypatch):
    monkeypatch.setattr(keeping, "times", lambda: TIMES)
    circle = Circle(CHILD)
    entry = {"birth_date": "2012-05-17", "given_names": "Izmišljena"}
    new = NewRecord(circle.person.pk, Part.IDENTITY, "identity", entry)
    with acting_as(circle.manager):
        records.write_record(circle.code, new, actor=circle.manager, now=now())
        files.close_case(circle.code, ClosingReason.GOALS_MET, actor=circle.manager, now=now())
    assert keeping.start_clocks() == 1
    assert keeping.start_clocks() == 0
    with acting_as(SYSTEM):
        assert Case.objects.get(code=circle.code).retain_until == date(2040, 5, 17)


@pytest.mark.parametrize("born", ["", "in spring"])
def test_a_child_whose_birthday_nobody_knows_is_kept_for_the_ordinary_time(db, monkeypatch, born):
    monkeypatch.setattr(keeping, "times", lambda: TIMES)
    circle = Circle(CHILD)
    new = NewRecord(circle.person.pk, Part.IDENTITY, "identity", {"given_names": "Izmišljena", "birth_date": born})
    with acting_as(circle.manager):
        records.write_record(circle.code, new, actor=circle.manager, now=now())
        files.close_case(circle.code, ClosingReason.GOALS_MET, actor=circle.manager, now=now())
    keeping.start_clocks()
    with acting_as(SYSTEM):
        assert Case.objects.get(code=circle.code).retain_until == months_later(timezone.localdate(), 120)
        assert Person.objects.get(pk=circle.person.pk).age_group == AgeGroup.CHILD


@pytest.mark.parametrize("name", ["alerts", "requests", "keeping", "holds"])
def test_a_list_costs_the_same_for_one_row_as_for_ten(circle, name):
    client = client_of(circle.officer)

    def fill(count):
        for _ in range(count):
            other = Circle()
            noticed(other, of=circle.worker)
            request = asked(other)
            with acting_as(circle.officer):
                rights.decide_right(request, RightOutcome.GRANTED, "", actor=circle.officer, now=now())
                rights.set_hold(other.code, "Invented", actor=circle.officer, now=now())
            asked(other)
            closed(other)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            page(client, path(name))
        return len(captured)

    fill(1)
    cost()
    before = cost()
    fill(9)
    assert cost() == before
