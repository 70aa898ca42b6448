"""Sealing the trail, and checking the seal, on the real tables."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from zaklon.audit.commands import record
from zaklon.audit.commands.sealing import seal, verify
from zaklon.audit.queries import checking
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
