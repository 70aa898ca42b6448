"""A form that is sent again after its answer was lost is done once, whatever it creates."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.faults.case import make_world
from tests.faults.test_odd_input import everything
from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.queries import entries

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def world(settings, tmp_path):
    settings.ATTACHMENTS_DIR = tmp_path
    return make_world()


def creates(world):
    """Every kind of creating something in a case, as the forms send it."""
    with acting_as(SYSTEM):
        user, body = world.colleague.pk, world.ids["body_id"][0]
    return {
        "raise_flag": {"kind": "missing"},
        "add_person": {"sex": "unknown", "age_group": "adult"},
        "add_task": {
            "kind": "follow_up",
            "post": f"{user} {body}",
            "due-day": "1",
            "due-month": "2",
            "due-year": "2030",
        },
    }


@pytest.mark.parametrize("verb", ["raise_flag", "add_person", "add_task"])
def test_the_same_form_twice_is_one_record(world, verb):
    client: Client = world.insider()
    address = reverse(f"cases:{verb}", kwargs={"code": world.ids["code"][0]})
    form = {**creates(world)[verb], "csrfmiddlewaretoken": "t" * 64}
    before = everything()
    first = client.post(address, form)
    assert first.status_code == 302, first.content.decode()[:3000]
    after = everything()
    assert after != before
    again = client.post(address, form)
    assert (again.status_code, again.headers["Location"]) == (302, first.headers["Location"])
    assert everything() == after


def test_the_same_words_from_another_page_are_another_record(world):
    client = world.insider()
    address = reverse("cases:add_task", kwargs={"code": world.ids["code"][0]})
    form = creates(world)["add_task"]
    client.post(address, {**form, "csrfmiddlewaretoken": "a" * 64})
    one = everything()["cases_task"]
    client.post(address, {**form, "csrfmiddlewaretoken": "b" * 64})
    assert everything()["cases_task"] != one


def test_a_form_that_was_shown_again_can_be_mended_and_sent(world):
    client = world.insider()
    address = reverse("cases:raise_flag", kwargs={"code": world.ids["code"][0]})
    token = {"csrfmiddlewaretoken": "c" * 64}
    for _time in range(2):
        assert client.post(address, token).status_code in {200, 422}
    assert client.post(address, {"kind": "missing", **token}).status_code == 302


def test_nobody_is_led_by_the_form_of_somebody_else(world):
    from zaklon.access.roles import Role

    address = reverse("cases:raise_flag", kwargs={"code": world.ids["code"][0]})
    form = {"kind": "missing", "csrfmiddlewaretoken": "d" * 64}
    assert world.insider().post(address, form).status_code == 302
    assert world.client(Role.CASE_MANAGER).post(address, form).status_code == 404


def test_a_repeated_form_is_not_on_the_trail_twice(world):
    client = world.insider()
    code = world.ids["code"][0]
    address = reverse("cases:raise_flag", kwargs={"code": code})
    form = {"kind": "missing", "csrfmiddlewaretoken": "e" * 64}
    client.post(address, form)
    with acting_as(SYSTEM):
        before = len(entries(subject=code))
    client.post(address, form)
    with acting_as(SYSTEM):
        assert len(entries(subject=code)) == before
