"""Country packs for the tests of other contexts: read once in a process, loaded once, then copied.

Most tests need a country, and reading, checking and writing one takes two seconds. So the first loading of a process
is the real one; its rows are kept, and every later test gets them as they were written. The loading itself is tested
in test_loading.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from zaklon.vocabulary.commands import load_pack
from zaklon.vocabulary.models import PackLoad
from zaklon.vocabulary.pack import Pack, read_pack
from zaklon.vocabulary.queries import forget_pack_of_page

# Rows of a loaded pack by table, and the highest number that each table has given away.
Taken = tuple[dict[str, bytes], dict[str, int]]
_loaded: dict[tuple[str, date], Taken] = {}


@cache
def pack_of(folder: Path) -> Pack:
    """The pack of a folder that no test changes."""
    return read_pack(folder)


def load_country(folder: Path, *, now: datetime) -> Pack:
    """Have the pack of a folder that no test changes in the database, as `load_pack`. Needs the reach 'system'."""
    pack = pack_of(folder)
    # A loading depends on the pack and on the country's day.
    key = (pack.content_hash, now.astimezone(ZoneInfo(pack.country.timezone)).date())
    is_empty = not PackLoad.objects.exists()
    if is_empty and key in _loaded:
        _put(*_loaded[key], now)
        forget_pack_of_page()
        return pack
    load_pack(pack, now=now)
    if is_empty:
        _loaded[key] = _taken()
    return pack


def _tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_app_config("vocabulary").get_models(include_auto_created=True)]


@contextmanager
def _past_every_policy() -> Iterator[CursorWrapper]:
    """As the superuser, and without triggers: what is written passed both when it was written the first time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('session_replication_role')")
        role, replication = cursor.fetchone()
        cursor.execute("SET LOCAL ROLE NONE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute(f"SET LOCAL session_replication_role = {replication}; SET LOCAL ROLE {role}")


def _taken() -> Taken:
    with _past_every_policy() as cursor:
        rows = {}
        for table in _tables():
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as packed:
                rows[table] = b"".join(packed)
        cursor.execute(
            "SELECT name, pg_sequence_last_value(name::regclass) FROM ("
            "SELECT pg_get_serial_sequence(table_name, column_name) FROM information_schema.columns"
            " WHERE table_name = ANY(%s) AND is_identity = 'YES') AS numbered(name)",
            [_tables()],
        )
        numbers = {name: number for name, number in cursor.fetchall() if number is not None}
    return rows, numbers


def _put(rows: dict[str, bytes], numbers: dict[str, int], now: datetime) -> None:
    with _past_every_policy() as cursor:
        for table, packed in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as target:
                target.write(packed)
        # A database of its own, such as that of `committed`, has not given these numbers away yet.
        for name, number in numbers.items():
            given = "SELECT setval(%s, GREATEST(%s, pg_sequence_last_value(%s::regclass)))"
            cursor.execute(given, [name, number, name])
        PackLoad.objects.update(loaded_at=now)
