"""Somebody leaves: access ends, work goes on."""

from datetime import date
from typing import ClassVar

import pytest
from django.test import Client
from django.urls import path

from zaklon.access.actor import SYSTEM
from zaklon.access.models import Post, User
from zaklon.access.rls import acting_as
from zaklon.access.tests import addresses
from zaklon.access.tests.browsing import is_inside, make_person, mount_pages, sign_in, trail_of
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.config.departure import leave
from zaklon.config.departure_page import departure
from zaklon.notify.commands import deliver_waiting
from zaklon.plan.commands.people import name_reporter
from zaklon.plan.tests.factories import make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_actor("administrator")


@pytest.fixture
def lead():
    return make_body()


@pytest.fixture
def leaver(lead):
    return make_actor("reporter", body=lead)


@pytest.fixture
def activity(lead, leaver):
    made, _period = make_activity(lead=lead)
    head = make_actor("head", body=lead)
    with acting_as(head):
        name_reporter(made.pk, leaver.user_id, actor=head, now=NOON)
    return made


def reporter_of(activity):
    with acting_as(SYSTEM):
        activity.refresh_from_db()
        return activity.reporter_id


def depart(user_id, successor_id, actor):
    with acting_as(actor):
        leave(user_id, successor_id, actor=actor, now=NOON)


def test_work_goes_to_a_successor_who_reports_there_and_they_are_told(
    administrator, lead, leaver, activity, mailoutbox
):
    successor = make_actor("reporter", body=lead)
    depart(leaver.user_id, successor.user_id, administrator)
    assert reporter_of(activity) == successor.user_id
    assert trail_of(activity.pk)[-1] == "activity.handed_over"
    deliver_waiting(now=NOON)
    assert "Work was handed over to you" in [mail.subject for mail in mailoutbox]


def test_work_goes_back_to_the_body_without_a_successor_or_with_one_who_does_not_report(
    administrator, lead, leaver, activity
):
    head = make_actor("head", body=lead)
    depart(leaver.user_id, head.user_id, administrator)
    assert reporter_of(activity) is None


def test_work_goes_back_to_the_body_without_a_successor(administrator, leaver, activity):
    depart(leaver.user_id, None, administrator)
    assert reporter_of(activity) is None


def test_the_account_closes_with_every_post_also_one_that_has_yet_to_begin(administrator, leaver):
    with acting_as(SYSTEM):
        user = User.objects.get(pk=leaver.user_id)
    make_actor("head", user=user, start_date=date(2030, 1, 1))
    depart(leaver.user_id, None, administrator)
    with acting_as(SYSTEM):
        user.refresh_from_db()
        assert (user.is_active, user.left_at) == (False, NOON)
        assert all(post.end_date is not None and post.end_date >= post.start_date for post in user.posts.all())
        assert not Post.objects.held_on(date(2030, 6, 1)).filter(user=user).exists()
    assert trail_of(leaver.user_id)[-1] == "person.left"


@pytest.mark.slow
def test_the_next_request_is_refused(administrator, settings, lead):
    mount_pages(settings)
    person, browser = make_person(), Client()
    make_actor("reporter", user=person, body=lead)
    sign_in(browser, person)
    assert is_inside(browser)
    depart(person.pk, None, administrator)
    assert not is_inside(browser)


def test_nothing_happens_when_one_part_cannot(administrator, leaver, activity, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise NotAllowedNow("invented")

    monkeypatch.setattr("zaklon.config.departure.access.leave", refuse)
    with pytest.raises(NotAllowedNow):
        depart(leaver.user_id, None, administrator)
    assert reporter_of(activity) == leaver.user_id


def test_a_successor_must_work_in_a_body_of_the_leaver_and_be_somebody_else(administrator, leaver):
    stranger = make_actor("reporter")
    with pytest.raises(RuleBroken, match="successor_not_in_body"):
        depart(leaver.user_id, stranger.user_id, administrator)
    with pytest.raises(RuleBroken, match="successor_is_leaving"):
        depart(leaver.user_id, leaver.user_id, administrator)


def test_nobody_leaves_twice_or_removes_themselves(administrator, leaver):
    depart(leaver.user_id, None, administrator)
    with pytest.raises(NotAllowedNow, match="person_has_left"):
        depart(leaver.user_id, None, administrator)
    with pytest.raises(RuleBroken, match="cannot_remove_oneself"):
        depart(administrator.user_id, None, administrator)


@pytest.mark.parametrize("role", ["coordinator", "head", "auditor"])
def test_only_an_administrator_closes_an_account(role, leaver):
    with pytest.raises(NotPermitted):
        depart(leaver.user_id, None, make_actor(role))


class PageAddresses:
    """The page itself, which stands in a layer above those of access."""

    urlpatterns: ClassVar = [
        path("people/<uuid:user_id>/leave/", departure, name="departure"),
        *addresses.urlpatterns,
    ]


@pytest.fixture
def page(settings, administrator):
    """A browser in which the administrator is signed in."""
    mount_pages(settings)
    settings.ROOT_URLCONF = PageAddresses
    browser = Client()
    with acting_as(SYSTEM):
        browser.force_login(User.objects.get(pk=administrator.user_id))
    session = browser.session
    session["second_factor"] = True
    session.save()
    return browser


@pytest.mark.slow
def test_the_page_offers_those_who_work_in_the_same_body_and_closes_the_account(page, lead, leaver, activity):
    successor, stranger = make_actor("reporter", body=lead), make_actor("reporter")
    address = f"/people/{leaver.user_id}/leave/"
    text = page.get(address).content.decode()
    assert f'value="{successor.user_id}"' in text
    assert f'value="{stranger.user_id}"' not in text
    assert page.post(address, {"successor": str(stranger.user_id)}).status_code == 422
    assert page.post(address, {"successor": str(successor.user_id)}).status_code == 302
    assert reporter_of(activity) == successor.user_id
    assert page.post(address, {"successor": ""}).status_code == 409
