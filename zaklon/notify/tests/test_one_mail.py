"""What waits for one person leaves together."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_user
from zaklon.notify import commands
from zaklon.notify.kinds import Kind
from zaklon.notify.models import Message
from zaklon.notify.tests.factories import MINUTE, enqueue, fail_with

pytestmark = pytest.mark.django_db


def test_what_waits_for_one_person_comes_in_one_mail_and_each_thing_once(reader):
    other = make_user("other@example.invalid")
    enqueue(reader, Kind.DEADLINE_NEAR)
    enqueue(reader)
    enqueue(reader, now=NOON + MINUTE)
    enqueue(other)
    enqueue(reader, Kind.DEADLINE_PASSED, not_before=NOON + 9 * MINUTE)
    assert commands.deliver_waiting(now=NOON + 2 * MINUTE) == 2
    # Both waited as long; which goes first is not told.
    together, alone = sorted(mail.outbox, key=lambda each: each.to, reverse=True)
    assert together.subject == "Several things wait for you"
    assert together.body.count("https://zaklon.invalid/plan/tasks/") == 2
    assert together.body.count("A task of yours is due soon.") == 1
    assert together.body.count("A task is waiting for you in the system.") == 1
    assert together.body.count("Sign in to read more.") == 1
    assert alone.subject == "Something waits for you"
    with acting_as(SYSTEM):
        assert Message.objects.filter(sent_at__isnull=False).count() == 4
    assert commands.deliver_waiting(now=NOON + 10 * MINUTE) == 1


def test_many_of_one_kind_keep_its_subject_and_too_many_come_in_two_mails(reader):
    with acting_as(SYSTEM):
        for number in range(25):
            commands.enqueue(Kind.DEADLINE_NEAR, [reader.pk], path=f"/registers/agreement/{number}/", now=NOON)
    assert commands.deliver_waiting(now=NOON) == 2
    assert [each.subject for each in mail.outbox] == ["A deadline is near", "A deadline is near"]
    assert [each.body.count("/registers/agreement/") for each in mail.outbox] == [20, 5]


def test_of_one_mail_that_cannot_be_sent_nothing_is_lost(reader, monkeypatch):
    enqueue(reader, Kind.DEADLINE_NEAR)
    enqueue(reader)
    with monkeypatch.context() as down:
        tries = fail_with(SMTPServerDisconnected(), down)
        assert commands.deliver_waiting(now=NOON) == 0
        assert len(tries) == 1
    with acting_as(SYSTEM):
        assert {each.attempts for each in Message.objects.all()} == {1}
    assert commands.deliver_waiting(now=NOON + 5 * MINUTE) == 1
