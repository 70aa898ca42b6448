"""What has a last day: told in time, once for each of the country's days, and listed with what nobody checked."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.cases.tests.factories import now
from zaklon.common.dates import months_later
from zaklon.notify.kinds import Kind
from zaklon.plan.tests.pages import client_of, page
from zaklon.registers.commands.entries import correct, withdraw
from zaklon.registers.commands.warning import warn_of_checks, warn_of_ends
from zaklon.registers.models import Entry
from zaklon.registers.queries.pages import answers_of
from zaklon.registers.rules.ending import day_to_tell
from zaklon.registers.tests.factories import Desk, today
from zaklon.registers.values import Correction

Message = apps.get_model("notify", "Message")
WARN = (60, 14, 0)
ENDING = "registers:ending"


@pytest.fixture
def desk(db):
    return Desk()


def in_days(days):
    return today() + timedelta(days=days)


def contact(desk, days, *, by=None):
    """A contact point whose last day is so many days from now."""
    start = f"{today() - timedelta(days=300)}"
    by = by or desk.reporter
    given = {"valid_from": start, "last_checked": start, "valid_until": f"{in_days(days)}", "name": "Kanarinac Primjer"}
    return desk.enter("contact_point", by=by, **given)


def messages():
    with acting_as(SYSTEM):
        return [(each.kind, each.user_id, each.role) for each in Message.objects.order_by("pk")]


@pytest.mark.parametrize(("left", "told"), [(61, None), (60, 60), (15, 60), (14, 14), (1, 14), (0, 0), (-5, 0)])
def test_the_latest_day_that_has_come_is_the_one(left, told):
    assert day_to_tell(date(2026, 11, 23) + timedelta(days=left), WARN, date(2026, 11, 23)) == told


@given(st.dates(date(1990, 1, 31), date(2100, 1, 1)), st.integers(1, 60))
def test_so_many_months_before_is_the_same_day_or_the_last_of_its_month(day, months):
    before = months_later(day, -months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before.day < day.day and (before + timedelta(days=1)).month != before.month)


@pytest.mark.django_db
def test_whoever_reports_for_the_body_is_told_once_for_each_day(desk):
    contact(desk, 10)
    assert warn_of_ends(now=now()) == 1
    assert warn_of_ends(now=now()) == 0
    assert messages() == [(Kind.DEADLINE_NEAR, desk.reporter.user_id, "")]
    assert warn_of_ends(now=now() + timedelta(days=10)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("days", [90, -120])
def test_what_ends_late_or_ended_long_ago_is_not_told(desk, days):
    contact(desk, days)
    assert warn_of_ends(now=now()) == 0


@pytest.mark.django_db
def test_an_end_that_was_missed_is_told_as_over(desk):
    contact(desk, -3)
    assert warn_of_ends(now=now()) == 1
    assert messages() == [(Kind.DEADLINE_PASSED, desk.reporter.user_id, "")]


@pytest.mark.django_db
def test_where_nobody_reports_for_the_body_the_coordinator_is_told(desk):
    elsewhere = make_body("MOH")
    start = f"{today() - timedelta(days=300)}"
    until = f"{in_days(10)}"
    given = {"valid_from": start, "last_checked": start, "valid_until": until}
    desk.enter("contact_point", by=desk.office, behalf=elsewhere.pk, **given)
    assert warn_of_ends(now=now()) == 1
    assert messages() == [(Kind.DEADLINE_NEAR, None, Role.COORDINATOR)]


@pytest.mark.django_db
def test_a_new_last_day_begins_anew_and_what_is_withdrawn_is_left_alone(desk):
    entry = contact(desk, 10)
    gone = contact(desk, 10)
    with acting_as(desk.reporter):
        withdraw(gone, "Somebody else", actor=desk.reporter, now=now())
    assert warn_of_ends(now=now()) == 1
    with acting_as(desk.reporter):
        answers, revision, _activities = answers_of(entry)
        new = Correction({**answers, "valid_until": f"{in_days(40)}"}, (), "Prolonged", revision)
        correct(entry, new, actor=desk.reporter, now=now())
    assert warn_of_ends(now=now()) == 1


@pytest.mark.django_db
def test_a_check_that_is_due_is_told_once_and_again_when_the_next_is_missed(desk):
    year_ago = today() - timedelta(days=370)
    agreement = desk.enter("agreement", by=desk.office, title="Invented agreement", signed_on=f"{year_ago}")
    new = desk.enter("agreement", by=desk.office, title="Invented young one", signed_on=f"{in_days(-30)}")
    assert warn_of_checks(now=now()) == 1
    assert warn_of_checks(now=now()) == 0
    with acting_as(SYSTEM):
        (message,) = Message.objects.all()
        address = reverse("registers:entry", args=["agreement", Entry.objects.get(pk=agreement).number])
    assert (message.kind, message.role) == (Kind.TASK_WAITING, Role.COORDINATOR)
    assert message.path == address
    checked = desk.enter("agreement_check", by=desk.office, parent=agreement, day=f"{in_days(-2)}")
    assert warn_of_checks(now=now()) == 0
    # Both are due before the year is over that began with the check.
    assert warn_of_checks(now=now() + timedelta(days=360)) == 1
    assert warn_of_checks(now=now() + timedelta(days=368)) == 1
    assert len({agreement, new, checked}) == 3


@pytest.mark.django_db
def test_the_page_lists_what_ends_and_agreements_that_nobody_checked_for_a_year(desk):
    contact(desk, 10)
    contact(desk, -3)
    old, checked = (
        desk.enter("agreement", by=desk.office, title=title, signed_on="2019-04-01")
        for title in ("Invented agreement A", "Invented agreement B")
    )
    desk.enter("agreement_check", by=desk.office, parent=checked, day=f"{today()}")
    shown = page(client_of(desk.office), reverse(ENDING))
    assert shown.count("Over</strong>") == 1
    assert shown.count("Kanarinac Primjer") == 2
    assert "Not checked for 12 months" in shown
    assert "Invented agreement A" in shown
    assert "Invented agreement B" not in shown
    assert old != checked


@pytest.mark.django_db
def test_nothing_that_ends_is_a_calm_page(desk):
    assert "Nothing ends soon" in page(client_of(make_actor(Role.ANALYST)), reverse(ENDING))
    assert timezone.localdate(now()) == today()
