"""The drill: the newest backup is restored into a server of its own, checked there, and thrown away."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.audit.commands.sealing import keyring
from zaklon.config import embedded
from zaklon.config.continuity import drills
from zaklon.config.continuity.drills import Drill
from zaklon.config.continuity.places import Places
from zaklon.config.faults import CannotStart

_MOST_SECONDS = 3 * 3600
_NAME = "drill"


def run_drill(*, now: datetime) -> Drill:
    """Restore the newest backup, keep a signed record of what came of it, and note it on the trail."""
    places = Places.configured(settings.DATA_DIR)
    began = time.monotonic()
    newest = next(iter(places.dumps()), None)
    if newest is None:
        drill = Drill(now, "", None, 0.0, 0, 0, 0, 0, ("no_backup",))
    else:
        found = _restored(newest.path, places)
        drill = Drill(
            now, newest.path.name, newest.taken_at, round(time.monotonic() - began, 1),
            found["tables"], found["rows"], found["blocks"], found["opened"], tuple(found["faults"]),
        )  # fmt: skip
    drills.keep(drill, settings.DRILLS_FILE, keyring())
    with acting_as(SYSTEM):
        record("backup.drill_good" if drill.is_good else "backup.drill_failed", drill.backup, by=SYSTEM, at=now)
    return drill


def _restored(path: Path, places: Places) -> dict[str, Any]:
    """What a process of its own found: it alone is led to the scratch server, never this one."""
    with tempfile.TemporaryDirectory(prefix="zaklon-drill-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        try:
            server = embedded.start(folder, durable=False)
        except CannotStart:
            return _failed("no_scratch_server")
        try:
            embedded.ensure_database(server, _NAME)
            return _ask(path, folder, _surroundings(server, folder, places))
        finally:
            embedded.stop(folder)


def _ask(path: Path, folder: Path, surroundings: dict[str, str]) -> dict[str, Any]:
    words = [sys.executable, "-m", "zaklon.config.continuity.drill_main", str(path), str(folder / "found.json")]
    try:
        subprocess.run(  # noqa: S603 - ourselves
            words, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False,
            timeout=_MOST_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _failed("took_too_long")
    try:
        found: dict[str, Any] = json.loads((folder / "found.json").read_text())
    except (FileNotFoundError, ValueError):
        return _failed("ended_unasked")
    return found


def _surroundings(server: embedded.EmbeddedServer, folder: Path, places: Places) -> dict[str, str]:
    """Keys of the installation, everything else of the scratch: nothing that it writes reaches the living one."""
    ledger = folder / "erased.log"
    if settings.ERASED_FILE.exists():
        shutil.copyfile(settings.ERASED_FILE, ledger)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZAKLON_DATABASE")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "zaklon.config.settings",
        "ZAKLON_ENVIRONMENT": "demo",
        "ZAKLON_DATA_DIR": str(folder),
        "ZAKLON_KEYS_DIR": str(settings.KEYS_DIR),
        "ZAKLON_ERASED_FILE": str(ledger),
        "ZAKLON_BACKUP_DIR": str(places.folder),
        "ZAKLON_BACKUP_KEYS_DIR": str(places.keys_folder),
        "ZAKLON_PACK": str(settings.PACK_DIR),
        "ZAKLON_DATABASE_URL": server.url(embedded.APP_ROLE, _NAME),
        "ZAKLON_DATABASE_OWNER_URL": server.url(embedded.OWNER_ROLE, _NAME),
        "ZAKLON_DATABASE_BACKUP_URL": server.url(embedded.BACKUP_ROLE, _NAME),
    }


def _failed(why: str) -> dict[str, Any]:
    return {"tables": 0, "rows": 0, "blocks": 0, "opened": 0, "faults": [why]}
