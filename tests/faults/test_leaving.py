"""Nobody's case gets lost: departures, ends by the clock, conflicts; and names that staff share with a case."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body, make_user
from zaklon.audit.queries import entries
from zaklon.cases.commands import files, kinship, people, posts, records
from zaklon.cases.commands.sweeping import sweep_walls
from zaklon.cases.kinds import AlertKind, Part, TaskKind
from zaklon.cases.models import AccessKey, Alert, Assignment, Case, Conflict, Listing, Task
from zaklon.cases.tests.conftest import country  # noqa: F401 - its numbers hold here as well
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewRecord
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.config.departure import leave
from zaklon.notify.commands import address_roles, deliver_waiting
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db
FAMILY = "Kanarinaković"


@pytest.fixture
def circle(db):
    return Circle()


@pytest.fixture
def administrator(db):
    return make_actor("administrator")


def depart(circle, administrator, successor=None):
    with acting_as(administrator):
        leave(circle.manager.user_id, successor and successor.user_id, actor=administrator, now=now())


def case_of(circle):
    with acting_as(SYSTEM):
        return Case.objects.get(code=circle.code)


def of(table, **facts):
    with acting_as(SYSTEM):
        return list(table.objects.filter(**facts))


def test_a_successor_with_the_same_role_leads_on_and_the_leaver_holds_no_key(circle, administrator):
    successor = make_actor("case_manager", body=circle.centre)
    depart(circle, administrator, successor)
    (lead,) = of(Assignment, case__code=circle.code, is_lead=True, ends_at=None)
    assert (lead.user_id, case_of(circle).is_led) == (successor.user_id, True)
    assert of(AccessKey, user_id=circle.manager.user_id, ends_at=None) == []
    assert circle.code in page(client_of(successor), reverse("cases:home"))
    assert of(Task, kind=TaskKind.TAKE_OVER) == []
    with acting_as(SYSTEM):
        assert "case.handed_over" in [entry.action for entry in entries(subject=circle.code)]


def test_a_case_without_anybody_stays_on_its_body_s_list_and_the_officer_is_alerted(circle, administrator):
    depart(circle, administrator)
    assert [row.body_id for row in of(Listing, case__code=circle.code)] == [circle.centre.pk]
    html = page(client_of(circle.supervisor), reverse("cases:home"), list="unled")
    assert circle.code in html
    (task,) = of(Task, kind=TaskKind.TAKE_OVER)
    assert (task.body_id, task.user_id, task.done_at) == (circle.centre.pk, None, None)
    with acting_as(circle.officer):
        assert [(alert.kind, alert.user_id) for alert in Alert.objects.all()] == [
            (AlertKind.NOBODY_AT_WORK, circle.manager.user_id)
        ]
    with acting_as(SYSTEM):
        address_roles(now=now())
        deliver_waiting(now=now())
        supervisor = User.objects.get(pk=circle.supervisor.user_id)
    assert [supervisor.email] in [each.to for each in mail.outbox]
    assert circle.code not in "".join(str(each.message()) for each in mail.outbox)


def test_the_supervisor_of_the_owner_gives_a_left_case_away_and_the_task_ends(circle, administrator):
    depart(circle, administrator)
    colleague = make_actor("case_manager", body=circle.centre)
    path = reverse("cases:hand_over", args=[circle.code])
    assert client_of(circle.supervisor).post(path, {"user": str(colleague.user_id)}).status_code == 302
    (task,) = of(Task, kind=TaskKind.TAKE_OVER)
    assert task.done_at is not None
    assert client_of(make_actor("case_supervisor")).get(reverse("cases:case", args=[circle.code])).status_code == 404


def test_others_go_on_without_an_alert_when_only_the_lead_leaves(circle, administrator):
    circle.assign(circle.worker)
    depart(circle, administrator)
    assert {row.body_id for row in of(Listing, case__code=circle.code)} == {circle.shelter.pk}
    assert len(of(Task, kind=TaskKind.TAKE_OVER)) == 1
    assert of(Alert) == []


def test_a_sealed_case_is_never_left_where_nobody_can_see_it(circle, administrator):
    with acting_as(circle.manager):
        files.seal_case(circle.code, is_sealed=True, actor=circle.manager, now=now())
    with pytest.raises(RuleBroken, match="sealed_case_needs_successor"):
        depart(circle, administrator)
    assert of(User, pk=circle.manager.user_id)[0].is_active
    depart(circle, administrator, make_actor("case_manager", body=circle.centre))


def test_a_successor_in_another_role_or_with_a_conflict_gets_nothing(circle, administrator):
    head = make_actor("head", body=circle.centre)
    aside = make_actor("case_manager", body=circle.centre)
    circle.assign(aside)
    with acting_as(aside):
        posts.declare_conflict(circle.code, "family", actor=aside, now=now())
    with acting_as(administrator), acting_as(SYSTEM):
        assert people.hand_over_all(circle.manager.user_id, head.user_id, actor=administrator, now=now()) == 0
    assert of(Assignment, case__code=circle.code, user_id=head.user_id) == []
    assert case_of(circle).is_led is False
    other = Circle()
    with acting_as(SYSTEM):
        people.hand_over_all(other.manager.user_id, aside.user_id, actor=administrator, now=now())
    assert of(Assignment, case__code=other.code, user_id=aside.user_id) == []


def test_the_page_of_a_departure_tells_numbers_and_no_code(circle, administrator):
    html = page(client_of(administrator), reverse("departure", args=[circle.manager.user_id]))
    assert "1 open case" in html
    assert "lead 1 of them" in html
    assert circle.code not in html
    with acting_as(circle.manager), pytest.raises(NotPermitted):
        people.open_work(circle.manager.user_id, actor=circle.manager, now=now())


def test_work_that_ends_by_the_clock_leaves_the_circle_and_a_case_alone_is_noticed(circle):
    circle.assign(circle.worker)
    soon = now() + timedelta(hours=1)
    with acting_as(SYSTEM):
        Assignment.objects.filter(case__code=circle.code, user_id=circle.manager.user_id).update(
            ends_at=soon, is_lead=False
        )
    assert sweep_walls(now=soon + timedelta(minutes=1)) >= 1
    assert case_of(circle).circle == [circle.shelter.pk]
    with acting_as(SYSTEM):
        Assignment.objects.filter(case__code=circle.code).update(ends_at=soon, is_lead=False)
    sweep_walls(now=soon + timedelta(minutes=2))
    sweep_walls(now=soon + timedelta(minutes=3))
    assert case_of(circle).circle == [circle.centre.pk]
    assert [alert.kind for alert in of(Alert)] == [AlertKind.NOBODY_AT_WORK]
    assert len(of(Task, kind=TaskKind.TAKE_OVER)) == 1


def test_who_steps_aside_from_a_case_as_the_last_leaves_a_task_behind(circle):
    with acting_as(circle.manager):
        posts.declare_conflict(circle.code, "family", actor=circle.manager, now=now())
    assert len(of(Task, kind=TaskKind.TAKE_OVER)) == 1
    assert [alert.kind for alert in of(Alert)] == [AlertKind.NOBODY_AT_WORK]


def named(name, body, role="case_manager"):
    return make_actor(role, body=body, user=make_user(full_name=name))


def write(circle, part, content):
    new = NewRecord(circle.person.pk, part, "form", content)
    with acting_as(circle.manager):
        return records.write_record(circle.code, new, actor=circle.manager, now=now())


@pytest.mark.parametrize("stops", [False, True])
def test_a_shared_family_name_is_noticed_and_closes_the_case_where_the_pack_says_so(circle, monkeypatch, stops):
    monkeypatch.setattr(kinship, "closes_the_case", lambda: stops)
    write(circle, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": FAMILY})
    cousin = named(f"Izmišljeni {FAMILY}", circle.centre)
    circle.assign(cousin)
    (alert,) = of(Alert)
    assert (alert.kind, alert.user_id, alert.verdict) == (
        AlertKind.SAME_NAME,
        cousin.user_id,
        "stopped" if stops else "noted",
    )
    assert client_of(cousin).get(reverse("cases:case", args=[circle.code])).status_code == (404 if stops else 200)
    assert [each.is_declared for each in of(Conflict)] == ([False] if stops else [])


def test_the_name_may_come_after_the_person_and_in_another_spelling(circle, monkeypatch):
    monkeypatch.setattr(kinship, "closes_the_case", lambda: False)
    cousin = named("Izmišljeni Кanarinaković".replace("К", "K"), circle.centre)
    circle.assign(cousin)
    assert of(Alert) == []
    write(circle, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": "Канаринаковић"})
    assert [alert.user_id for alert in of(Alert)] == [cousin.user_id]


def test_a_name_of_those_from_whom_the_danger_comes_counts_too(circle, monkeypatch):
    monkeypatch.setattr(kinship, "closes_the_case", lambda: True)
    cousin = named(f"Izmišljeni {FAMILY}", circle.centre)
    circle.assign(cousin)
    write(circle, Part.RISK, {"danger": "Invented", "from_whom": f"uncle, {FAMILY}"})
    assert [(each.user_id, each.stance) for each in of(Conflict)] == [(cousin.user_id, "suspect")]


def test_a_first_name_alone_says_nothing(circle):
    write(circle, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": FAMILY})
    circle.assign(named("Izmišljena Drugaković", circle.centre))
    assert of(Alert) == []


def test_what_the_officer_has_lifted_is_not_found_again(circle, monkeypatch):
    monkeypatch.setattr(kinship, "closes_the_case", lambda: True)
    write(circle, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": FAMILY})
    cousin = named(f"Izmišljeni {FAMILY}", circle.centre)
    circle.assign(cousin)
    with acting_as(circle.officer):
        posts.lift_conflict(of(Conflict)[0].pk, actor=circle.officer, now=now())
    circle.assign(cousin)
    assert client_of(cousin).get(reverse("cases:case", args=[circle.code])).status_code == 200


def test_the_name_stands_in_no_alert_message_or_trail(circle, monkeypatch):
    monkeypatch.setattr(kinship, "closes_the_case", lambda: True)
    write(circle, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": FAMILY})
    circle.assign(named(f"Izmišljeni {FAMILY}", make_body()))
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in ("cases_alert", "cases_conflict", "audit_entry", "notify_message", "cases_task"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")  # noqa: S608
            assert "anarinakov" not in cursor.fetchone()[0], table


def test_a_refused_opening_in_danger_stands_on_the_trail_though_its_deed_rolled_back(circle):
    responder = make_actor("first_responder")
    data = {"part": str(Part.RISK.value), "reason": "Invented: seen with the suspect now", "hours": "4"}
    with acting_as(circle.manager):
        posts.declare_conflict(circle.code, "family", actor=circle.manager, now=now())
    answers = []
    for actor, code in ((circle.manager, circle.code), (responder, "2222-2222")):
        response = client_of(actor).post(reverse("cases:break_glass"), {**data, "code": code})
        answers.append(response.status_code)
        with acting_as(SYSTEM):
            (trace,) = [entry for entry in entries(subject=code) if entry.action == "refused.break_glass"]
        assert (trace.user_id, trace.fields) == (actor.user_id, ("glass_refused",))
    assert answers == [403, 403]
