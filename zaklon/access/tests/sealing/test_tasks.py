"""What the worker does for the trail: sealing in time, and mails to the auditor's mailbox."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from zaklon.access import tasks
from zaklon.access.actor import SYSTEM
from zaklon.access.commands.seals import mail_head, seal_trail, seal_when_many_wait
from zaklon.audit.commands import record
from zaklon.audit.commands.heads import head_to_hand_out
from zaklon.audit.queries.seal import handouts, seal_status
from zaklon.audit.rules.heads import read_heads

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FIFTH_MINUTE = int(NOON.timestamp())

pytestmark = pytest.mark.slow


@pytest.fixture
def mailbox(committed, settings):
    """A mailbox outside."""
    settings.AUDIT_MAILBOX = "auditor@example.invalid"
    return mail.outbox


def write(system, count=1):
    with system():
        for _ in range(count):
            record("invented.act", "subject", by=SYSTEM, at=NOON)


def test_the_worker_seals_every_five_minutes(committed, system):
    write(system)
    tasks.seal.func(timestamp=FIFTH_MINUTE + 60)
    with system():
        assert seal_status().waiting == 1
    tasks.seal.func(timestamp=FIFTH_MINUTE)
    with system():
        status = seal_status()
    assert (status.waiting, status.sealed_rows, status.block_number) == (0, 1, 1)


def test_a_thousand_waiting_rows_are_sealed_at_once(committed, system):
    write(system, 999)
    assert seal_when_many_wait(now=NOON) == 0
    write(system)
    assert seal_when_many_wait(now=NOON) == 1_000


def test_the_mailbox_gets_each_head_once_and_nothing_else(mailbox, system):
    assert not mail_head(now=NOON)
    write(system)
    seal_trail(now=NOON)
    assert mail_head(now=NOON)
    assert not mail_head(now=NOON)
    (sent,) = mailbox
    with system():
        assert read_heads(sent.body) == [head_to_hand_out()]
        assert [(row.way.value, row.block_number) for row in handouts()] == [("mail", 1)]
    assert sent.to == ["auditor@example.invalid"]
    write(system)
    seal_trail(now=NOON)
    assert mail_head(now=NOON + timedelta(minutes=15))
    assert len(mailbox) == 2


def test_without_a_mailbox_nothing_is_sent(committed, system, settings):
    settings.AUDIT_MAILBOX = ""
    write(system)
    seal_trail(now=NOON)
    tasks.mail_head.func(timestamp=FIFTH_MINUTE)
    assert mail.outbox == []


def test_a_mail_server_that_is_away_gets_the_head_later(mailbox, system, monkeypatch):
    write(system)
    seal_trail(now=NOON)

    def away(*_arguments):
        raise smtplib.SMTPConnectError(421, "away")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        assert not mail_head(now=NOON)
    with system():
        assert handouts() == ()
    assert mail_head(now=NOON)
