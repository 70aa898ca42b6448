"""Where each post begins after signing in: at its own work."""

from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import resolve

from zaklon.access.actor import Actor
from zaklon.access.roles import Role
from zaklon.cases.rules.matrix import MATRIX
from zaklon.config.urls import home

WORK = {*MATRIX, Role.CASE_SUPERVISOR}


def begins_at(*roles):
    request = RequestFactory().get("/")
    request.actor = Actor.holding(frozenset(roles), user_id=uuid4(), body_id=uuid4())
    return resolve(home(request).headers["Location"]).view_name


@pytest.mark.parametrize(
    ("role", "view"),
    [
        (Role.FIRST_RESPONDER, "signal:home"),
        (Role.HOTLINE_OPERATOR, "helpline:home"),
        (Role.HOTLINE_SUPERVISOR, "helpline:home"),
        (Role.TEAM_SECRETARY, "team:home"),
        (Role.SHELTER_STAFF, "protection:shelter"),
        (Role.RESIDENCE_OFFICER, "protection:residence"),
        (Role.CASE_MANAGER, "cases:home"),
        (Role.POLICE_INVESTIGATOR, "cases:home"),
        (Role.CASE_SUPERVISOR, "cases:home"),
        (Role.BOARD_MEMBER, "board:home"),
        (Role.COORDINATOR, "plan:dashboard"),
        (Role.REPORTER, "plan:dashboard"),
    ],
)
def test_a_post_begins_at_its_own_work(role, view):
    assert begins_at(role) == view


def test_two_kinds_of_work_begin_where_both_find_theirs():
    assert begins_at(Role.SHELTER_STAFF, Role.CASE_MANAGER) == "cases:home"
    assert begins_at(Role.CASE_MANAGER, Role.REPORTER) == "plan:dashboard"


@pytest.mark.parametrize("role", sorted(WORK))
def test_nobody_who_works_on_cases_is_led_to_a_page_of_others(role):
    allowed = {"signal:home", "team:home", "protection:shelter", "protection:residence", "cases:home", "helpline:home"}
    assert begins_at(role) in allowed
