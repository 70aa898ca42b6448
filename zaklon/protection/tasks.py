"""What the worker does each morning for protection."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.notify.rules import REMINDING
from zaklon.protection.commands.warning import warn_of_endings

log = logging.getLogger("zaklon.protection")


@app.periodic(cron=REMINDING)
@app.task(queueing_lock="protection.warn_of_endings", pass_context=False)
def tell_of_licences(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Tell of licences that run out soon."""
    log.info("protection.licences_told", extra={"count": warn_of_endings(now=timezone.now())})
