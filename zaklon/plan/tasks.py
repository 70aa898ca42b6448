"""What the worker does for the plan each morning."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.notify.rules import REMINDING
from zaklon.plan.commands.reminders import send_reminders


@app.periodic(cron=REMINDING)
@app.task(queueing_lock="plan.remind_bodies", pass_context=False)
def remind_bodies(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Send the reminders that have come."""
    send_reminders(today=timezone.localdate(), now=timezone.now())
