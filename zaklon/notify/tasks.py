"""What the worker does each minute."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.notify import commands


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notify.send_waiting", pass_context=False)
def send_waiting(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Collect invitations and requests for links, and send every message that is due."""
    now = timezone.now()
    commands.collect_invitations(now=now)
    commands.collect_password_resets(now=now)
    commands.address_roles(now=now)
    commands.deliver_waiting(now=now)
