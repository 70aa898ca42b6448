"""The way in: password, second factor, and what stands open meanwhile."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import get_resolver

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import (
    SECRET,
    code_now,
    is_inside,
    make_person,
    post_password,
    sign_in,
    trail_of,
    who_acts,
)
from zaklon.access.tests.factories import make_actor, make_body

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SET_UP = "/account/2fa/totp/activate/"


def test_password_and_code_let_a_person_in(visitor, person):
    sign_in(visitor, person)
    assert who_acts(visitor) == ["public", str(person.pk), "None"]
    assert trail_of(person.pk) == ["sign_in.done"]


def test_a_person_acts_for_the_body_of_the_post_they_hold(visitor, person):
    actor = make_actor("reporter", user=person)
    sign_in(visitor, person)
    assert who_acts(visitor) == ["body", str(person.pk), str(actor.body_id)]


def test_the_password_alone_opens_nothing(visitor, person):
    post_password(visitor, person)
    assert who_acts(visitor) == ["public", "None", "None"]
    assert visitor.get("/account/2fa/").headers["Location"].startswith("/account/login/")


def test_a_wrong_code_does_not_let_in_and_a_code_works_once(visitor, person):
    post_password(visitor, person)
    assert visitor.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    code = code_now()
    visitor.post("/account/2fa/authenticate/", {"code": code})
    assert is_inside(visitor)
    other = Client()
    post_password(other, person)
    assert other.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert not is_inside(other)


def test_a_recovery_code_lets_in_once(visitor, person):
    code = person.recovery_codes[0]
    sign_in(visitor, person, code)
    assert is_inside(visitor)
    other = Client()
    post_password(other, person)
    assert other.post("/account/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_code_of_the_app_runs_out_with_its_half_minute(person, settings, monkeypatch):
    settings.MFA_TOTP_TOLERANCE = 0
    shown_at = 30 * 60_000_000  # the beginning of a half minute
    code = totp.format_hotp_value(totp.hotp_value(SECRET, shown_at // 30))
    for seconds, is_good in ((-1, False), (0, True), (29, True), (30, False), (3600, False)):
        monkeypatch.setattr(totp.time, "time", lambda moment=shown_at + seconds: moment)
        assert totp.validate_totp_code(SECRET, code) is is_good, seconds


def test_without_second_factor_every_page_leads_to_its_set_up(visitor, newcomer):
    make_actor("administrator", user=newcomer)
    post_password(visitor, newcomer)
    for path in ("/", "/guarded/", "/components", "/account/password/change/", "/account/sessions/", "/nowhere/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP), path
        assert visitor.post(path).headers["Location"] == SET_UP, path
    assert visitor.get(SET_UP).status_code == 200
    assert visitor.get("/account/2fa/webauthn/add/").status_code == 200


def test_the_language_can_be_chosen_before_the_second_factor_is_set_up(visitor, newcomer):
    post_password(visitor, newcomer)
    answer = visitor.post("/language", {"language": "sq", "next": SET_UP})
    assert answer.headers["Location"] == SET_UP
    assert "sq" in visitor.get(SET_UP).headers["Content-Language"]


def test_setting_up_the_app_shows_recovery_codes_and_opens_the_pages(visitor, newcomer):
    post_password(visitor, newcomer)
    visitor.get(SET_UP)
    answer = visitor.post(SET_UP, {"code": code_now(visitor.session["mfa.totp.secret"])})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    assert visitor.get("/account/2fa/recovery-codes/").status_code == 200
    assert visitor.get("/account/2fa/recovery-codes/download/").status_code == 200
    assert is_inside(visitor)
    assert trail_of(newcomer.pk) == ["sign_in.done", "second_factor.added", "recovery_codes.made"]


def test_secrets_of_second_factors_lie_sealed(person):
    with acting_as(SIGN_IN):
        stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    from zaklon.access.tests.browsing import SECRET

    assert SECRET not in stored
    assert not any(code in stored for code in person.recovery_codes)


def test_a_session_older_than_the_second_factor_ends_when_it_is_set_up(visitor, newcomer):
    thief = Client()
    post_password(thief, newcomer)
    post_password(visitor, newcomer)
    visitor.get(SET_UP)
    visitor.post(SET_UP, {"code": code_now(visitor.session["mfa.totp.secret"])})
    assert is_inside(visitor)
    assert who_acts(thief) == ["public", "None", "None"]


def test_a_session_that_never_showed_the_second_factor_may_only_show_it(visitor, newcomer):
    post_password(visitor, newcomer)
    from zaklon.access.tests.browsing import give_second_factor

    codes = give_second_factor(newcomer)
    for path in ("/", "/account/2fa/", "/account/2fa/recovery-codes/", SET_UP):
        assert visitor.get(path).headers["Location"] == "/account/2fa/reauthenticate/", path
    visitor.post("/account/2fa/reauthenticate/", {"code": codes[0]})
    assert is_inside(visitor)


def test_the_last_second_factor_cannot_be_dropped(visitor, person):
    sign_in(visitor, person)
    visitor.post("/account/2fa/totp/deactivate/")
    with acting_as(SIGN_IN):
        assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_new_recovery_codes_replace_the_old_ones_and_leave_a_trace(visitor, person):
    sign_in(visitor, person)
    assert visitor.post("/account/2fa/recovery-codes/generate/").status_code == 302
    assert trail_of(person.pk)[-1] == "recovery_codes.made"
    other = Client()
    post_password(other, person)
    assert other.post("/account/2fa/authenticate/", {"code": person.recovery_codes[0]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/recovery-codes/",
        "/account/2fa/recovery-codes/generate/",
        "/account/password/change/",
        "/account/sessions/",
        "/account/2fa/reauthenticate/",
        "/account/reauthenticate/",
        "/account/logout/",
    ],
)
def test_the_pages_about_signing_in_open_for_a_person_inside(path, visitor, person):
    sign_in(visitor, person)
    assert visitor.get(path).status_code == 200


def test_what_concerns_the_safety_of_the_account_wants_a_fresh_proof(visitor, person):
    sign_in(visitor, person)
    session = visitor.session
    session["began"] -= 400
    session.save()
    answer = visitor.get("/account/2fa/recovery-codes/")
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    visitor.post("/account/reauthenticate/", {"password": "correct horse battery"})
    assert visitor.get("/account/2fa/recovery-codes/").status_code == 200


def test_the_sign_in_page_offers_a_passkey_and_its_challenge_is_served(visitor):
    page = visitor.get("/account/login/").content.decode()
    assert "passkey" in page
    assert 'type="password"' in page
    answer = visitor.get("/account/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert "challenge" in answer.json()["request_options"]["publicKey"]


def test_a_foreign_passkey_is_refused(visitor):
    visitor.get("/account/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    visitor.post("/account/2fa/webauthn/login/", {"credential": "{}"})
    assert not is_inside(visitor)


def test_a_closed_account_cannot_sign_in(visitor, person):
    with acting_as(SYSTEM):
        User.objects.filter(pk=person.pk).update(is_active=False)
    assert post_password(visitor, person).headers["Location"] == "/account/inactive/"
    assert not is_inside(visitor)
    assert visitor.get("/account/inactive/").status_code == 200


def test_a_password_change_signs_out_everywhere(visitor, person):
    sign_in(visitor, person)
    other = Client()
    sign_in(other, person, person.recovery_codes[0])
    new = "an entirely other phrase"
    visitor.post(
        "/account/password/change/", {"oldpassword": "correct horse battery", "password1": new, "password2": new}
    )
    assert "password.set" in trail_of(person.pk)
    assert not is_inside(visitor)
    assert not is_inside(other)


@pytest.mark.parametrize(
    "path",
    [
        "/account/signup/",
        "/account/signup/passkey/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/confirm-email/abc/",
        "/account/login/code/",
        "/account/login/code/confirm/",
        "/account/3rdparty/",
        "/account/3rdparty/signup/",
        "/account/social/signup/",
        "/account/oidc/government/login/",
        "/account/oidc/government/login/callback/",
        "/account/2fa/webauthn/signup/",
        "/account/2fa/trust/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_doors_that_we_do_not_want_are_not_there(method, path, visitor, person):
    assert getattr(visitor, method)(path).status_code == 404
    sign_in(visitor, person)
    assert getattr(visitor, method)(path).status_code == 404


def test_every_address_of_sign_in_is_one_that_these_tests_know(pages):
    """A new door is added here with its test, never by including a whole package."""
    from zaklon.access.urls import sign_in as list_of_doors

    resolver = get_resolver("zaklon.access.urls.sign_in")
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    assert list_of_doors.urlpatterns
    assert names == {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_login_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "usersessions_list",
    }


def test_a_page_that_needs_a_permission_sends_a_visitor_to_sign_in_and_back(visitor, person):
    answer = visitor.get("/guarded/?page=2")
    assert answer.headers["Location"] == "/account/login/?next=/guarded/%3Fpage%3D2"
    assert visitor.post("/guarded/").status_code == 403
    answer = visitor.get("/guarded/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/account/login/?next=/guarded/")


def test_a_refusal_of_someone_signed_in_stays_on_record(visitor, person):
    sign_in(visitor, person)
    assert visitor.get("/guarded/").status_code == 403
    with acting_as(SYSTEM):
        from zaklon.audit.queries import entries

        found = entries(user_id=person.pk)[0]
    assert (found.action, found.subject) == ("refused.permission", "guarded")


def test_nobody_is_led_to_a_foreign_site_after_signing_in(visitor, person):
    visitor.post(
        "/account/login/?next=https://example.invalid/",
        {"login": person.email, "password": "correct horse battery", "next": "https://example.invalid/"},
    )
    answer = visitor.post("/account/2fa/authenticate/", {"code": code_now()})
    assert answer.headers["Location"] == "/"


def test_two_people_in_one_browser_do_not_mix(visitor, person):
    sign_in(visitor, person)
    visitor.post("/account/logout/")
    assert trail_of(person.pk)[-1] == "sign_in.ended"
    other = make_person(second_factor=False)
    post_password(visitor, other)
    assert visitor.get("/").headers["Location"] == SET_UP


def test_the_chosen_body_counts_only_while_the_post_lasts(visitor, person):
    first = make_actor("reporter", user=person, body=make_body(), start_date=date(2019, 1, 1))
    second = make_actor("coordinator", user=person, body=make_body())
    sign_in(visitor, person)
    session = visitor.session
    session["body"] = str(second.body_id)
    session.save()
    assert who_acts(visitor) == ["office", str(person.pk), str(second.body_id)]
    session["body"] = "made up"
    session.save()
    assert who_acts(visitor) == ["body", str(person.pk), str(first.body_id)]
