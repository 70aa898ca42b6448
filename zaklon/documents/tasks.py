"""What the worker does each night."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.documents import commands

log = logging.getLogger("zaklon.documents")


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="documents.tidy", pass_context=False)
def tidy(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Bring keys under the newest wrapping key, delete files that nobody needs, report files that are gone."""
    now = timezone.now()
    rewrapped = commands.rewrap_old_keys(now=now)
    swept = commands.sweep(now=now)
    log.info("attachments.tidied", extra={"count": rewrapped + swept.deleted})
    if swept.missing:
        log.error("attachments.missing", extra={"count": swept.missing})
