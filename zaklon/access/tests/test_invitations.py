"""Invitations: made, accepted once, running out, taken back."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import people
from zaklon.access.models import Invitation
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.browsing import make_person, trail_of
from zaklon.access.tests.factories import NOON, make_actor, make_body, make_user
from zaklon.access.tests.inviting import PASSWORD, accept, invite, newcomer, posts_of
from zaklon.common.errors import NotAllowedNow, RuleBroken

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def administrator():
    return make_actor("administrator")


def test_an_accepted_invitation_makes_an_account_with_its_post(administrator):
    body = make_body()
    invitation_id = invite(newcomer(body, email=" New@Example.invalid ", name=" Invented  Newcomer "), administrator)
    user = accept(invitation_id)
    assert (user.email, user.full_name, user.is_active) == ("new@example.invalid", "Invented Newcomer", True)
    assert user.check_password(PASSWORD)
    (post,) = posts_of(user.pk)
    assert (post.body_id, post.role, post.start_date, post.end_date) == (body.pk, "reporter", TODAY, None)
    with acting_as(SYSTEM):
        address = EmailAddress.objects.get(user=user)
        assert (address.email, address.verified, address.primary) == (user.email, True, True)
    assert trail_of(invitation_id) == ["invitation.sent", "invitation.accepted"]


def test_an_invitation_is_accepted_once(administrator):
    invitation_id = invite(newcomer(make_body()), administrator)
    accept(invitation_id)
    with pytest.raises(NotAllowedNow, match="invitation_not_open"):
        accept(invitation_id)


def test_an_invitation_runs_out_after_seven_days(administrator):
    invitation_id = invite(newcomer(make_body()), administrator)
    with pytest.raises(NotAllowedNow, match="invitation_not_open"):
        accept(invitation_id, now=NOON + timedelta(days=7))
    accept(invitation_id, now=NOON + timedelta(days=7, seconds=-1))


def test_a_withdrawn_invitation_opens_nothing_and_is_withdrawn_once(administrator):
    invitation_id = invite(newcomer(make_body()), administrator)
    with acting_as(administrator):
        people.withdraw_invitation(invitation_id, actor=administrator, now=NOON)
        with pytest.raises(NotAllowedNow, match="invitation_not_open"):
            people.withdraw_invitation(invitation_id, actor=administrator, now=NOON)
    with pytest.raises(NotAllowedNow, match="invitation_not_open"):
        accept(invitation_id)


def test_a_second_invitation_to_an_address_withdraws_the_first(administrator):
    first = invite(newcomer(make_body()), administrator)
    second = invite(newcomer(make_body()), administrator)
    with pytest.raises(NotAllowedNow):
        accept(first)
    accept(second)


@pytest.mark.parametrize("password", ["short", "password1234", "Invented Newcomer", "123456789012"])
def test_a_weak_password_is_refused_and_the_invitation_stays_open(password, administrator):
    invitation_id = invite(newcomer(make_body()), administrator)
    with pytest.raises(RuleBroken) as refused:
        accept(invitation_id, password)
    assert (refused.value.code, refused.value.field) == ("password_too_weak", "password")
    assert refused.value.facts["why"]
    accept(invitation_id)


def test_an_address_that_signs_in_is_not_invited(administrator):
    make_user("taken@example.invalid")
    with pytest.raises(RuleBroken, match="person_already_signs_in"):
        invite(newcomer(make_body(), email="Taken@example.invalid"), administrator)


def test_an_account_made_meanwhile_closes_the_invitation(administrator):
    invitation_id = invite(newcomer(make_body()), administrator)
    make_user("new@example.invalid")
    with pytest.raises(NotAllowedNow, match="invitation_not_open"):
        accept(invitation_id)


@pytest.mark.parametrize(
    ("role", "fields", "code"),
    [
        (Role.PUBLIC, {}, "role_is_no_post"),
        (Role.REPORTER, {"kind": "generic", "is_generic": True}, "body_is_generic"),
        (Role.REPORTER, {"ended": True}, "body_has_ended"),
    ],
)
def test_a_post_that_nobody_can_hold_is_neither_offered_nor_given(role, fields, code, administrator):
    has_ended = fields.pop("ended", False)
    body, person = make_body(**fields), make_user()
    if has_ended:
        with acting_as(SYSTEM):
            body.valid_until = TODAY - timedelta(days=1)
            body.save()
    with pytest.raises(RuleBroken, match=code):
        invite(newcomer(body, role=role), administrator)
    with acting_as(administrator), pytest.raises(RuleBroken, match=code):
        people.give_post(person.pk, body.pk, role, start_date=TODAY, actor=administrator, now=NOON)


def test_a_person_without_a_name_is_not_invited(administrator):
    with pytest.raises(RuleBroken, match="person_without_name"):
        invite(newcomer(make_body(), name="  "), administrator)


def test_somebody_who_left_comes_back_to_the_same_account_with_new_ways_in(administrator):
    person = make_person(email="back@example.invalid")
    make_actor("head", user=person)
    with acting_as(SIGN_IN):
        SocialAccount.objects.create(user=person, provider="government", uid="1", extra_data={})
    with acting_as(administrator):
        people.leave(person.pk, actor=administrator, now=NOON)
    later = NOON + timedelta(days=300)
    user = accept(invite(newcomer(make_body(), email="back@example.invalid"), administrator, later), now=later)
    assert (user.pk, user.is_active, user.left_at, user.joined_at) == (person.pk, True, None, person.joined_at)
    assert [post.role for post in posts_of(user.pk) if post.end_date is None] == ["reporter"]
    with acting_as(SIGN_IN):
        assert not Authenticator.objects.filter(user=user).exists()
        assert not SocialAccount.objects.filter(user=user).exists()
        assert EmailAddress.objects.filter(user=user).count() == 1


def test_a_link_that_was_tampered_with_names_no_invitation(administrator):
    invitation_id = invite(newcomer(make_body()), administrator)
    key = people.invitation_link_key(invitation_id)
    assert people.invitation_of_key(key) == invitation_id
    for wrong in (key[:-1], "x" + key, key.replace(invitation_id.hex, "0" * 32), "", "::", invitation_id.hex):
        assert people.invitation_of_key(wrong) is None


def test_a_link_is_as_old_as_its_invitation_at_most(administrator, monkeypatch):
    invitation_id = invite(newcomer(make_body()), administrator)
    key = people.invitation_link_key(invitation_id)
    import time

    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 8 * 24 * 3600)
    assert people.invitation_of_key(key) is None
    with acting_as(SYSTEM):
        assert Invitation.objects.filter(pk=invitation_id).exists()
