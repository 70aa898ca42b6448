"""Who is reminded of a report, when, and how often."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.actor import SYSTEM
from zaklon.access.queries.people import myself
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.notify.commands import address_roles, deliver_waiting
from zaklon.plan.commands import reminders
from zaklon.plan.commands.people import name_reporter
from zaklon.plan.models import Reminder
from zaklon.plan.queries.periods import reminder_days
from zaklon.plan.rules.periods import ReminderDays
from zaklon.plan.tests.test_progress import Office
from zaklon.vocabulary.tests.folders import FIRST_COUNTRY
from zaklon.vocabulary.tests.loading import load_country

DUE = date(2020, 7, 15)
USUAL = ReminderDays((-30, -7, 1), repeat=14)


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2020, 6, 14), None),
        (date(2020, 6, 15), -30),
        (date(2020, 7, 7), -30),
        (date(2020, 7, 8), -7),
        (DUE, -7),
        (date(2020, 7, 16), 1),
        (date(2020, 7, 29), 1),
        (date(2020, 7, 30), 15),
        (date(2020, 8, 13), 29),
    ],
)
def test_the_latest_reminder_is_the_one_that_counts(today, latest):
    assert USUAL.latest(DUE, today) == latest


def test_without_a_repetition_the_last_reminder_stays_the_last():
    assert ReminderDays((-7, 1)).latest(DUE, DUE + timedelta(days=300)) == 1


@given(
    offsets=st.frozensets(st.integers(-60, 60), max_size=4),
    repeat=st.integers(0, 30),
    days=st.integers(-90, 400),
)
def test_a_reminder_never_comes_early_and_never_goes_back(offsets, repeat, days):
    reminding = ReminderDays(tuple(offsets), repeat)
    today, next_day = (reminding.latest(DUE, DUE + timedelta(days=days + more)) for more in (0, 1))
    assert today is None or today <= days
    assert today is None or (next_day is not None and next_day >= today)


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setattr(reminders, "reminder_days", lambda: USUAL)
    return Office()


def remind(day):
    return reminders.send_reminders(today=day, now=datetime(day.year, day.month, day.day, 7, tzinfo=UTC))


def letters(day):
    """Subject and reader of each reminder that is delivered on the day, after what waited for other reasons."""
    now = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    address_roles(now=now)
    mail.outbox.clear()
    deliver_waiting(now=now)
    return sorted((each.subject, *each.to) for each in mail.outbox if "deadline" in each.subject)


def address_of(actor):
    with acting_as(actor):
        return myself(actor=actor, today=DUE).email


def test_the_reporters_of_the_body_are_reminded_once_for_each_day(office):
    assert remind(date(2020, 6, 14)) == 0
    assert remind(date(2020, 6, 15)) == 1
    assert letters(date(2020, 6, 15)) == [("A deadline is near", address_of(office.reporter))]
    assert remind(date(2020, 6, 16)) == 0
    assert remind(date(2020, 7, 16)) == 1
    assert letters(date(2020, 7, 16)) == [("A deadline has passed", address_of(office.reporter))]


def test_days_on_which_the_worker_stood_still_bring_one_reminder_only(office):
    assert remind(date(2020, 8, 20)) == 1
    assert len(letters(date(2020, 8, 20))) == 1


def test_the_person_named_for_the_activity_is_reminded_instead_of_the_body(office):
    with acting_as(office.head):
        name_reporter(office.activity.pk, office.reporter.user_id, actor=office.head, now=datetime.now(tz=UTC))
    make_actor("reporter", body=office.lead)
    remind(date(2020, 7, 8))
    assert letters(date(2020, 7, 8)) == [("A deadline is near", address_of(office.reporter))]


def test_a_report_that_waits_for_the_head_reminds_the_head(office):
    report = office.start()
    office.enter(report, 4)
    office.move(report, "submit", office.reporter)
    remind(date(2020, 7, 8))
    assert letters(date(2020, 7, 8)) == [("A deadline is near", address_of(office.head))]


def test_a_report_that_left_the_body_reminds_nobody(office):
    report = office.start()
    office.enter(report, 4)
    office.move(report, "submit", office.reporter)
    office.move(report, "approve", office.head)
    assert remind(date(2020, 7, 8)) == 0


def test_what_is_implemented_is_not_asked_for_again(office):
    office.adopted()
    assert remind(date(2021, 1, 10)) == 0


def test_reminders_are_on_the_trail_and_hold_no_more_than_codes(office):
    remind(date(2020, 7, 8))
    with acting_as(SYSTEM):
        assert next(iter(entries(subject=str(office.period.pk)))).action == "reminders.sent"
        assert Reminder.objects.get().days_after_due == -7


@pytest.mark.slow
@pytest.mark.django_db
def test_the_days_come_from_the_country_pack():
    with acting_as(SYSTEM):
        load_country(FIRST_COUNTRY, now=datetime(2026, 11, 1, tzinfo=UTC))
        assert reminder_days() == USUAL
