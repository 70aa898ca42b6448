"""Collecting static files once for each state of their sources."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_MARK = ".collected-from"


def collect_if_stale() -> bool:
    """Collect when a source has changed since the last whole run; true when it did. A cut-off run counts as none."""
    folder = Path(settings.STATIC_ROOT)
    mark = folder / _MARK
    wanted = _fingerprint()
    if mark.exists() and mark.read_text() == wanted:
        return False
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(wanted)
    return True


def _fingerprint() -> str:
    """SHA-256 over names, sizes and times of every source, and over the storage that names the copies."""
    said = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for path in sorted(_sources()):
        found = path.stat()
        said.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return said.hexdigest()


def _sources() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))
