"""Government sign-on: it proves who somebody is, and lets in only whom we know."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import is_inside, make_person, sign_in, who_acts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SERVICE = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "government",
                "name": "Invented e-Government",
                "client_id": "zaklon",
                "secret": "invented",
                "settings": {"server_url": "https://sign-on.invalid"},
            }
        ]
    }
}


@pytest.fixture
def sign_on(visitor, settings):
    settings.SOCIALACCOUNT_PROVIDERS = SERVICE
    settings.ROOT_URLCONF = "zaklon.access.tests.sign_on_addresses"
    return visitor


def arrive(client, email, *, uid="id-1", verified="yes", **said):
    return client.post("/account/arrive/", {"sub": uid, "email": email, "email_verified": verified, **said})


def accounts():
    with acting_as(SIGN_IN):
        return list(SocialAccount.objects.values_list("user_id", "uid", "extra_data"))


def test_the_sign_in_page_offers_the_service_by_its_name(sign_on):
    page = sign_on.get("/account/login/").content.decode()
    assert "Sign in with Invented e-Government" in page
    assert reverse("openid_connect_login", kwargs={"provider_id": "government"}) in page


def test_without_the_setting_no_service_is_offered(visitor):
    page = visitor.get("/account/login/").content.decode()
    assert "Sign in with Invented" not in page
    assert "/account/oidc/" not in page


def test_a_known_person_with_a_verified_address_gets_in_after_the_second_factor(sign_on, person):
    answer = arrive(sign_on, person.email)
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert not is_inside(sign_on)
    sign_on.post("/account/2fa/authenticate/", {"code": person.recovery_codes[0]})
    assert who_acts(sign_on)[1] == str(person.pk)


def test_a_known_person_without_second_factor_must_set_one_up(sign_on, newcomer):
    arrive(sign_on, newcomer.email)
    assert sign_on.get("/").headers["Location"] == "/account/2fa/totp/activate/"


def test_the_second_time_the_service_is_known_by_its_own_number(sign_on, person):
    arrive(sign_on, person.email)
    arrive(sign_on, "changed@example.invalid")
    sign_on.post("/account/2fa/authenticate/", {"code": person.recovery_codes[0]})
    assert who_acts(sign_on)[1] == str(person.pk)


def test_nothing_that_the_service_says_about_the_person_is_kept(sign_on, person):
    for _time in range(2):
        arrive(sign_on, person.email, name="Somebody Private", personal_number="0101990123456")
    assert accounts() == [(person.pk, "id-1", {})]


@pytest.mark.parametrize("verified", ["no", "false", "maybe", ""])
def test_an_address_that_the_service_has_not_verified_is_worth_nothing(verified, sign_on, person):
    arrive(sign_on, person.email, verified=verified)
    assert not is_inside(sign_on)
    assert accounts() == []


def test_a_stranger_gets_a_calm_page_and_no_account(sign_on):
    with acting_as(SYSTEM):
        before = User.objects.count()
    answer = arrive(sign_on, "stranger@example.invalid")
    assert answer.status_code == 200
    assert not is_inside(sign_on)
    assert accounts() == []
    with acting_as(SYSTEM):
        assert User.objects.count() == before
        assert not EmailAddress.objects.filter(email="stranger@example.invalid").exists()


def test_a_closed_account_stays_closed(sign_on, person):
    with acting_as(SYSTEM):
        User.objects.filter(pk=person.pk).update(is_active=False)
    arrive(sign_on, person.email)
    assert not is_inside(sign_on)


def test_nobody_joins_a_foreign_account_to_their_own(sign_on, person):
    sign_in(sign_on, person)
    assert arrive(sign_on, "other@example.invalid", process="connect").status_code == 403
    assert accounts() == []


def test_two_people_keep_their_own_accounts(sign_on, person):
    other = make_person()
    arrive(sign_on, person.email)
    sign_on.post("/account/logout/")
    arrive(sign_on, other.email, uid="id-2")
    assert {user_id for user_id, _uid, _data in accounts()} == {person.pk, other.pk}


def test_an_abandoned_or_failed_sign_on_leads_back(sign_on):
    assert sign_on.get("/account/3rdparty/login/cancelled/").status_code == 200
    assert sign_on.get("/account/3rdparty/login/error/").status_code == 401
