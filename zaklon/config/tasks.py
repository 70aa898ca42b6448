"""What the worker does for the day on which a disk breaks."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.audit.commands.sealing import keyring
from zaklon.config import environment as env
from zaklon.config.continuity import backing_up, drilling, drills
from zaklon.config.continuity.places import Places
from zaklon.config.continuity.restoring import backup_url

log = logging.getLogger("zaklon.config")
# A month, less a little, so that a drill that fails leaves days to mend it before the last good one is too old.
_DRILL_EVERY = timedelta(days=28)


@app.periodic(cron="11 1 * * *")
@app.task(queueing_lock="config.back_up", lock="config.continuity", pass_context=False)
def back_up(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Each night where a folder for backups and a role that sees all rows are set."""
    if env.text("ZAKLON_BACKUP_DIR") and backup_url():
        _path, manifest = backing_up.back_up(now=timezone.now())
        log.info("backup.taken", extra={"count": manifest.rows})


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="config.drill", lock="config.continuity", pass_context=False)
def drill_when_due(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Once in four weeks, and each day after a drill that failed; without any backup there is nothing to try."""
    now = timezone.now()
    last = drills.last_good(settings.DRILLS_FILE, keyring())
    is_due = last is None or now - last.at >= _DRILL_EVERY
    if not is_due or not Places.configured(settings.DATA_DIR).dumps():
        return
    done = drilling.run_drill(now=now)
    (log.info if done.is_good else log.error)("backup.drill", extra={"code": ",".join(done.faults) or "good"})
