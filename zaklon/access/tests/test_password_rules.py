"""What a password may be, what a session is called, and what a browser keeps after signing out."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.forms.password_words import WORDS
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import PASSWORD, is_inside, make_person, post_password, sign_in
from zaklon.access.tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("password", ["vjetar nosi lišće", "ONLY-LARGE-LETTERS", "шума и река зими", "x7" * 60])
def test_any_composition_and_any_length_will_do(password):
    validate_password(password, make_user())


@pytest.mark.parametrize("password", ["Zaklon zaklon 2026", "zaklonLozinka1", *(f"{word}{word}" for word in WORDS)])
def test_words_of_the_place_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_word_of_the_place_in_a_long_password_does_no_harm():
    validate_password("naš zaklon je kuća na brdu")


def test_a_password_is_taken_exactly_as_typed(visitor, person):
    long = "  Tačno Ovako  " + "ž" * 80
    with acting_as(SYSTEM):
        person.set_password(long)
        person.save()
    for wrong in (long.lower(), long[:-1], long + " ", long[:72]):
        assert post_password(Client(), person, wrong).status_code == 200
    assert post_password(visitor, person, long).headers["Location"] == "/account/2fa/authenticate/"


def test_a_password_does_not_run_out(visitor, person):
    with acting_as(SYSTEM):
        person.date_joined = timezone.now() - timedelta(days=4000)
        person.last_login = timezone.now() - timedelta(days=2000)
        person.save()
    sign_in(visitor, person)
    assert is_inside(visitor)


def test_a_session_has_a_long_random_name_that_changes_at_sign_in(visitor, person, settings):
    names = set()
    for browser, code in ((visitor, ""), (Client(), person.recovery_codes[0])):
        post_password(browser, person, PASSWORD)
        before = browser.cookies[settings.SESSION_COOKIE_NAME].value
        browser.post("/account/2fa/authenticate/", {"code": code} if code else {"code": person.recovery_codes[1]})
        after = browser.cookies[settings.SESSION_COOKIE_NAME].value
        assert before != after
        # 32 letters of 36: more than 160 bits.
        assert re.fullmatch(r"[a-z0-9]{32}", after)
        names |= {before, after}
    assert len(names) == 4


def test_recovery_codes_are_long_and_all_different():
    codes = make_person().recovery_codes
    assert len(set(codes)) == len(codes) == 10
    # Eight hexadecimal digits: 32 bits, of which each wrong guess counts towards the lock.
    assert all(re.fullmatch(r"[0-9a-f]{8}", code) for code in codes)


def test_signing_out_tells_the_browser_to_forget(visitor, person):
    sign_in(visitor, person)
    assert "Clear-Site-Data" not in visitor.get("/components").headers
    answer = visitor.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store" or "no-store" in answer.headers["Cache-Control"]
