"""A country of invented persons with the tokens that the vault would have given them, written straight into tables."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import psycopg

from bench.leaks import Row
from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.models import Body, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.models import Token
from zaklon.cases.tests.vault.invented import full_names, mistyped
from zaklon.cases.vault import slots
from zaklon.cases.vault.name_list import add_names
from zaklon.cases.vault.numbers import Value
from zaklon.cases.vault.search_key import SearchKey
from zaklon.cases.vault.spelling import name_parts, skeleton
from zaklon.cases.vault.tokens import pair_of

_CASES = """
INSERT INTO cases_case (id, code, status, owner_body_id, circle, is_sealed, is_referred, is_on_hold, opened_at,
    closing_reason, changed_at)
SELECT n, 'B' || n, 'open', (SELECT id FROM access_body ORDER BY id LIMIT 1), '{}', false, false, false, now(), '',
    now()
FROM generate_series(%s::bigint, %s) n
"""
_PERSONS = """
INSERT INTO cases_person (id, case_id, position, sex, age_group, citizenship, added_at, is_restricted, circle,
    is_sealed)
SELECT lpad(to_hex(n), 32, '0')::uuid, n, 1, 'unknown', 'in_doubt', '', now(), false, '{}', false
FROM generate_series(%s::bigint, %s) n
"""
# As keep_walls would: eleven parts, two levels of each.
_KEYS = """
INSERT INTO cases_accesskey (case_id, user_id, body_id, number, ground, starts_at)
SELECT c, %s, %s, c * 64 + part * 4 + level, 'assignment', now() - interval '1 day'
FROM unnest(%s::bigint[]) c, generate_series(0, 10) part, generate_series(0, 1) level
"""
_PLAIN = "CREATE TABLE bench_plain (token bytea, person_id uuid, case_id bigint)"
_FIND_PLAIN = """
SELECT person_id, case_id, count(DISTINCT token) FROM bench_plain WHERE token = ANY(%s)
GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 50
"""


@dataclass(frozen=True)
class Crowd:
    """Full names in the order in which the persons came; the n-th has case n, counted from one."""

    names: list[str]

    @classmethod
    def of(cls, count: int) -> "Crowd":
        """So many persons with as many different names as a country of that size has."""
        return cls(full_names(count, firsts=2_000, lasts=min(20_000, count // 10), seed=count))

    def questions(self, lot: random.Random, count: int) -> dict[str, list[str]]:
        """Questions about persons of the crowd."""
        asked = [lot.choice(self.names) for _ in range(count)]
        commonest = max(set(self.names[:20_000]), key=self.names[:20_000].count)
        return {
            "full name": asked,
            "full name, mistyped": [mistyped(name, lot) for name in asked],
            "surname": [name.split()[-1] for name in asked],
            "first name": [name.split()[0] for name in asked],
            "the commonest full name": [commonest] * 20,
        }


def write_crowd(super_url: str, crowd: Crowd) -> None:
    """Cases, persons, tokens, sizes and the list of names, in place of those that were there."""
    with psycopg.connect(super_url) as connection, connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_case CASCADE")
        cursor.execute(_CASES, [1, len(crowd.names)])
        cursor.execute(_PERSONS, [1, len(crowd.names)])
    write_names(super_url, crowd)
    key = SearchKey.current()
    with psycopg.connect(super_url) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_plain")
        _copy_plain(cursor, [name_parts([name]) for name in crowd.names], key)
    with psycopg.connect(super_url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def write_names(super_url: str, crowd: Crowd) -> None:
    """Tokens, sizes and the list of names of persons who are there already, in place of those that were."""
    key = SearchKey.current()
    parts = [name_parts([name]) for name in crowd.names]
    with psycopg.connect(super_url) as connection, connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_token, cases_tokenuse, cases_namevariant")
        # Whose tokens they are is known to be there; asking for each would take half of the time.
        cursor.execute("SET session_replication_role = replica")
        sizes = _copy_tokens(cursor, parts, key)
        with cursor.copy("COPY cases_tokenuse (name_mac, sealed_count) FROM STDIN") as copy:
            for value, size in sizes.items():
                digest = key.digest("size", f"{value[0]}|{value[1]}")
                copy.write_row((digest, key.seal_size(digest, size)))
    with acting_as(SYSTEM):
        new = sorted({part for name in parts for part in name})
        for start in range(0, len(new), 500):
            add_names(new[start : start + 500], key)


def _copy_tokens(cursor: psycopg.Cursor[Any], parts: list[tuple[str, ...]], key: SearchKey) -> dict[Value, int]:
    """Give each person tokens as `slots.reserve` would; returns the sizes that are stored."""
    lot = random.Random(5)  # noqa: S311 - the same country each time
    sizes: dict[Value, int] = {}
    used: dict[Value, int] = {}
    with cursor.copy("COPY cases_token (case_id, person_id, token) FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(["int8", "uuid", "bytea"])
        for number, names in enumerate(parts, start=1):
            values: list[Value] = [
                *(("name", name) for name in names),
                *(pair_of(*two) for two in combinations(names, 2)),
            ]
            tokens = [key.token(*value, _slot(value, sizes, used, lot)) for value in values]
            tokens += [lot.randbytes(16) for _ in range(-len(tokens) % 4)]
            for token in sorted(tokens):
                copy.write_row((number, uuid.UUID(int=number), token))
    return sizes


def _slot(value: Value, sizes: dict[Value, int], used: dict[Value, int], lot: random.Random) -> int:
    """A free slot by lot, or one of the new half; `used` has a bit for each slot."""
    size, taken = sizes.get(value, slots.FIRST_SIZE), used.get(value, 0)
    free = [slot for slot in lot.sample(range(size), min(size, slots.DRAWN)) if not taken >> slot & 1]
    if not free:
        sizes[value] = 2 * size
        free = [lot.randrange(size, 2 * size)]
    used[value] = taken | 1 << free[0]
    return free[0]


def _copy_plain(cursor: psycopg.Cursor[Any], parts: list[tuple[str, ...]], key: SearchKey) -> None:
    """The reference: a digest of each name part and one of its skeleton, the same for all who have it; no policies."""
    cursor.execute(_PLAIN)
    with cursor.copy("COPY bench_plain FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(["bytea", "uuid", "int8"])
        for number, names in enumerate(parts, start=1):
            for token in _plain_tokens(names, key):
                copy.write_row((token, uuid.UUID(int=number), number))
    cursor.execute("CREATE INDEX ON bench_plain (token)")


def _plain_tokens(names: tuple[str, ...], key: SearchKey) -> list[bytes]:
    return [key.digest(kind, text) for name in names for kind, text in (("exact", name), ("skeleton", skeleton(name)))]


def plain_search(connection: psycopg.Connection[Any], text: str) -> int:
    """What the reference finds: how many."""
    tokens = _plain_tokens(name_parts([text]), SearchKey.current())
    with connection.transaction():
        return len(connection.execute(_FIND_PLAIN, [tokens]).fetchall())


def make_readers(super_url: str, crowd: Crowd) -> dict[str, Actor]:
    """Somebody who may identify everybody, and two who work on so many cases."""
    readers = {"overseer": SYSTEM}
    with acting_as(SYSTEM):
        body = Body.objects.order_by("pk")[0]
    for cases in (50, 500):
        with acting_as(SYSTEM):
            user = User(email=f"{uuid.uuid4()}@example.invalid", full_name="Invented Reader", language="en")
            user.joined_at = datetime(2026, 1, 1, tzinfo=UTC)
            user.save()
        step = len(crowd.names) // cases
        with psycopg.connect(super_url, autocommit=True) as connection:
            connection.execute(_KEYS, [user.pk, body.pk, list(range(1, len(crowd.names), step))[:cases]])
        holder = Actor.holding(frozenset({Role.CASE_MANAGER}), user_id=user.pk, body_id=body.pk)
        readers[f"reader of {cases} cases"] = holder
    return readers


def rows_in_database() -> list[Row]:
    """The table as a dump shows it: token, and the place of its person in the order of writing."""
    with acting_as(SYSTEM):
        rows = Token.objects.order_by("pk").values_list("token", "case_id")
        return [(bytes(token), case_id - 1) for token, case_id in rows]
