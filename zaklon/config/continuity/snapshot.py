"""What stands in a database at one moment, seen by a role from which no row policy hides anything."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from zaklon.config.faults import CannotStart

# Not kept: whoever had signed out must not be signed in again by a restore, no key of a program that had ended may come
# back, and counters of rate limits are of the day.
LEFT_OUT = ("django_session", "usersessions_usersession", "zaklon_cache", "access_programkey")

Connection = psycopg.Connection[tuple[Any, ...]]

_TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
# Where the names of keys stand, so that a restore can say which of them it needs.
_KEY_COLUMNS = (
    ("cases_datakey", "key_id", "destroyed_at IS NULL"),
    ("documents_attachment", "key_id", "true"),
    ("audit_block", "key_id", "true"),
)


class BlindRole(Exception):
    """The role for backups sees only a part: what it wrote would be a backup of nothing."""


@dataclass(frozen=True)
class Contents:
    """Rows by table, applied migrations, names of keys, the newest block of the trail; `snapshot` is for pg_dump."""

    snapshot: str
    taken_at: datetime
    postgres: int
    tables: dict[str, int]
    migrations: list[str]
    keys: list[str]
    head_number: int
    head_hash: str


@contextlib.contextmanager
def held(url: str) -> Iterator[Contents]:
    """The contents, and a snapshot of them that stays open for the length of the block.

    Raises BlindRole for a role that row policies bind, CannotStart when the database cannot be reached.
    """
    with connected(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _refuse_blind(connection)
        yield Contents(
            snapshot=_one(connection, "SELECT pg_export_snapshot()"),
            taken_at=_one(connection, "SELECT now()"),
            postgres=major_of(connection),
            tables=counts(connection),
            migrations=_migrations(connection),
            keys=_keys(connection),
            **_head(connection),
        )


def connected(url: str) -> Connection:
    """A connection. Raises CannotStart, without the address, which may hold a password."""
    try:
        return psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise CannotStart(f"The database cannot be reached for a backup or restore: {error}") from None


def counts(connection: Connection) -> dict[str, int]:
    """Rows of every table that a backup keeps."""
    names = [str(name) for (name,) in connection.execute(_TABLES) if name not in LEFT_OUT]
    return {name: _count(connection, name) for name in names}


def major_of(connection: Connection) -> int:
    """The server's major version."""
    return connection.info.server_version // 10_000


def is_empty(connection: Connection) -> bool:
    """Whether no table stands in the database yet."""
    return connection.execute(_TABLES).fetchone() is None


def _refuse_blind(connection: Connection) -> None:
    role, sees_all = connection.execute(
        "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone() or ("?", False)
    if not sees_all:
        raise BlindRole(
            f"The role {role} is bound by row policies, so its backup would be empty. Make a role of its own for "
            "backups (docs/continuity.md) and set ZAKLON_DATABASE_BACKUP_URL to it."
        )


def _count(connection: Connection, table: str) -> int:
    return int(_one(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))))


def _one(connection: Connection, query: Any) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _has(connection: Connection, table: str) -> bool:
    return connection.execute("SELECT to_regclass(%s)", [f"public.{table}"]).fetchone() != (None,)


def _migrations(connection: Connection) -> list[str]:
    if not _has(connection, "django_migrations"):
        return []
    found = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [str(name) for (name,) in found]


def _keys(connection: Connection) -> list[str]:
    names: set[str] = set()
    for table, column, condition in _KEY_COLUMNS:
        if _has(connection, table):
            question = sql.SQL("SELECT DISTINCT {} FROM {} WHERE {}")
            asked = question.format(sql.Identifier(column), sql.Identifier(table), sql.SQL(condition))
            found = connection.execute(asked)
            names.update(str(name) for (name,) in found)
    return sorted(names)


def _head(connection: Connection) -> dict[str, Any]:
    newest = None
    if _has(connection, "audit_block"):
        newest = connection.execute("SELECT number, hash FROM audit_block ORDER BY number DESC LIMIT 1").fetchone()
    return {"head_number": newest[0], "head_hash": newest[1].hex()} if newest else {"head_number": 0, "head_hash": ""}
