"""zaklon backup | restore | drill."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zaklon.config.cli import ground, upkeep

if TYPE_CHECKING:
    from zaklon.common.sealing import Keyring
    from zaklon.config.continuity.manifest import Manifest
    from zaklon.config.continuity.restoring import Target

_FOUND, _REFUSED = 1, 2


def backup(arguments: argparse.Namespace) -> int:
    """Write a sealed backup and read it back, row by row."""
    from zaklon.config.continuity.places import Places

    if arguments.folder:
        os.environ["ZAKLON_BACKUP_DIR"] = str(arguments.folder)
    places = Places.configured(ground.data_dir())
    if arguments.make_key or not ground.is_production():
        _make_key(places.keys_folder)
        if arguments.make_key:
            return 0
    from zaklon.config.continuity.programs import ProgramFailed
    from zaklon.config.continuity.reading import UnusableBackup
    from zaklon.config.continuity.snapshot import BlindRole

    with ground.database():
        try:
            return _base() if arguments.base else _dump()
        except (BlindRole, ProgramFailed, UnusableBackup) as error:
            return _refuse(str(error))
        except BrokenPipeError:
            raise
        except OSError as error:
            return _refuse(f"{error.filename or places.folder} cannot be written: {error.strerror}.")


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup back; or, with --at, prepare a server's folder for a point in time; or finish such a one."""
    from zaklon.config.continuity.places import Places
    from zaklon.config.continuity.programs import ProgramFailed
    from zaklon.config.continuity.reading import UnusableBackup
    from zaklon.config.continuity.restoring import RestoreRefused

    places = Places.configured(ground.data_dir())
    try:
        if arguments.finish:
            with ground.database(arguments.to or ""):
                return _finish(None, [places.folder / "erased.log"])
        if arguments.file is None:
            return _refuse("Say which file to restore; the newest is the last of the folder of backups.")
        if arguments.into:
            return _to_a_moment(arguments, places.keyring())
        return _from_dump(arguments, places.keyring())
    except (UnusableBackup, RestoreRefused, ProgramFailed) as error:
        return _refuse(f"Refused: {error}")


def drill(_arguments: argparse.Namespace) -> int:
    """Restore the newest backup beside the living database, check it, and keep a signed record of that."""
    with ground.database():
        from django.utils import timezone

        from zaklon.config.continuity.drilling import run_drill
        from zaklon.config.continuity.drills import sentence

        done = run_drill(now=timezone.now())
    print(sentence(done))
    return 0 if done.is_good else _FOUND


def _dump() -> int:
    from django.utils import timezone

    from zaklon.config.continuity.backing_up import back_up

    path, manifest = back_up(now=timezone.now())
    print(path)
    print(f"{manifest.rows} rows of {len(manifest.tables)} tables and {_files(manifest)} attachments are in it.")
    print("It was read back and counted: nothing is missing.")
    print(f"To read it one needs its own key, and the keys {', '.join(manifest.keys)}: keep all of them elsewhere.")
    return 0


def _base() -> int:
    from django.utils import timezone

    from zaklon.config.continuity.backing_up import back_up_base

    path = back_up_base(now=timezone.now())
    print(f"{path}\nWith the archive of the write-ahead log it brings back any moment after it (docs/continuity.md).")
    return 0


def _from_dump(arguments: argparse.Namespace, keyring: "Keyring") -> int:
    from zaklon.config.continuity import reading, restoring

    path: Path = arguments.file
    manifest = reading.check(path, keyring)
    with ground.database(arguments.to or ""):
        from django.utils import timezone

        target = _target()
        major = restoring.prepare(manifest, target, is_to_replace=arguments.replace)
        restoring.put_back(path, keyring, manifest, target, major=major)
        upkeep.bring_up_to_date()
        print(f"{manifest.rows} rows of {len(manifest.tables)} tables and {_files(manifest)} attachments are back.")
        lost = restoring.minutes_lost(manifest, timezone.now())
        print(f"The backup is of {_moment(manifest.taken_at)}. Nothing of the {lost} minutes since then is in it.")
        return _finish(manifest, [path.parent / "erased.log"])


def _finish(manifest: "Manifest | None", ledgers: list[Path]) -> int:
    from django.conf import settings
    from django.utils import timezone

    from zaklon.cases.vault.erasure import ErasedListError
    from zaklon.config.continuity.after import finish
    from zaklon.config.continuity.restoring import RestoreRefused

    upkeep.bring_up_to_date()
    try:
        done = finish(ledgers=[settings.ERASED_FILE, *ledgers], manifest=manifest, now=timezone.now())
    except ErasedListError as error:
        raise RestoreRefused(
            f"the list of erased persons cannot be trusted ({error}), so persons who were erased may be back. Put the "
            "right list in its place and run `zaklon restore --finish`; let nobody sign in before."
        ) from None
    print(f"{done.erased} persons who had been erased since were erased again.")
    print(f"{done.blocks} blocks of the trail were checked, and {done.opened} sealed records were opened.")
    for fault in done.faults:
        print(f"WRONG: {_FAULTS[fault]}", file=sys.stderr)
    print("Everybody has to sign in again." if not done.faults else "Let nobody work in this database.")
    return _FOUND if done.faults else 0


_FAULTS = {
    "seal": "the trail is not as it was sealed. See `zaklon audit verify`.",
    "head": "the newest block of the trail is not the one that the backup names.",
    "sample": "some sealed records do not open with the keys that are here.",
}


def _to_a_moment(arguments: argparse.Namespace, keyring: "Keyring") -> int:
    from zaklon.config.continuity.base import unpack

    unpack(arguments.file, keyring, arguments.into, at=arguments.at, command=arguments.wal_command)
    print(f"{arguments.into} is ready. Give it to PostgreSQL's user, start the server there, and then run")
    print("`zaklon restore --finish` before anybody signs in.")
    return 0


def _target() -> "Target":
    from django.conf import settings

    from zaklon.config import environment as env
    from zaklon.config.continuity.restoring import RestoreRefused, Target

    owner, backup_role = env.text("ZAKLON_DATABASE_OWNER_URL"), env.text("ZAKLON_DATABASE_BACKUP_URL")
    if not owner or not backup_role:
        raise RestoreRefused(
            "restoring needs the owner's role and the role for backups: set ZAKLON_DATABASE_OWNER_URL and "
            "ZAKLON_DATABASE_BACKUP_URL."
        )
    return Target(owner, backup_role, settings.ATTACHMENTS_DIR, settings.KEYS_DIR)


def _make_key(folder: Path) -> None:
    from zaklon.config.keys import make_backup_key

    if path := make_backup_key(folder):
        print(f"A key for backups was made: {path}. Copy it to a safe place apart from the backups.")


def _files(manifest: "Manifest") -> int:
    from zaklon.config.continuity.writing import ATTACHMENTS

    return sum(name.startswith(ATTACHMENTS) for name in manifest.sums)


def _moment(moment: datetime) -> str:
    from django.utils import timezone

    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _refuse(sentence: str) -> int:
    print(f"zaklon: {sentence}", file=sys.stderr)
    return _REFUSED
