"""What the worker does for the registers."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.notify.rules import REMINDING
from zaklon.registers.commands.computing import recompute
from zaklon.registers.commands.keeping import keep_due_reports
from zaklon.registers.commands.uploads import purge_uploads
from zaklon.registers.commands.warning import warn_of_checks, warn_of_ends

log = logging.getLogger("zaklon.registers")


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="registers.recompute", pass_context=False)
def count_again(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Let the plan's numbers follow the registers."""
    log.info("registers.counted", extra={"count": recompute(today=timezone.localdate(), now=timezone.now())})


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="registers.purge_uploads", pass_context=False)
def drop_old_uploads(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Empty uploads that nobody confirmed."""
    log.info("registers.uploads_purged", extra={"count": purge_uploads(now=timezone.now())})


@app.periodic(cron="25 4 * * *")
@app.task(queueing_lock="registers.keep_reports", pass_context=False)
def keep_reports(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Keep the numbers of the reports whose days are over."""
    log.info("registers.reports_kept", extra={"count": keep_due_reports(now=timezone.now())})


@app.periodic(cron=REMINDING)
@app.task(queueing_lock="registers.warn_of_ends", pass_context=False)
def tell_of_ends(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Tell of agreements, contact persons and the like that end soon, and of agreements that nobody checked."""
    now = timezone.now()
    log.info("registers.ends_told", extra={"count": warn_of_ends(now=now)})
    log.info("registers.checks_told", extra={"count": warn_of_checks(now=now)})
