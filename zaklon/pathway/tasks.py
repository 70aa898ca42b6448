"""What the worker does for the pathway."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.pathway.commands.telling import tell_due

log = logging.getLogger("zaklon.pathway")


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="pathway.tell_due", pass_context=False)
def tell_of_deadlines(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Tell people of deadlines that come near or have passed."""
    log.info("pathway.told", extra={"count": tell_due(now=timezone.now())})
