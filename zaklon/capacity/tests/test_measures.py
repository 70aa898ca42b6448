"""Numbers for the plan: completions once for each person and course, courses published, certificates that hold."""

from datetime import date, timedelta

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.capacity.commands.certificates import withdraw_certificates
from zaklon.capacity.commands.courses import move_version, upload_course
from zaklon.capacity.queries.certificates import batches_of
from zaklon.capacity.queries.measures import certificates_issued, course_completions, courses_published
from zaklon.capacity.tests.factories import NOW, TODAY, WRONG, issue, keeper, learn, packed, published, training
from zaklon.registers.counting import Days, counters

pytestmark = pytest.mark.django_db

DAY = Days(TODAY, TODAY)
DAY_AFTER = Days(TODAY + timedelta(days=1), TODAY + timedelta(days=1))
YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))


def count(counter, days):
    with acting_as(SYSTEM):
        return counter(days)


def test_the_program_knows_how_each_is_counted():
    wanted = {"course_completions", "courses_published", "certificates_issued"}
    assert wanted <= counters().keys()


def test_a_person_counts_once_for_a_course_by_the_first_time():
    by, _version = published()
    one, other = make_actor(Role.HEAD), make_actor(Role.HEAD)
    learn(one)
    learn(other, WRONG)
    with acting_as(by):
        again = upload_course(packed(), actor=by, now=NOW)
        move_version(again, "publish", actor=by, now=NOW)
    learn(one, at=NOW + timedelta(days=1))
    assert [count(course_completions, days) for days in (DAY, DAY_AFTER, YEAR)] == [1, 0, 1]


def test_a_completion_counts_on_the_day_here():
    published()
    learn(make_actor(Role.HEAD), at=NOW.replace(hour=23, minute=30))
    assert [count(course_completions, days) for days in (DAY, DAY_AFTER)] == [0, 1]


def test_a_course_with_two_versions_is_published_once():
    by, _version = published()
    with acting_as(by):
        upload_course(packed(), actor=by, now=NOW)
        again = upload_course(packed(), actor=by, now=NOW)
        move_version(again, "publish", actor=by, now=NOW)
    published(code="other-course")
    assert [count(courses_published, days) for days in (DAY, DAY_AFTER)] == [2, 0]


def test_certificates_that_were_withdrawn_do_not_count(law):
    organiser = keeper()
    entry = training(organiser)
    issue(organiser, entry)
    assert [count(certificates_issued, days) for days in (DAY, DAY_AFTER)] == [2, 0]
    with acting_as(organiser):
        withdraw_certificates(batches_of(entry)[0].batch_id, [1], "Slip", actor=organiser, now=NOW)
    assert count(certificates_issued, DAY) == 1
