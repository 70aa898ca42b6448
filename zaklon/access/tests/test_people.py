"""Posts, leaving and coming back, accounts, and the list of people, as commands and queries."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils import timezone

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import accounts, people
from zaklon.access.models import User
from zaklon.access.queries import people as queries
from zaklon.access.queries.people import PeopleFilter
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.browsing import give_second_factor, make_person, trail_of
from zaklon.access.tests.factories import NOON, make_actor, make_body, make_user
from zaklon.access.tests.inviting import newcomer, posts_of
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def administrator():
    return make_actor("administrator")


def test_a_post_begins_on_its_first_day_and_ends_with_the_day_before_its_last(administrator):
    person, body = make_user(), make_body()
    with acting_as(administrator):
        start = TODAY + timedelta(days=2)
        post_id = people.give_post(person.pk, body.pk, Role.HEAD, start_date=start, actor=administrator, now=NOON)
        assert queries.bodies_of(person.pk, today=TODAY + timedelta(days=1)) == []
        assert queries.bodies_of(person.pk, today=start)[0].roles == {Role.HEAD}
        people.end_post(post_id, actor=administrator, now=NOON + timedelta(days=3))
        assert queries.bodies_of(person.pk, today=TODAY + timedelta(days=3)) == []
        assert queries.bodies_of(person.pk, today=start)[0].roles == {Role.HEAD}
    assert trail_of(post_id) == ["post.given", "post.ended"]


def test_a_post_ends_once_and_its_end_does_not_move(administrator):
    actor = make_actor("reporter")
    (post,) = posts_of(actor.user_id)
    with acting_as(administrator):
        people.end_post(post.pk, actor=administrator, now=NOON)
        with pytest.raises(NotAllowedNow, match="post_has_ended"):
            people.end_post(post.pk, actor=administrator, now=NOON + timedelta(days=30))
    assert posts_of(actor.user_id)[0].end_date == TODAY


def test_a_post_that_never_began_ends_on_its_first_day(administrator):
    start = TODAY + timedelta(days=30)
    actor = make_actor("reporter", start_date=start)
    (post,) = posts_of(actor.user_id)
    with acting_as(administrator):
        people.end_post(post.pk, actor=administrator, now=NOON)
    assert posts_of(actor.user_id)[0].end_date == start


@pytest.mark.parametrize("days", [-10, 0, 10])
def test_the_same_post_is_not_held_twice_also_when_one_begins_later(days, administrator):
    actor = make_actor("reporter", start_date=TODAY)
    with acting_as(administrator), pytest.raises(RuleBroken, match="post_already_held"):
        people.give_post(
            actor.user_id,
            actor.body_id,
            Role.REPORTER,
            start_date=TODAY + timedelta(days=days),
            actor=administrator,
            now=NOON,
        )


def test_days_are_those_of_the_country(administrator):
    """Just after midnight in the country it is still yesterday in Greenwich."""
    actor = make_actor("reporter")
    (post,) = posts_of(actor.user_id)
    night = NOON.replace(hour=23, minute=30)
    with timezone.override("Asia/Tokyo"), acting_as(administrator):
        people.end_post(post.pk, actor=administrator, now=night)
    assert posts_of(actor.user_id)[0].end_date == TODAY + timedelta(days=1)


def test_nobody_gives_themselves_a_post_or_ends_their_own_administration(administrator):
    (post,) = posts_of(administrator.user_id)
    with acting_as(administrator):
        with pytest.raises(RuleBroken, match="post_for_oneself"):
            people.give_post(
                administrator.user_id,
                administrator.body_id,
                Role.COORDINATOR,
                start_date=TODAY,
                actor=administrator,
                now=NOON,
            )
        with pytest.raises(RuleBroken, match="cannot_remove_oneself"):
            people.end_post(post.pk, actor=administrator, now=NOON)


def test_who_left_gets_no_post(administrator):
    actor = make_actor("reporter")
    with acting_as(administrator):
        people.leave(actor.user_id, actor=administrator, now=NOON)
        with pytest.raises(NotAllowedNow, match="person_has_left"):
            people.give_post(actor.user_id, make_body().pk, Role.HEAD, start_date=TODAY, actor=administrator, now=NOON)


def test_another_address_is_the_one_to_sign_in_with_from_now_on(administrator):
    person = make_person(email="old@example.invalid")
    with acting_as(SIGN_IN):
        UserSession.objects.create(user=person, ip="::1", session_key="k", user_agent="")
        SocialAccount.objects.create(user=person, provider="government", uid="1", extra_data={})
    with acting_as(administrator):
        accounts.change_address(person.pk, " New@example.invalid", actor=administrator, now=NOON)
    with acting_as(SYSTEM):
        person.refresh_from_db()
        assert person.email == "new@example.invalid"
        assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary")) == [
            ("new@example.invalid", True, True)
        ]
        assert not UserSession.objects.filter(user=person).exists()
        assert not SocialAccount.objects.filter(user=person).exists()
    assert "account.address_changed" in trail_of(person.pk)


def test_an_address_of_somebody_else_is_refused(administrator):
    person = make_person()
    make_user("taken@example.invalid")
    with acting_as(administrator), pytest.raises(RuleBroken, match="person_already_signs_in"):
        accounts.change_address(person.pk, "TAKEN@example.invalid", actor=administrator, now=NOON)


def test_lost_second_factors_are_dropped_with_recovery_codes_and_sessions(administrator):
    person = make_person()
    with acting_as(SIGN_IN):
        UserSession.objects.create(user=person, ip="::1", session_key="k", user_agent="")
    with acting_as(administrator):
        accounts.drop_second_factors(person.pk, actor=administrator, now=NOON)
    with acting_as(SIGN_IN):
        assert not Authenticator.objects.filter(user=person).exists()
        assert not UserSession.objects.filter(user=person).exists()
    assert trail_of(person.pk) == ["session.ended", "second_factor.dropped"]


def test_nobody_loosens_their_own_account_or_that_of_somebody_who_left(administrator):
    with acting_as(SYSTEM):
        give_second_factor(User.objects.get(pk=administrator.user_id))
    gone = make_actor("reporter")
    with acting_as(administrator):
        people.leave(gone.user_id, actor=administrator, now=NOON)
        for user_id, refusal in ((administrator.user_id, RuleBroken), (gone.user_id, NotAllowedNow)):
            with pytest.raises(refusal):
                accounts.drop_second_factors(user_id, actor=administrator, now=NOON)
            with pytest.raises(refusal):
                accounts.change_address(user_id, "x@example.invalid", actor=administrator, now=NOON)


def test_everybody_chooses_the_language_of_their_own_mails():
    actor, other = make_actor("reporter"), make_user()
    with acting_as(actor):
        accounts.choose_language("sq", actor=actor, now=NOON)
    with acting_as(SYSTEM):
        assert User.objects.get(pk=actor.user_id).language == "sq"
        assert User.objects.get(pk=other.pk).language == "en"
    with pytest.raises(NotPermitted):
        accounts.choose_language("sq", actor=SIGN_IN, now=NOON)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.PUBLIC}))
def test_nobody_but_the_administrator_changes_people_or_reads_their_addresses(role):
    actor = make_actor(role)
    other, body = make_person(), make_body()
    attempts = (
        lambda: people.invite(newcomer(body), actor=actor, now=NOON),
        lambda: people.withdraw_invitation(body.pk, actor=actor, now=NOON),
        lambda: people.give_post(other.pk, body.pk, Role.HEAD, start_date=TODAY, actor=actor, now=NOON),
        lambda: people.end_post(body.pk, actor=actor, now=NOON),
        lambda: people.leave(other.pk, actor=actor, now=NOON),
        lambda: accounts.change_address(other.pk, "x@example.invalid", actor=actor, now=NOON),
        lambda: accounts.drop_second_factors(other.pk, actor=actor, now=NOON),
        lambda: queries.people(PeopleFilter(), actor=actor, today=TODAY),
        lambda: queries.count_people(PeopleFilter(), actor=actor, today=TODAY),
        lambda: queries.person(other.pk, actor=actor, today=TODAY),
        lambda: queries.open_invitations(actor=actor, now=NOON),
        lambda: queries.successors(other.pk, actor=actor, today=TODAY),
    )
    with acting_as(actor):
        for attempt in attempts:
            with pytest.raises(NotPermitted):
                attempt()


def test_the_list_finds_by_name_address_body_role_and_whether_they_left(administrator):
    body = make_body()
    ana = make_user("ana@example.invalid", full_name="Ana Invented")
    mira = make_user("mira@example.invalid", full_name="Mira Invented")
    make_actor("head", user=ana, body=body)
    make_actor("reporter", user=mira, body=body)
    gone = make_actor("head", user=make_user(full_name="Gone Invented"), body=body)

    def names(**chosen):
        with acting_as(administrator):
            found = queries.people(PeopleFilter(**chosen), actor=administrator, today=TODAY)
            assert queries.count_people(PeopleFilter(**chosen), actor=administrator, today=TODAY) == len(found)
            return [row.full_name for row in found]

    with acting_as(administrator):
        people.leave(gone.user_id, actor=administrator, now=NOON)
    assert names(part_of_name="ana inv") == ["Ana Invented"]
    assert names(part_of_name="MIRA@") == ["Mira Invented"]
    assert names(body_id=body.pk) == ["Ana Invented", "Mira Invented"]
    assert names(body_id=body.pk, role=Role.HEAD) == ["Ana Invented"]
    assert names(has_left=True) == ["Gone Invented"]
    assert names(has_left=True, role=Role.HEAD) == ["Gone Invented"]
    assert names(part_of_name="%") == []


def test_the_list_costs_the_same_for_one_person_as_for_thirty(administrator, django_assert_num_queries):
    def cost():
        with acting_as(administrator), django_assert_num_queries(2):
            queries.people(PeopleFilter(), actor=administrator, today=TODAY)

    cost()
    for _number in range(30):
        make_actor("reporter")
    cost()


def test_successors_are_those_who_work_in_a_body_of_the_leaver_today(administrator):
    body = make_body()
    leaver, colleague = make_actor("reporter", body=body), make_actor("head", body=body)
    make_actor("reporter", body=body, start_date=TODAY + timedelta(days=1))
    make_actor("reporter")
    gone = make_actor("reporter", body=body)
    with acting_as(administrator):
        people.leave(gone.user_id, actor=administrator, now=NOON)
        found = queries.successors(leaver.user_id, actor=administrator, today=TODAY)
    assert [user_id for user_id, _name in found] == [colleague.user_id]


def test_a_body_s_page_names_only_the_people_whom_the_reader_may_see():
    body = make_body()
    head = make_actor("head", body=body, user=make_user(full_name="Head Invented"))
    for actor, expected in (
        (head, ["Head Invented"]),
        (make_actor("coordinator"), ["Head Invented"]),
        (make_actor("reporter"), []),
    ):
        with acting_as(actor):
            assert [name for name, _role in queries.colleagues(body.pk, today=TODAY)] == expected


def test_whoever_holds_no_post_acts_as_the_public_under_their_own_name():
    person = make_user()
    actor = queries.actor_for(person.pk, [], None)
    assert (actor.user_id, actor.body_id, actor.reach, actor.roles) == (person.pk, None, "public", frozenset())
    with acting_as(actor):
        assert list(User.objects.values_list("pk", flat=True)) == [person.pk]
        assert queries.myself(actor=actor, today=TODAY).user_id == person.pk
