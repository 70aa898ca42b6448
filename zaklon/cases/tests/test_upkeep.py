"""Counts for whoever runs the system, and checks that find what is wrong between tables."""

from dataclasses import asdict

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import Assignment, Case, Listing
from zaklon.cases.queries.upkeep import consistency, standing
from zaklon.cases.tests.factories import Circle, now

pytestmark = pytest.mark.django_db


def checks():
    with acting_as(SYSTEM):
        return {each.name: each.count for each in consistency(now=now()).checks if each.count}


def test_files_are_counted_and_one_without_anybody_at_work_is_told():
    circle = Circle()
    with acting_as(SYSTEM):
        before = standing(now=now())
        Assignment.objects.filter(case__code=circle.code).update(ends_at=now())
        after = standing(now=now())
    assert (before.by_status["open"], before.orphaned) == (1, 0)
    assert after.orphaned == 1
    assert circle.code not in str(asdict(after))


def test_what_the_commands_leave_holds():
    Circle()
    assert checks() == {}


def test_what_does_not_hold_is_found():
    circle = Circle()
    with acting_as(SYSTEM):
        Case.objects.filter(code=circle.code).update(is_led=False)
        Listing.objects.filter(case__code=circle.code).delete()
    assert checks() == {"lead_noted_wrongly": 1, "missing_from_list": 1}
