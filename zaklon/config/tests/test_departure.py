"""Somebody leaves: access ends, work goes on."""

import pytest
from django.test import Client

from zaklon.access.actor import SYSTEM
from zaklon.access.models import Post, User
from zaklon.access.rls import acting_as
from zaklon.access.tests.conftest import is_inside, make_person, sign_in, trail_of
from zaklon.access.tests.factories import NOON, make_actor, make_body
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.config.departure import leave
from zaklon.notify.commands import waiting_for
from zaklon.plan.commands.people import name_reporter
from zaklon.plan.queries.work_lists import reporter_of
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
def activity_id(lead, leaver):
    activity, _period = make_activity(lead=lead)
    head = make_actor("head", body=lead)
    with acting_as(head):
        name_reporter(activity.pk, leaver.user_id, actor=head, now=NOON)
    return activity.pk


def depart(user_id, successor_id, actor):
    with acting_as(actor):
        leave(user_id, successor_id, actor=actor, now=NOON)
