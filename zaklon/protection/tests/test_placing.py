"""Stays: only where somebody may be taken in, never two in one place, seen by who works on them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.commands.files import add_person, seal_case
from zaklon.cases.commands.posts import declare_conflict
from zaklon.cases.commands.splitting import split_case
from zaklon.cases.kinds import Stance
from zaklon.cases.models import Assignment, Case, Person
from zaklon.cases.tests.factories import ADULT, now
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.protection.commands import licences, placing, providers
from zaklon.protection.kinds import Profile, StayState
from zaklon.protection.models import Placement
from zaklon.protection.queries.directory import directory
from zaklon.protection.queries.stays import stays_at_body, stays_of
from zaklon.protection.tests.factories import Shelter, today

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def home():
    return Shelter()


def refused(kind, code, deed, /, *arguments, **options):
    with pytest.raises(kind) as refusal:
        deed(*arguments, **options)
    assert refusal.value.code == code


def test_a_place_is_asked_for_accepted_entered_and_left(home):
    stay = home.ask()
    assert home.stands(stay) == StayState.ASKED
    home.accept(stay)
    home.enter(stay, days_ago=3)
    assert home.stands(stay) == StayState.STAYING
    home.leave(stay)
    assert home.stands(stay) == StayState.LEFT


def test_who_accepts_works_on_the_case_from_then_on(home):
    with acting_as(home.worker):
        assert not Case.objects.filter(code=home.code).exists()
    home.accept(home.ask())
    with acting_as(home.worker):
        assert Case.objects.filter(code=home.code).exists()
    with acting_as(SYSTEM):
        assert Assignment.objects.filter(user_id=home.worker.user_id, role="shelter_staff").exists()


def test_a_full_provider_is_refused_and_the_waiting_list_is_offered(home):
    home.ask()
    code, person = home.another_case()
    refused(NotAllowedNow, "provider_full", home.ask, code=code, person_id=person)
    waiting = home.ask(code=code, person_id=person, may_wait=True)
    assert home.stands(waiting) == StayState.WAITING


def test_who_waits_is_taken_in_once_a_place_is_free(home):
    first = home.settle_in(days_ago=2)
    code, person = home.another_case()
    waiting = home.ask(code=code, person_id=person, may_wait=True)
    refused(NotAllowedNow, "provider_full", home.accept, waiting)
    home.leave(first)
    home.accept(waiting)
    assert home.stands(waiting) == StayState.ACCEPTED


def test_declining_and_withdrawing_give_the_place_back(home):
    first = home.ask()
    with acting_as(home.worker):
        placing.decline(first, actor=home.worker, now=now())
    second = home.ask()
    with acting_as(home.manager):
        placing.withdraw(second, actor=home.manager, now=now())
    assert home.stands(home.ask()) == StayState.ASKED


def test_a_provider_without_a_licence_for_the_service_is_refused(home):
    body = make_body()
    unlicensed = home.enter_provider(body)
    refused(NotAllowedNow, "provider_unlicensed", home.ask, provider_code=unlicensed)
    refused(NotAllowedNow, "provider_unlicensed", home.ask, service="sos")


def test_a_licence_that_has_run_out_or_not_begun_is_refused():
    home = Shelter(until=-1)
    refused(NotAllowedNow, "licence_expired", home.ask)
    future = home.enter_provider(make_body())
    home.license(future, since=1)
    refused(NotAllowedNow, "provider_unlicensed", home.ask, provider_code=future)


def test_a_suspended_licence_stops_asking_accepting_and_entering():
    home = Shelter(places=3)
    asked, accepted = home.ask(), None
    code, person = home.another_case()
    accepted = home.ask(code=code, person_id=person)
    home.accept(accepted)
    home.suspend()
    other, third = home.another_case()
    refused(NotAllowedNow, "licence_suspended", home.ask, code=other, person_id=third)
    refused(NotAllowedNow, "licence_suspended", home.accept, asked)
    refused(NotAllowedNow, "licence_suspended", home.enter, accepted)
    with acting_as(home.coordinator):
        licences.lift_suspension(home.licence_id, actor=home.coordinator, now=now())
    home.accept(asked)


def test_a_second_licence_does_not_get_around_a_suspension(home):
    home.license(home.provider, number="2")
    home.suspend()
    refused(NotAllowedNow, "licence_suspended", home.ask)


def test_a_provider_that_ended_is_refused_and_cannot_end_while_somebody_is_there(home):
    stay = home.ask()
    with acting_as(home.coordinator):
        refused(
            NotAllowedNow,
            "provider_has_residents",
            providers.end_provider,
            home.provider,
            today(),
            actor=home.coordinator,
            now=now(),
        )
    with acting_as(home.manager):
        placing.withdraw(stay, actor=home.manager, now=now())
    with acting_as(home.coordinator):
        providers.end_provider(home.provider, today(), actor=home.coordinator, now=now())
    refused(NotAllowedNow, "provider_ended", home.ask)


def test_what_does_not_fit_is_named(home):
    refused(RuleBroken, "provider_unknown", home.ask, provider_code="P-NONE2")
    refused(RuleBroken, "profile_not_taken", home.ask, profile=Profile.MEN)
    refused(RuleBroken, "person_not_of_case", home.ask, person_id=uuid4())
    home.ask()
    refused(NotAllowedNow, "stay_asked_already", home.ask)


def test_days_that_cannot_be_are_refused(home):
    stay = home.ask()
    home.accept(stay)
    refused(RuleBroken, "stay_in_future", home.enter, stay, days_ago=-1)
    refused(RuleBroken, "stay_ends_before_start", home.enter, stay, until=today() - timedelta(days=1))
    home.enter(stay, days_ago=2)
    refused(RuleBroken, "stay_ends_before_start", home.leave, stay, days_ago=3)
    refused(RuleBroken, "stay_in_future", home.leave, stay, days_ago=-1)
    refused(RuleBroken, "stay_reason_missing", home.leave, stay, reason="nowhere")


def test_nobody_stays_in_two_places(home):
    home.settle_in(days_ago=1)
    elsewhere = make_body()
    second = home.enter_provider(elsewhere)
    home.license(second)
    worker = make_actor("shelter_staff", body=elsewhere)
    stay = home.ask(provider_code=second)
    home.accept(stay, by=worker)
    refused(NotAllowedNow, "person_stays_elsewhere", home.enter, stay, by=worker)


def test_only_the_staff_of_the_provider_answer(home):
    stay = home.ask()
    stranger = make_actor("shelter_staff")
    with pytest.raises(Placement.DoesNotExist):
        home.accept(stay, by=stranger)
    refused(NotPermitted, "stay_of_another_provider", home.accept, stay, by=home.manager)
    home.assign(home.investigator)
    with pytest.raises(Placement.DoesNotExist):
        home.accept(stay, by=home.investigator)


def test_the_police_never_see_where_somebody_stays_and_the_shelter_sees_its_own_only(home):
    home.settle_in(days_ago=1)
    home.assign(home.investigator)
    with acting_as(home.investigator):
        assert stays_of([home.person.pk]) == {}
    with acting_as(home.coordinator):
        assert stays_of([home.person.pk]) == {}
    with acting_as(make_actor("shelter_staff")):
        assert not Placement.objects.exists()
    with acting_as(home.manager):
        (row,) = stays_of([home.person.pk])[home.person.pk]
        assert (row.provider, row.state) == (home.provider, StayState.STAYING)


def test_the_house_s_list_shows_the_code_of_a_case_only_to_who_works_on_it(home):
    stay = home.ask()
    with acting_as(home.worker):
        (row,) = stays_at_body(actor=home.worker)
        assert (row.placement_id, row.code) == (stay, "")
    home.accept(stay)
    with acting_as(home.worker):
        (row,) = stays_at_body(actor=home.worker)
        assert row.code == home.code
    with acting_as(home.colleague()) as other:
        (row,) = stays_at_body(actor=other)
        assert row.code == ""


def test_a_sealed_case_is_not_shown_to_the_house_before_somebody_works_on_it(home):
    home.ask()
    with acting_as(home.manager):
        seal_case(home.code, is_sealed=True, actor=home.manager, now=now())
    with acting_as(home.worker):
        assert stays_at_body(actor=home.worker) == ()


def test_who_stepped_aside_from_the_case_sees_nothing_of_the_stay_and_cannot_accept(home):
    stay = home.ask()
    home.assign(home.worker)
    with acting_as(home.worker):
        declare_conflict(home.code, Stance.FAMILY, actor=home.worker, now=now())
    with acting_as(home.worker):
        assert stays_at_body(actor=home.worker) == ()
    with pytest.raises(Placement.DoesNotExist):
        home.accept(stay)


def test_a_stay_follows_its_person_into_another_case(home):
    home.settle_in(days_ago=1)
    with acting_as(home.manager):
        add_person(home.code, ADULT, actor=home.manager, now=now())
        position = Person.objects.get(pk=home.person.pk).position
        new = split_case(home.code, [position], actor=home.manager, now=now())
    with acting_as(SYSTEM):
        assert Placement.objects.get().case.code == new


def test_free_places_are_counted_by_profile_without_saying_who_has_them():
    home = Shelter(places=3)
    home.settle_in(days_ago=1)
    with acting_as(make_actor("case_manager")) as stranger:
        (row,) = directory(actor=stranger, now=now())
        (service,) = row.services
        (places,) = service.places
        assert (places.profile, places.places, places.free, places.waiting) == (Profile.WOMEN, 3, 2, 0)
        assert not Placement.objects.exists()
    with acting_as(home.investigator):
        refused(NotPermitted, "permission_missing", directory, actor=home.investigator, now=now())
