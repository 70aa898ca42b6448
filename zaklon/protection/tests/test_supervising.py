"""Licences, complaints and suspensions: who decides them, what stops at once, who plans anew (scenario 8)."""

from datetime import timedelta

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.audit.queries import entries
from zaklon.cases.kinds import Part, TaskKind
from zaklon.cases.models import Record, Task
from zaklon.cases.tests.factories import now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.common.money import Money
from zaklon.protection.commands import incidents, licences, providers
from zaklon.protection.commands.replanning import keep_stay
from zaklon.protection.commands.warning import warn_of_endings
from zaklon.protection.models import CaseIncident, Incident, Placement, Provider, Rate
from zaklon.protection.queries.directory import directory, licensed_share
from zaklon.protection.queries.facts import incident_facts, stay_facts
from zaklon.protection.queries.incidents import incidents as complaints
from zaklon.protection.tests.factories import Shelter, today
from zaklon.protection.tests.test_placing import refused
from zaklon.protection.values import NewIncident, NewLicence, NewProvider

# What other contexts keep is looked at from outside.
Message = apps.get_model("notify", "Message")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def open_tasks(home, kind=TaskKind.REPLAN):
    with acting_as(SYSTEM):
        return list(Task.objects.filter(case__code=home.code, kind=kind, done_at__isnull=True))


def share(home):
    with acting_as(home.coordinator):
        found = licensed_share(now=now())
    return found.licensed, found.needed


def test_a_complaint_and_a_suspension_stop_placements_and_plan_residents_anew():
    home = Shelter(places=3)
    stay = home.settle_in(days_ago=2)
    code, person = home.another_case()
    assert share(home) == (1, 1)

    incident = home.complain()
    refused(NotAllowedNow, "provider_stopped", home.ask, code=code, person_id=person)
    (task,) = open_tasks(home)
    assert (task.user_id, task.body_id) == (home.manager.user_id, home.centre.pk)
    assert share(home) == (1, 1)

    assert home.suspend() == 1
    refused(NotAllowedNow, "provider_stopped", home.ask, code=code, person_id=person)
    assert share(home) == (0, 1)
    assert len(open_tasks(home)) == 1

    with acting_as(home.coordinator):
        incidents.settle_incident(incident, "upheld", actor=home.coordinator, now=now())
    refused(NotAllowedNow, "licence_suspended", home.ask, code=code, person_id=person)
    with acting_as(home.manager):
        keep_stay(home.code, stay, actor=home.manager, now=now())
    assert open_tasks(home) == []
    with acting_as(home.coordinator):
        licences.lift_suspension(home.licence_id, actor=home.coordinator, now=now())
    assert share(home) == (1, 1)
    home.ask(code=code, person_id=person)
    with acting_as(SYSTEM):
        actions = [entry.action for entry in entries(subject=home.provider)]
    assert {"incident.filed", "licence.suspended", "incident.settled", "licence.restored"} <= set(actions)


def test_leaving_ends_the_task_to_plan_anew():
    home = Shelter()
    stay = home.settle_in(days_ago=2)
    home.suspend()
    assert len(open_tasks(home)) == 1
    home.leave(stay, reason="licence")
    assert open_tasks(home) == []


def test_a_minor_complaint_stops_nothing_unless_whoever_files_it_asks_for_it():
    home = Shelter(places=3)
    home.complain(severity="minor")
    home.ask()
    home.complain(severity="minor", should_stop=True)
    code, person = home.another_case()
    refused(NotAllowedNow, "provider_stopped", home.ask, code=code, person_id=person)


def test_the_words_of_a_complaint_are_sealed_where_the_house_does_not_read_and_the_line_names_nobody():
    home = Shelter()
    home.settle_in(days_ago=1)
    home.complain()
    with acting_as(SYSTEM):
        assert Record.objects.get(kind="f16_complaint").part == Part.SCREENING
    with acting_as(home.worker):
        assert not Record.objects.filter(kind="f16_complaint").exists()
        assert not CaseIncident.objects.exists()
        assert not Incident.objects.exists()
    with acting_as(home.manager):
        assert CaseIncident.objects.get().person_id == home.person.pk
    with acting_as(home.coordinator):
        (row,) = complaints(actor=home.coordinator, language="en")
        assert (row.provider, row.severity, row.stops) == (home.provider, "grave", True)
        assert not CaseIncident.objects.exists()


def test_the_house_files_its_own_incident_in_codes_and_nobody_elses():
    home = Shelter()
    new = NewIncident(home.provider, "serious", ("conditions",), today())
    with acting_as(home.worker):
        incidents.file_incident(new, actor=home.worker, now=now())
    stranger = make_actor("shelter_staff")
    with acting_as(stranger):
        refused(NotPermitted, "incident_needs_case", incidents.file_incident, new, actor=stranger, now=now())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"severity": "awful"}, "incident_severity_missing"),
        ({"kinds": ()}, "incident_kind_missing"),
        ({"kinds": ("weather",)}, "incident_kind_missing"),
        ({"reported_on": today() + timedelta(days=1)}, "incident_in_future"),
        ({"provider_code": "P-NONE2"}, "provider_unknown"),
        ({"person_id": None}, "person_not_of_case"),
    ],
)
def test_a_complaint_that_cannot_be_is_refused(changes, code):
    home = Shelter()
    refused(RuleBroken, code, home.complain, **changes)


