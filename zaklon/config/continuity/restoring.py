"""Putting a backup back into an empty database, and refusing whatever would lose or spoil something."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from psycopg import sql

from zaklon.common.key_sources import KeySourceError
from zaklon.common.sealing import KeyMissingError, Keyring, key_files
from zaklon.config import environment as env
from zaklon.config.continuity import reading, snapshot
from zaklon.config.continuity.manifest import Manifest
from zaklon.config.keys import vault_keys


class RestoreRefused(Exception):
    """The restore did not begin, or what came of it is not what was backed up; the text says why and what to do."""


@dataclass(frozen=True)
class Target:
    """Where a backup goes: addresses of the database for the owner and for the role that sees all rows."""

    owner_url: str
    backup_url: str
    attachments: Path
    keys: Path


def prepare(manifest: Manifest, target: Target, *, is_to_replace: bool) -> int:
    """Refuse what cannot end well; gives the server's major version. Raises RestoreRefused.

    With `is_to_replace` what stands in the database is removed.
    """
    _refuse_newer(manifest)
    _refuse_missing_keys(manifest, target.keys)
    with snapshot.connected(target.owner_url) as connection:
        major = snapshot.major_of(connection)
        if major < manifest.postgres:
            raise RestoreRefused(
                f"The backup comes from PostgreSQL {manifest.postgres}, and this server is {major}. Restore into "
                f"version {manifest.postgres} or newer."
            )
        if not snapshot.is_empty(connection):
            if not is_to_replace:
                raise RestoreRefused(
                    "The database is not empty, and nothing was changed in it. Restore into another one (--to NAME), "
                    "or say --replace to remove what stands there."
                )
            _empty(connection)
    return major


def put_back(path: Path, keyring: Keyring, manifest: Manifest, target: Target, *, major: int) -> None:
    """Fill the database and the folder of attachments, then count every row.

    Raises RestoreRefused when the counts are not those of the backup, and what reading and PostgreSQL's programs raise.
    """
    reading.put_back(path, keyring, url=target.owner_url, major=major, attachments=target.attachments)
    with snapshot.connected(target.backup_url) as connection:
        found = snapshot.counts(connection)
    differing = sorted(name for name in {*found, *manifest.tables} if found.get(name) != manifest.tables.get(name))
    if differing:
        raise RestoreRefused(
            f"After the restore these tables do not hold as many rows as the backup: {', '.join(differing)}. "
            "Do not use this database."
        )


def minutes_lost(manifest: Manifest, now: datetime) -> int:
    """Whole minutes between the backup and now, of which nothing is in it; a begun minute counts."""
    return max(0, -int((manifest.taken_at - now).total_seconds() // 60))


def missing_keys(manifest: Manifest, folder: Path) -> list[str]:
    """Names of keys that the backup needs and nobody gives here."""
    known = {path.stem for path in folder.glob("*.key")}
    source = vault_keys(folder)
    for family in ("vault", "search"):
        try:
            known |= source.ring(family).names
        except (KeySourceError, KeyMissingError, ValueError):
            continue
    return sorted(set(manifest.keys) - known)


def other_keys(folder: Path) -> tuple[str, ...]:
    """Keys that a restore needs and that no row names: of second factors, and of search."""
    return ("sign-in", *(path.stem for path in key_files(folder, "search")))


def _refuse_newer(manifest: Manifest) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise RestoreRefused(
            f"The backup was made by a newer release: {unknown[0]} and {len(unknown) - 1} more steps of the database "
            "are unknown here. Update Zaklon first, then restore."
        )


def _refuse_missing_keys(manifest: Manifest, folder: Path) -> None:
    if missing := missing_keys(manifest, folder):
        raise RestoreRefused(
            f"Without these keys a part of the backup stays unreadable: {', '.join(missing)}. Put them into {folder} "
            "from their own copy (`zaklon keys restore FILE`), then restore."
        )


def _empty(connection: snapshot.Connection) -> None:
    owner = connection.execute("SELECT current_user").fetchone()
    connection.execute("DROP SCHEMA public CASCADE")
    connection.execute(sql.SQL("CREATE SCHEMA public AUTHORIZATION {}").format(sql.Identifier(str(owner and owner[0]))))
    connection.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def database_url(url: str, name: str) -> str:
    """The same address for another database."""
    from psycopg.conninfo import make_conninfo

    return make_conninfo(url, dbname=name)


def backup_url() -> str:
    """The address of the role that sees all rows; empty when none is set."""
    return env.text("ZAKLON_DATABASE_BACKUP_URL")
