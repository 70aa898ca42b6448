"""Guessing stops, nobody else is kept out, and the lock ends by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access import rules
from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import lockout
from zaklon.access.models import SignInFailure
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import code_now, is_inside, make_person, post_password, sign_in
from zaklon.access.tests.factories import NOON
from zaklon.audit.queries import entries

db = pytest.mark.django_db
slow = pytest.mark.slow
WRONG = "not the password at all"
HERE, THERE = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


@pytest.fixture
def known(visitor):
    return make_person()


@pytest.fixture
def roomy(settings):
    """Without allauth's own limits by minute, to see the lock alone."""
    settings.ACCOUNT_RATE_LIMITS = False


def answer_text(answer):
    """What the answer says, without what differs from form to form."""
    import re

    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r'value="[^"]*@example.invalid"', "", text)


def is_locked(answer):
    return "Sign-in is locked" in answer.content.decode()


@db
@slow
def test_after_five_failures_even_the_right_password_is_refused(visitor, known, roomy):
    for _attempt in range(5):
        assert not is_locked(post_password(visitor, known, WRONG))
    assert is_locked(post_password(visitor, known))
    assert not is_inside(visitor)


@db
@slow
def test_the_lock_holds_for_this_account_from_this_address_only(visitor, known, roomy):
    for _attempt in range(5):
        post_password(visitor, known, WRONG, **HERE)
    assert is_locked(post_password(visitor, known, **HERE))
    assert post_password(visitor, known, **THERE).status_code == 302
    assert post_password(Client(), make_person(), **HERE).status_code == 302


@db
@slow
def test_the_lock_ends_by_itself(visitor, known, roomy):
    for _attempt in range(5):
        post_password(visitor, known, WRONG)
    with acting_as(SYSTEM):
        SignInFailure.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    sign_in(visitor, known)
    with acting_as(SYSTEM):
        assert not SignInFailure.objects.exists()


@db
@slow
def test_an_unknown_account_gets_the_same_answers_as_a_known_one(visitor, known, roomy):
    from types import SimpleNamespace

    nobody = SimpleNamespace(email="nobody@example.invalid")
    for _attempt in range(6):
        first, second = post_password(Client(), known, WRONG), post_password(Client(), nobody, WRONG)
        assert (first.status_code, answer_text(first)) == (second.status_code, answer_text(second))
    assert is_locked(second)


@db
@slow
def test_the_address_may_be_written_in_any_case(visitor, known, roomy):
    for _attempt in range(5):
        visitor.post("/account/login/", {"login": known.email.upper(), "password": WRONG})
    assert is_locked(post_password(visitor, known))


@db
@slow
def test_codes_of_the_second_factor_are_locked_too_from_every_address(visitor, known, roomy):
    post_password(visitor, known)
    for number in range(5):
        assert not is_locked(visitor.post("/account/2fa/authenticate/", {"code": f"00000{number}"}))
    assert is_locked(visitor.post("/account/2fa/authenticate/", {"code": code_now()}))
    elsewhere = Client(REMOTE_ADDR="192.0.2.2")
    post_password(elsewhere, known)
    assert is_locked(elsewhere.post("/account/2fa/authenticate/", {"code": code_now()}))


@db
@slow
def test_without_the_lock_the_limit_by_minute_still_counts_by_account_and_address(visitor, known, monkeypatch):
    monkeypatch.setattr(rules, "lock_time", lambda _failures: None)
    answers = [post_password(visitor, known, WRONG, **HERE) for _attempt in range(11)]
    assert "Too many failed" in answers[-1].content.decode()
    assert post_password(Client(), known, **THERE).status_code == 302


@db
def test_failures_leave_a_trace_that_names_nobody(visitor, known):
    post_password(visitor, known, WRONG)
    with acting_as(SYSTEM):
        (entry,) = entries(limit=5)
    assert entry.action == "sign_in.failed"
    assert known.email not in str(entry)


@db
def test_a_failure_long_ago_is_forgotten():
    with acting_as(SIGN_IN):
        for _attempt in range(4):
            assert lockout.count_failure("a@example.invalid", "::", now=NOON) is None
        later = NOON + rules.FORGET_FAILURES_AFTER + timedelta(seconds=1)
        assert lockout.count_failure("a@example.invalid", "::", now=later) is None


@db
def test_each_further_five_failures_cost_more():
    with acting_as(SIGN_IN):
        locks = [lockout.count_failure("a@example.invalid", "::", now=NOON) for _attempt in range(20)]
    assert [lock - NOON for lock in locks if lock] == [
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=2),
    ]


@given(st.integers(min_value=0, max_value=1000))
def test_a_lock_begins_exactly_at_every_fifth_failure(failures):
    assert (rules.lock_time(failures) is not None) == (failures > 0 and failures % 5 == 0)


@given(st.integers(min_value=1, max_value=200), st.integers(min_value=1, max_value=200))
def test_more_failures_never_lock_for_less(first, second):
    fewer, more = sorted((first * 5, second * 5))
    fewer_time, more_time = rules.lock_time(fewer), rules.lock_time(more)
    assert fewer_time is not None
    assert more_time is not None
    assert fewer_time <= more_time
