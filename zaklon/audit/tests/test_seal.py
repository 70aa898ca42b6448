"""Sealing the trail, and checking the seal, on the real tables."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from zaklon.audit.commands import record
from zaklon.audit.commands.sealing import seal, verify
from zaklon.audit.queries import checking
from zaklon.audit.rules.checking import Wrong
from zaklon.audit.rules.rows import COLUMNS, row_bytes

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def write(count, by):
    for number in range(count):
        record("invented.act", f"s{number}", by=by, at=NOON + timedelta(seconds=number), fields=["status"])


def test_what_is_written_is_sealed_and_found_right(as_system):
    write(7, as_system)
    done = seal(now=NOON)
    assert (done.rows, done.blocks) == (7, 1)
    verdict = verify()
    assert (verdict.fault, verdict.rows, verdict.blocks, verdict.waiting) == (None, 7, 1, 0)


def test_rows_written_after_the_seal_wait(as_system):
    write(3, as_system)
    seal(now=NOON)
    write(2, as_system)
    assert (verify().rows, verify().waiting) == (3, 2)


def test_a_block_holds_a_thousand_rows_at_most(as_system):
    write(2_001, as_system)
    assert seal(now=NOON).blocks == 3
    assert [block.count for block in checking.chain(1, 3)] == [1_000, 1_000, 1]
    assert verify().rows == 2_001
    assert verify(first=3).rows == 1


def test_sealing_twice_seals_nothing_twice(as_system):
    write(3, as_system)
    seal(now=NOON)
    assert seal(now=NOON).blocks == 0


def test_an_empty_trail_is_right(as_system):
    verdict = verify()
    assert (verdict.fault, verdict.rows, verdict.blocks) == (None, 0, 0)


def test_the_canonical_bytes_hold_every_column_of_the_table(as_system, as_owner):
    write(1, as_system)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_entry")
        assert tuple(column.name for column in cursor.description) == COLUMNS
        (values,) = cursor.fetchall()
    (copied,) = checking.copied(checking.ROWS)
    assert row_bytes(values) == copied


# --- What a superuser can do with triggers off, on the real tables --------------------------------------------------

DELETE = "DELETE FROM audit_entry WHERE id = %(one)s"
SWAP = (
    "UPDATE audit_entry a SET action = b.action, subject = b.subject FROM audit_entry b "
    "WHERE (a.id, b.id) IN ((%(one)s, %(other)s), (%(other)s, %(one)s))"
)
COPY = (
    "INSERT INTO audit_entry (at, transaction, action, subject, roles, fields, request_id) "
    "SELECT at, 1, action, subject, roles, fields, request_id FROM audit_entry WHERE id = %(one)s"
)
MOVE = "UPDATE audit_entry SET id = id + 1000000 WHERE id = %(one)s"
EDITS = {
    "transaction": "transaction + 1",
    "recorded_at": "recorded_at - interval '1 microsecond'",
    "at": "at + interval '1 microsecond'",
    "action": "'other.act'",
    "subject": "subject || ' '",
    "user_id": "gen_random_uuid()",
    "body_id": "gen_random_uuid()",
    "roles": "'head'",
    "fields": "''",
    "request_id": "'0'",
}
FORGERIES = {
    "delete": (DELETE, Wrong.MISSING),
    "swap": (SWAP, Wrong.CHANGED),
    "copy": (COPY, None),
    "move": (MOVE, Wrong.MISSING),
    "block": ("UPDATE audit_block SET total = total + 1", Wrong.BLOCK_CHANGED),
    "leaves": ("UPDATE audit_block SET leaves = sha256(leaves) || substr(leaves, 33)", Wrong.BLOCK_CHANGED),
    "runs": ("UPDATE audit_block SET ids = ids + '{[900000,900001)}' WHERE number = 2", Wrong.BLOCK_CHANGED),
    "no block": ("DELETE FROM audit_block WHERE number = 1", Wrong.BLOCK_MISSING),
} | {
    column: (f"UPDATE audit_entry SET {column} = {value} WHERE id = %(one)s", Wrong.CHANGED)  # noqa: S608
    for column, value in EDITS.items()
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FORGERIES)
def test_what_a_superuser_forges_in_the_tables_is_found(name, as_system, as_owner):
    write(1_012, as_system)
    assert seal(now=NOON).blocks == 2
    first = checking.block(1).first_id
    statement, expected = FORGERIES[name]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, {"one": first + 4, "other": first + 9})
        if name == "copy":  # as if it were of a time whose transactions have long ended
            cursor.execute("SELECT max(id) FROM audit_entry")
            expected, first = Wrong.INSERTED, cursor.fetchone()[0] - 4
    fault = verify().fault
    assert fault is not None
    assert fault.wrong is expected
    if expected in {Wrong.CHANGED, Wrong.MISSING, Wrong.INSERTED}:
        assert fault.entry == first + 4
