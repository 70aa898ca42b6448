"""What the worker does for the Coordination Body and for calls."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.notify.rules import REMINDING
from zaklon.partnership.commands.conclusions import send_reminders
from zaklon.partnership.commands.contacts import rewrap_old_keys


@app.periodic(cron=REMINDING)
@app.task(queueing_lock="partnership.remind_owners", pass_context=False)
def remind_owners(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Remind the owners of conclusions whose last day is near or over."""
    send_reminders(today=timezone.localdate(), now=timezone.now())


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="partnership.rewrap", pass_context=False)
def rewrap(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Bring sealed contacts under the newest key."""
    rewrap_old_keys(now=timezone.now())
