"""Keys and backups: who can read them, and what lies too close together."""

import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from zaklon.config.continuity.places import Places
from zaklon.config.deploy.findings import Finding
from zaklon.config.keys import check_keys

_APART = "Put them into a folder of their own, on another disk, and copy them apart from backups."


@dataclass(frozen=True)
class Folders:
    """Where things lie on this machine; `supplied` are families of keys that no file gives."""

    data: Path
    keys: Path
    places: Places
    supplied: Collection[str] = ()


def of_files(folders: Folders) -> list[Finding]:
    """Keys that are missing, damaged or open, and keys that would be lost or stolen together with what they protect."""
    return [*_keys(folders), *_backup_keys(folders), *_neighbours(folders)]


def _keys(folders: Folders) -> Iterator[Finding]:
    try:
        check_keys(folders.keys, folders.supplied)
    except ImproperlyConfigured as error:
        yield Finding(
            "keys", str(error), str(folders.keys), "As the sentence says; a lost key comes from its copy only."
        )


def _backup_keys(folders: Folders) -> Iterator[Finding]:
    for path in sorted(folders.places.keys_folder.glob("*.key")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding("backup_key_open", "Others can read the key of backups.", str(path), f"Run: chmod 600 {path}")
    if folders.places.folder.is_dir() and stat.S_IMODE(folders.places.folder.stat().st_mode) & 0o022:
        yield Finding(
            "backups_open",
            "Others can put backups of theirs here.",
            str(folders.places.folder),
            f"Run: chmod go-w {folders.places.folder}",
        )


def _neighbours(folders: Folders) -> Iterator[Finding]:
    backups, backup_keys = folders.places.folder, folders.places.keys_folder
    if _is_inside(folders.keys, folders.data):
        yield Finding("keys_beside_data", "The keys lie beside what they protect.", str(folders.keys), _APART)
    if _is_inside(folders.keys, backups):
        yield Finding("keys_in_backups", "The keys lie among the backups.", str(folders.keys), _APART)
    for other in (folders.data, backups, folders.keys):
        if _is_inside(backup_keys, other):
            yield Finding("backup_key_beside", f"The key of backups lies in {other}.", str(backup_keys), _APART)
            break
    if _is_inside(backups, folders.data):
        yield Finding(
            "backups_beside_data",
            "The backups lie on the disk whose loss they are for.",
            str(backups),
            "Set ZAKLON_BACKUP_DIR to another disk or machine.",
            refuses=False,
        )


def _is_inside(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())
