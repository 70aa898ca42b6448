"""A backup of this installation, as the settings say: sealed, read back, and noted on the trail."""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings

from zaklon.access.actor import SYSTEM
from zaklon.access.commands.seals import seal_trail
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.config import environment as env
from zaklon.config.continuity import base, reading, writing
from zaklon.config.continuity.manifest import Manifest
from zaklon.config.continuity.places import Places
from zaklon.config.continuity.restoring import backup_url, other_keys
from zaklon.config.faults import CannotStart

log = logging.getLogger("zaklon.config")


def back_up(*, now: datetime) -> tuple[Path, Manifest]:
    """Seal the trail, write a backup, read it back and count its rows; then delete what is too old.

    Raises UnusableBackup when what was written does not hold every row, and what writing raises.
    """
    places = Places.configured(settings.DATA_DIR)
    seal_trail(now=now)
    sources = writing.Sources(
        _url(), settings.ATTACHMENTS_DIR, settings.ERASED_FILE, other_keys=other_keys(settings.KEYS_DIR)
    )
    path, manifest = writing.take(sources, places)
    keyring = places.keyring()
    reading.check(path, keyring)
    found = reading.count_rows(path, keyring, manifest.postgres)
    if {name: found.get(name, 0) for name in manifest.tables} != manifest.tables:
        path.unlink()
        raise reading.UnusableBackup("The backup did not hold every row that was counted, and was taken away again.")
    places.prune(env.whole("ZAKLON_BACKUP_KEEP_DAYS", 60), now)
    with acting_as(SYSTEM):
        record("backup.taken", path.name, by=SYSTEM, at=now)
    return path, manifest


def back_up_base(*, now: datetime) -> Path:
    """The same as a base backup, which together with the archive of the log leads to any moment."""
    places = Places.configured(settings.DATA_DIR)
    path = base.take(_url(), places, now)
    places.keep_ledger(settings.ERASED_FILE)
    with acting_as(SYSTEM):
        record("backup.base_taken", path.name, by=SYSTEM, at=now)
    return path


def _url() -> str:
    url = backup_url()
    if not url:
        raise CannotStart(
            "A backup needs a role that sees all rows: set ZAKLON_DATABASE_BACKUP_URL (docs/continuity.md)."
        )
    return url