def test_a_complaint_is_settled_once_and_with_an_outcome():
    home = Shelter()
    incident = home.complain()
    by = {"actor": home.coordinator, "now": now()}
    with acting_as(home.coordinator):
        refused(RuleBroken, "incident_outcome_missing", incidents.settle_incident, incident, "waiting", **by)
        incidents.settle_incident(incident, "not_upheld", **by)
        refused(NotAllowedNow, "incident_settled_already", incidents.settle_incident, incident, "upheld", **by)


def test_the_ministry_that_the_pack_names_licenses_and_the_head_of_another_body_does_not():
    home = Shelter()
    ministry = make_actor("head", body=make_body("MLSW"))
    other = make_actor("head")
    home.suspend(by=ministry)
    with acting_as(other):
        for deed, arguments in (
            (licences.lift_suspension, (home.licence_id,)),
            (licences.suspend, (home.licence_id, "complaint")),
            (providers.end_provider, (home.provider, today())),
            (providers.set_rate, (home.provider, Money.of("EUR", 5), today())),
        ):
            refused(NotPermitted, "not_licensing_body", deed, *arguments, actor=other, now=now())
    refused(NotPermitted, "permission_missing", home.suspend, by=home.manager)


def test_a_licence_is_suspended_once_and_with_a_reason():
    home = Shelter()
    refused(RuleBroken, "suspension_reason_missing", home.suspend, reason="mood")
    home.suspend()
    refused(NotAllowedNow, "licence_suspended_already", home.suspend)
    with acting_as(home.coordinator):
        licences.lift_suspension(home.licence_id, actor=home.coordinator, now=now())
        refused(
            NotAllowedNow,
            "licence_not_suspended",
            licences.lift_suspension,
            home.licence_id,
            actor=home.coordinator,
            now=now(),
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"service": "legal"}, "licence_service_not_given"),
        ({"number": " "}, "licence_number_missing"),
        ({"number": "1"}, "licence_number_taken"),
        ({"valid_until": today() - timedelta(days=1)}, "licence_ends_before_start"),
        ({"places": {"women": 501}}, "licence_places_unfit"),
    ],
)
def test_a_licence_that_cannot_be_is_refused(changes, code):
    home = Shelter()
    good = {"service": "shelter", "number": "9", "valid_from": today(), "valid_until": today(), "places": {}}
    with acting_as(home.coordinator):
        refused(
            RuleBroken,
            code,
            licences.grant_licence,
            home.provider,
            NewLicence(**{**good, **changes}),
            actor=home.coordinator,
            now=now(),
        )


def test_a_provider_needs_a_name_and_a_known_service_and_gets_a_code_that_says_nothing():
    home = Shelter()
    assert home.provider.startswith("P-")
    body = home.shelter.pk
    for new, code in (
        (NewProvider(" ", "ngo", body, ("shelter",)), "provider_name_missing"),
        (NewProvider("Invented", "ngo", body, ()), "provider_services_unfit"),
        (NewProvider("Invented", "ngo", body, ("magic",)), "provider_services_unfit"),
    ):
        with acting_as(home.coordinator):
            refused(RuleBroken, code, providers.add_provider, new, actor=home.coordinator, now=now())


def test_a_rate_is_set_once_for_a_day_and_hidden_from_those_who_place():
    home = Shelter()
    home.rate(25)
    refused(RuleBroken, "rate_set_already", home.rate, 30)
    with acting_as(home.manager):
        assert not Rate.objects.exists()
        assert Provider.objects.exists()


def test_a_licence_that_runs_out_soon_is_marked():
    soon, later = Shelter(until=20), Shelter(until=200)
    with acting_as(soon.coordinator):
        marked = {row.code: row.to_renew for row in directory(actor=soon.coordinator, now=now())}
    assert (marked[soon.provider], marked[later.provider]) == (True, False)


@pytest.mark.parametrize(("days", "is_told"), [(30, True), (29, False), (7, True), (0, True), (-1, False)])
def test_the_house_and_the_coordinator_are_told_before_a_licence_runs_out(days, is_told):
    home = Shelter(until=days)
    with acting_as(SYSTEM):
        Message.objects.update(sent_at=now())
    assert warn_of_endings(now=now()) == int(is_told)
    with acting_as(SYSTEM):
        told = set(Message.objects.filter(sent_at__isnull=True).values_list("role", "body_id"))
    assert told == ({("shelter_staff", home.shelter.pk), ("coordinator", None)} if is_told else set())


def test_nothing_in_any_table_of_protection_can_hold_an_address():
    names = {field.name for model in apps.get_app_config("protection").get_models() for field in model._meta.fields}
    assert not {
        name for name in names if any(word in name for word in ("address", "street", "town", "phone", "municipality"))
    }


def test_coded_facts_are_given_for_statistics():
    home = Shelter()
    home.settle_in(days_ago=2)
    home.complain()
    with acting_as(SYSTEM):
        (stay,), (incident,) = list(stay_facts()), list(incident_facts())
        assert Placement.objects.count() == 1
    assert (stay.provider, stay.profile, stay.state) == (home.provider, "women", "staying")
    assert (incident.severity, incident.stops) == ("grave", True)
