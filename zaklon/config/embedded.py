"""The embedded PostgreSQL: for trying out, a laptop and the tests; never for production."""

import contextlib
import fcntl
import os
import pwd
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from zaklon.config import cluster
from zaklon.config.faults import CannotStart

OWNER_ROLE = "zaklon_owner"
APP_ROLE = "zaklon_app"
# Sees every row and changes none: for backups only.
BACKUP_ROLE = "zaklon_backup"
_CLUSTER = "postgres"
_STARTING = "starting.lock"
_USERS = "users.lock"
# What a first start writes, with room for work; a later one needs room for the write-ahead log.
_FIRST_MEGABYTES = 500
_LATER_MEGABYTES = 100
# A log line must never carry a name: no statement values, no row details (SECURITY.md 3.4).
_SETTINGS = {
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
}
_FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Files through which this process tells others that it uses the server of a folder.
_USES: dict[Path, TextIO] = {}


@dataclass(frozen=True)
class EmbeddedServer:
    """A running server, reachable through a socket only."""

    socket_dir: Path
    port: int

    def url(self, role: str, database: str) -> str:
        """Connection address for a role and a database."""
        return f"postgresql://{role}@/{database}?host={self.socket_dir}&port={self.port}"


def start(folder: Path, *, durable: bool = True) -> EmbeddedServer:
    """Start (or join) the server whose data lie in `folder`; returns when it answers. `stop` must follow.

    `durable=False` gives up crash safety for speed and is for tests only. Raises CannotStart.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    refuse_other_owner(folder)
    pgdata = folder / _CLUSTER
    with _one_at_a_time(folder):
        cluster.clear_drafts(folder)
        _refuse_full_disk(folder, _LATER_MEGABYTES if pgdata.exists() else _FIRST_MEGABYTES)
        if not pgdata.exists():
            cluster.end_remains(pgdata)
            cluster.make(pgdata, durable=durable)
        cluster.refuse_foreign(pgdata)
        if cluster.running(pgdata) is None and _is_used_by_others(folder):
            raise CannotStart(
                f"Zaklon runs from {folder}, but its database cannot be seen from here. "
                "Stop it where it runs (another container?), then start again."
            )
        found = cluster.start(pgdata, _SETTINGS if durable else _SETTINGS | _FOR_TESTS)
        _use(folder)
    return EmbeddedServer(found.socket_dir, found.port)


def stop(folder: Path) -> None:
    """Leave the server of this folder, and stop it when nobody else uses it."""
    folder = folder.resolve()
    if folder not in _USES:
        return
    with _one_at_a_time(folder):
        _USES.pop(folder).close()
        if not _is_used_by_others(folder):
            cluster.stop(folder / _CLUSTER)


def is_running(folder: Path) -> bool:
    """Whether the server of this folder lives."""
    return cluster.running(folder.resolve() / _CLUSTER) is not None


def is_address_of(folder: Path, url: str) -> bool:
    """Whether a connection address leads to the running embedded server of this folder, and nowhere else."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    found = cluster.running(folder.resolve() / _CLUSTER)
    try:
        host = conninfo_to_dict(url).get("host")
    except ProgrammingError:
        return False
    return found is not None and host == str(found.socket_dir)


@contextlib.contextmanager
def serving(folder: Path, *, durable: bool = True) -> Iterator[EmbeddedServer]:
    """The server for the length of a `with` block."""
    server = start(folder, durable=durable)
    try:
        yield server
    finally:
        stop(folder)


def ensure_database(server: EmbeddedServer, name: str) -> bool:
    """Make the three roles and the database; returns whether the database is new. Safe to repeat, also when cut off."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        for role in (OWNER_ROLE, APP_ROLE):
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                        sql.Identifier(role)
                    )
                )
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [BACKUP_ROLE]).fetchone() is None:
            backup = sql.Identifier(BACKUP_ROLE)
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN BYPASSRLS REPLICATION IN ROLE pg_read_all_data").format(backup)
            )
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        if not known:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(OWNER_ROLE)
                )
            )
    with psycopg.connect(server.url("postgres", name), autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER_ROLE)))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    return not known


def refuse_other_owner(folder: Path) -> None:
    """Raise CannotStart when the data folder is another person's: root would leave files that they cannot open."""
    lock = folder / _STARTING
    if lock.exists() and (owner := lock.stat().st_uid) != os.geteuid():
        raise CannotStart(
            f"The data in {folder} belong to {_name_of(owner)}. Start Zaklon as that user, "
            "or set ZAKLON_DATA_DIR to a folder of your own."
        )


def _name_of(user: int) -> str:
    try:
        return f"the user {pwd.getpwuid(user).pw_name}"
    except KeyError:
        return f"the user with number {user}"


def _refuse_full_disk(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < wanted:
        raise CannotStart(
            f"Only {free} MB are free on the disk of {folder}; {wanted} MB are needed. "
            "Free some space, or set ZAKLON_DATA_DIR to a folder on another disk."
        )


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Starting and stopping wait for each other; the kernel frees the lock of a process that was killed."""
    with (folder / _STARTING).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _use(folder: Path) -> None:
    if folder not in _USES:
        handle = (folder / _USERS).open("w")
        fcntl.flock(handle, fcntl.LOCK_SH)
        _USES[folder] = handle


def _is_used_by_others(folder: Path) -> bool:
    if folder in _USES:
        return False
    with (folder / _USERS).open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
