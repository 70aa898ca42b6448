"""How long somebody stays signed in, and in how many places."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zaklon.access import guard
from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import people
from zaklon.access.commands.sessions import end_sessions
from zaklon.access.queries import locking
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import is_inside, make_person, sign_in, trail_of
from zaklon.access.tests.factories import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def age(client, key, seconds):
    session = client.session
    session[key] -= seconds
    session.save()


def test_an_unused_session_ends_and_leads_back_after_signing_in(visitor, person, settings, monkeypatch):
    monkeypatch.setattr(guard, "lock_minutes", lambda: 0)
    sign_in(visitor, person)
    age(visitor, "seen", settings.SESSION_IDLE_SECONDS - 5)
    assert is_inside(visitor)
    age(visitor, "seen", settings.SESSION_IDLE_SECONDS + 5)
    answer = visitor.get("/components?x=1")
    assert answer.headers["Location"] == "/account/login/?next=/components%3Fx%3D1"
    assert not is_inside(visitor)
    assert "not used for a while" in visitor.get("/account/login/").content.decode()


def test_a_session_in_constant_use_ends_too(visitor, person, settings):
    sign_in(visitor, person)
    age(visitor, "began", settings.SESSION_COOKIE_AGE - 5)
    assert is_inside(visitor)
    age(visitor, "began", 10)
    assert visitor.get("/").status_code == 302
    assert not is_inside(visitor)


def test_a_fragment_that_htmx_asks_for_is_not_filled_with_a_sign_in_form(visitor, person, settings):
    sign_in(visitor, person)
    age(visitor, "seen", settings.SESSION_IDLE_SECONDS + 5)
    answer = visitor.get("/components", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["HX-Redirect"].startswith("/account/login/")


def test_the_fourth_browser_ends_the_one_used_longest_ago(visitor, person):
    browsers = [visitor, Client(), Client(), Client()]
    for browser, code in zip(browsers[:3], person.recovery_codes, strict=False):
        sign_in(browser, person, code)
    with acting_as(SIGN_IN):
        used_last = UserSession.objects.get(session_key=browsers[0].session.session_key)
        used_last.last_seen_at = timezone.now() + timedelta(minutes=5)
        used_last.save()
    assert [is_inside(browser) for browser in browsers] == [True, True, True, False]
    sign_in(browsers[3], person, person.recovery_codes[3])
    assert [is_inside(browser) for browser in browsers] == [True, False, True, True]
    assert "session.crowded_out" in trail_of(person.pk)


def test_sessions_of_other_people_are_left_alone(visitor, person):
    other, other_browser = make_person(), Client()
    sign_in(other_browser, other)
    for code in person.recovery_codes[:5]:
        sign_in(Client(), person, code)
    assert is_inside(other_browser)


def test_sessions_that_ran_out_take_no_room(visitor, person):
    for code in person.recovery_codes[:2]:
        sign_in(Client(), person, code)
    Session.objects.all().delete()
    sign_in(visitor, person, person.recovery_codes[2])
    sign_in(Client(), person, person.recovery_codes[3])
    with acting_as(SIGN_IN):
        assert UserSession.objects.filter(user=person).count() == 2
    assert "session.crowded_out" not in trail_of(person.pk)


def test_the_list_of_sessions_ends_all_others(visitor, person):
    other = Client()
    sign_in(other, person, person.recovery_codes[0])
    sign_in(visitor, person, person.recovery_codes[1])
    visitor.post("/account/sessions/")
    assert is_inside(visitor)
    assert not is_inside(other)


def test_signing_out_everywhere_ends_every_session(visitor, person):
    sign_in(visitor, person)
    with acting_as(SIGN_IN):
        assert end_sessions(person.pk, actor=SIGN_IN, now=timezone.now()) == 1
        assert end_sessions(person.pk, actor=SIGN_IN, now=timezone.now()) == 0
    assert not is_inside(visitor)


def test_use_is_noted_once_a_minute_and_other_requests_write_nothing(visitor, person):
    sign_in(visitor, person)
    assert is_inside(visitor)  # the first request notes the second factor
    with CaptureQueriesContext(connection) as queries:
        assert is_inside(visitor)
    assert not [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    age(visitor, "seen", 61)
    assert is_inside(visitor)
    assert time.time() - visitor.session["seen"] < 5
    with acting_as(SIGN_IN):
        seen = UserSession.objects.get(user=person).last_seen_at
    assert timezone.now() - seen < timedelta(seconds=5)


def test_whoever_leaves_is_out_with_the_next_request(visitor, person):
    administrator = make_actor("administrator")
    make_actor("reporter", user=person)
    sign_in(visitor, person)
    assert is_inside(visitor)
    with acting_as(administrator):
        people.leave(person.pk, actor=administrator, now=timezone.now())
    assert not is_inside(visitor)
    with acting_as(SYSTEM):
        assert not UserSession.objects.filter(user=person).exists()


def test_an_ended_post_takes_its_rights_with_the_next_request(visitor, person):
    administrator = make_actor("administrator")
    make_actor("reporter", user=person)
    sign_in(visitor, person)
    assert visitor.get("/").content.startswith(b"body")
    with acting_as(SYSTEM):
        post_id = person.posts.get().pk
    with acting_as(administrator):
        people.end_post(post_id, actor=administrator, now=timezone.now())
    assert visitor.get("/").content.startswith(b"public")


@pytest.fixture
def ten_minutes():
    """The lock of a pack that says nothing, asked anew."""
    locking.forget()
    yield 10 * 60
    locking.forget()


def test_a_session_that_nobody_used_for_ten_minutes_is_locked_until_its_person_proves_it(visitor, person, ten_minutes):
    sign_in(visitor, person)
    age(visitor, "seen", ten_minutes - 5)
    assert is_inside(visitor)
    age(visitor, "seen", ten_minutes + 65)
    answer = visitor.get("/components?x=1")
    assert answer.headers["Location"] == "/account/2fa/reauthenticate/?next=%2Fcomponents%3Fx%3D1"
    assert visitor.get("/components").status_code == 302, "asking again is no use of the page"
    assert "nobody used them for a while" in visitor.get("/account/2fa/reauthenticate/").content.decode()
    wrong = visitor.post("/account/2fa/reauthenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert visitor.get("/components").status_code == 302
    code = person.recovery_codes[0]
    answer = visitor.post("/account/2fa/reauthenticate/?next=/components", {"code": code})
    assert answer.headers["Location"] == "/components"
    assert visitor.get("/components").status_code == 200


def test_what_is_sent_from_a_locked_page_is_not_done_and_that_is_said(visitor, person, ten_minutes):
    sign_in(visitor, person)
    age(visitor, "seen", ten_minutes + 65)
    answer = visitor.post("/me/language/", {"language": "sq"})
    assert answer.headers["Location"] == "/account/2fa/reauthenticate/"
    person.refresh_from_db()
    assert person.language != "sq"
    assert "was not kept" in visitor.get("/account/2fa/reauthenticate/").content.decode()


def test_a_page_can_lock_its_session_and_ask_whether_it_is_open(visitor, person, ten_minutes):
    sign_in(visitor, person)
    time.sleep(0.01)
    assert visitor.get("/me/still-here/").status_code == 204
    assert visitor.post("/me/lock/").status_code == 204
    assert visitor.get("/me/still-here/").status_code == 423
    assert visitor.get("/components").status_code == 302
    visitor.post("/account/2fa/reauthenticate/", {"code": person.recovery_codes[0]})
    assert visitor.get("/me/still-here/").status_code == 204


def test_proving_oneself_again_gives_a_new_token_and_the_old_one_opens_nothing(visitor, person, ten_minutes):
    sign_in(visitor, person)
    former = visitor.session.session_key
    visitor.post("/me/lock/")
    visitor.post("/account/2fa/reauthenticate/", {"code": person.recovery_codes[0]})
    renewed = visitor.session.session_key
    assert renewed != former
    assert is_inside(visitor)
    visitor.cookies["sessionid"] = former
    assert not is_inside(visitor)
    with acting_as(SIGN_IN):
        assert list(UserSession.objects.filter(user=person).values_list("session_key", flat=True)) == [renewed]


def test_a_locked_session_can_still_sign_out(visitor, person, ten_minutes):
    sign_in(visitor, person)
    visitor.post("/me/lock/")
    assert visitor.post("/account/logout/").status_code == 302
    assert not is_inside(visitor)


def test_a_pack_can_set_another_time_and_zero_locks_never(visitor, person, monkeypatch):
    sign_in(visitor, person)
    monkeypatch.setattr(guard, "lock_minutes", lambda: 0)
    age(visitor, "seen", 20 * 60)
    assert visitor.get("/components").status_code == 200
    monkeypatch.setattr(guard, "lock_minutes", lambda: 2)
    age(visitor, "seen", 3 * 60 + 5)
    assert visitor.get("/components").status_code == 302
