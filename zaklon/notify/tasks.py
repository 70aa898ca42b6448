"""What the worker does each minute, and each night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.notify import commands


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notify.send_waiting", pass_context=False)
def send_waiting(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Collect invitations, requests for links and notices, and send every message that is due."""
    now = timezone.now()
    commands.collect_invitations(now=now)
    commands.collect_password_resets(now=now)
    commands.collect_account_notices(now=now)
    commands.address_roles(now=now)
    commands.deliver_waiting(now=now)


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="notify.purge_old", pass_context=False)
def purge_old(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Empty the outbox of what was sent long ago."""
    commands.purge_old(now=timezone.now())
