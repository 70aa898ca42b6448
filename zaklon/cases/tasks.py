"""What the worker does each night for the case file."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.cases.commands import keeping
from zaklon.cases.commands.exporting import purge_exports
from zaklon.cases.commands.sweeping import sweep_walls
from zaklon.cases.vault import erasure, rotation, tokens

log = logging.getLogger("zaklon.cases")


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="cases.start_clocks", pass_context=False)
def start_clocks(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Reckon until when newly closed files are kept."""
    log.info("case.clocks_started", extra={"count": keeping.start_clocks()})


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="cases.tidy_vault", pass_context=False)
def tidy_vault(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Bring data keys under the newest wrapping key, complete the list of erased persons, drop names nobody has."""
    log.info("vault.rewrapped", extra={"count": rotation.rewrap_all(now=timezone.now())})
    if missing := erasure.list_missing():
        log.warning("vault.erased_list_completed", extra={"count": missing})
    log.info("vault.names_dropped", extra={"count": tokens.tidy()})


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="cases.purge_exports", pass_context=False)
def drop_old_exports(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Drop sealed copies whose time has passed."""
    log.info("exports.purged", extra={"count": purge_exports(now=timezone.now())})


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="cases.sweep_walls", pass_context=False)
def follow_the_clock(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Let the walls follow work that began or ended by the clock."""
    log.info("cases.walls_swept", extra={"count": sweep_walls(now=timezone.now())})
