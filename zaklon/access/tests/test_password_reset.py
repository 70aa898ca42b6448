"""A forgotten password: the answer says nothing, and the link is made by the sending worker."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import passwords
from zaklon.access.models import PasswordReset, User
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import is_inside, make_person, post_password, sign_in, trail_of
from zaklon.access.tests.test_lockout import answer_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEW = "an entirely other phrase"


def ask(email):
    return Client().post("/account/password/reset/", {"email": email}, follow=True)


def link_for(user):
    with acting_as(SYSTEM):
        (waiting,) = passwords.take_waiting_resets(now=timezone.now())
        assert waiting.user_id == user.pk
        return passwords.reset_path(user.pk)


def set_password(client, link, password=NEW):
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(path, {"password1": password, "password2": password})


def test_the_answer_is_the_same_for_known_unknown_and_closed_accounts(visitor, person):
    closed = make_person()
    with acting_as(SYSTEM):
        User.objects.filter(pk=closed.pk).update(is_active=False)
    answers = [ask(email) for email in (person.email, "nobody@example.invalid", closed.email)]
    assert len({(answer.status_code, answer_text(answer)) for answer in answers}) == 1
    with acting_as(SYSTEM):
        assert list(PasswordReset.objects.values_list("user_id", flat=True)) == [person.pk]


def test_nothing_is_sent_while_the_person_waits_for_the_answer(visitor, person):
    ask(person.email)
    assert mail.outbox == []


def test_asking_again_before_the_mail_is_sent_sends_one(visitor, person):
    ask(person.email)
    ask(person.email)
    link_for(person)
    with acting_as(SYSTEM):
        assert passwords.take_waiting_resets(now=timezone.now()) == []


def test_the_link_sets_a_password_once_and_the_second_factor_is_still_asked_for(visitor, person):
    inside = Client()
    sign_in(inside, person)
    ask(person.email)
    link = link_for(person)
    assert person.full_name not in link
    assert set_password(visitor, link).status_code == 302
    assert not is_inside(visitor)
    assert not is_inside(inside)
    assert "password.set" in trail_of(person.pk)
    assert post_password(visitor, person, NEW).headers["Location"] == "/account/2fa/authenticate/"
    assert set_password(Client(), link, "again another phrase").status_code == 200
    assert post_password(Client(), person, "again another phrase").status_code == 200


def test_a_weak_password_is_refused(visitor, person):
    ask(person.email)
    link = link_for(person)
    for weak in ("short", "password1234", person.full_name):
        assert set_password(Client(), link, weak).status_code == 200
    assert post_password(visitor, person).status_code == 302


def test_an_old_link_opens_nothing(visitor, person, settings):
    ask(person.email)
    link = link_for(person)
    settings.PASSWORD_RESET_TIMEOUT = -1
    set_password(visitor, link)
    assert post_password(Client(), person, NEW).status_code == 200


def test_a_link_of_a_person_who_left_meanwhile_opens_nothing(visitor, person):
    ask(person.email)
    link = link_for(person)
    with acting_as(SYSTEM):
        User.objects.filter(pk=person.pk).update(is_active=False)
    set_password(visitor, link)
    assert not is_inside(visitor)
    assert post_password(Client(), person, NEW).headers.get("Location") != "/account/2fa/authenticate/"


def test_a_request_cannot_be_read_or_queued_by_those_who_merely_ask(person):
    with acting_as(SIGN_IN):
        passwords.ask_for_reset(person.pk, actor=SIGN_IN, now=timezone.now())
        assert PasswordReset.objects.update(queued_at=timezone.now()) == 0
