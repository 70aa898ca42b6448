"""Messages that wait, and a mail server that fails."""

from datetime import timedelta

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON
from zaklon.notify import commands
from zaklon.notify.kinds import Kind

MINUTE = timedelta(minutes=1)


def enqueue(user, kind=Kind.TASK_WAITING, now=NOON, **options):
    with acting_as(SYSTEM):
        commands.enqueue(kind, [user.pk], path="/plan/tasks/", now=now, **options)


def fail_with(error, monkeypatch):
    """Make the mail server fail; returns the errors that it raised."""
    tries = []

    def send(_self, **_options):
        tries.append(error)
        raise error

    monkeypatch.setattr("zaklon.notify.commands.EmailMessage.send", send)
    return tries
