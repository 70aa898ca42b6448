"""Transactions that commit out of order, and databases that were restored elsewhere: nothing is skipped."""

from datetime import UTC, datetime

import psycopg
import pytest

from zaklon.access.actor import PUBLIC, SYSTEM
from zaklon.access.rls import signed_context
from zaklon.audit.commands import record
from zaklon.audit.commands.sealing import keyring, seal, seal_part, verify
from zaklon.audit.queries import checking
from zaklon.audit.rules.blocks import Setting, make_block
from zaklon.audit.rules.checking import Wrong
from zaklon.audit.rules.rows import row_bytes

pytestmark = pytest.mark.slow
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
APPEND = (
    "INSERT INTO audit_entry (at, action, subject, user_id, body_id, roles, fields, request_id) "
    "VALUES (now(), 'late.act', %s, NULL, NULL, 'system', '', '')"
)


def begin(connection):
    """A transaction of another process that acts as the system."""
    context = signed_context(SYSTEM, connection.info.backend_pid)
    connection.execute("SELECT set_config('app.context', %s, true)", [context])
    return connection


def sealed_ids(system):
    with system():
        last = checking.last_block()
        blocks = list(checking.chain(1, last.number if last else 0))
    return [[n for low, high in block.ids for n in range(low, high)] for block in blocks]


def write(system, count=1):
    with system():
        for _ in range(count):
            record("prompt.act", "subject", by=SYSTEM, at=NOON)


def test_a_row_that_commits_after_younger_ones_were_sealed_is_sealed_later(committed, system):
    write(system)
    with system():
        seal(now=NOON)
    slow = begin(committed())
    slow.execute(APPEND, ["slow"])  # takes number 2 and waits
    quick = begin(committed())
    quick.execute(APPEND, ["quick"])  # takes number 3
    quick.commit()
    with system():
        assert seal(now=NOON).rows == 0  # the younger one waits for the older
        assert verify().waiting == 1
    slow.commit()
    with system():
        assert seal(now=NOON).rows == 2
        assert verify().fault is None
    assert sealed_ids(system) == [[1], [2, 3]]


def test_numbers_and_transactions_in_opposite_order_are_all_sealed(committed, system):
    """A low number may belong to a young transaction: numbers come from a sequence, transactions from a clock."""
    write(system)
    with system():
        seal(now=NOON)
    owner = committed("postgres")
    low, high = begin(committed()), begin(committed())
    low.execute("SELECT pg_current_xact_id()")
    high.execute(APPEND, ["number 2, young"])
    high.commit()
    low.execute(APPEND, ["number 3, older"])
    with system():
        assert seal(now=NOON).rows == 0
    low.commit()
    with system():
        assert seal(now=NOON).rows == 2
    order = owner.execute("SELECT id FROM audit_entry ORDER BY transaction").fetchall()
    assert [number for (number,) in order] == [1, 3, 2]
    write(system)
    with system():
        seal(now=NOON)
        verdict = verify()
    assert (verdict.fault, verdict.rows, verdict.waiting) == (None, 4, 0)


def test_an_earlier_block_can_hold_higher_numbers_than_a_later_one(committed, system):
    """When the first sealing meets a transaction that still runs, its low number comes into a later block."""
    slow = begin(committed())
    slow.execute(APPEND, ["number 1"])
    write(system, 2)
    with system():
        seal(now=NOON)
    assert sealed_ids(system) == [[2, 3]]
    slow.commit()
    write(system)
    with system():
        seal(now=NOON)
        verdict = verify()
    assert sealed_ids(system) == [[2, 3], [1, 4]]
    assert (verdict.fault, verdict.rows) == (None, 4)
    with system():
        assert verify(first=2).rows == 2


def test_a_row_that_commits_between_two_parts_of_a_sealing_is_sealed_next_time(committed, system, monkeypatch):
    monkeypatch.setattr("zaklon.audit.commands.sealing._PART_ROWS", 2)
    write(system)
    with system():
        seal(now=NOON)
    slow = begin(committed())
    write(system)
    slow.execute(APPEND, ["young and slow, number 3"])
    with system():
        part = seal_part(now=NOON)
    write(system, 2)
    slow.commit()
    while not part.is_last:
        with system():
            part = seal_part(now=NOON, before=part)
    with system():
        seal(now=NOON)
        verdict = verify()
    assert (verdict.fault, verdict.rows, verdict.waiting) == (None, 5, 0)


@pytest.mark.parametrize("sealed_before", [True, False])
def test_a_low_number_that_commits_between_two_parts_is_not_passed_by(sealed_before, committed, system, monkeypatch):
    monkeypatch.setattr("zaklon.audit.commands.sealing._PART_ROWS", 2)
    if sealed_before:
        write(system)
        with system():
            seal(now=NOON)
    write(system)
    slow = committed("postgres")
    slow.autocommit = True
    (number,) = slow.execute("SELECT nextval(pg_get_serial_sequence('audit_entry', 'id'))").fetchone()
    write(system, 4)
    with system():
        part = seal_part(now=NOON)
    assert part.after > number
    slow.execute(
        "INSERT INTO audit_entry (id, at, action, subject, roles, fields, request_id) "
        "VALUES (%s, now(), 'late.act', 's', '', '', '')",
        [number],
    )
    while not part.is_last:
        with system():
            part = seal_part(now=NOON, before=part)
    write(system)
    with system():
        seal(now=NOON)
        verdict = verify()
    assert (verdict.fault, verdict.waiting) == (None, 0)


def test_a_row_rolled_back_leaves_a_number_that_nobody_misses(committed, system):
    lost = begin(committed())
    lost.execute(APPEND, ["lost"])
    write(system)
    lost.rollback()
    with system():
        seal(now=NOON)
        assert (verify().fault, verify().rows) == (None, 1)


def test_a_dump_restored_into_another_server_goes_on_being_sealed(committed, system):
    """There transactions are counted anew, so the old numbers say nothing about the new rows."""
    write(system, 3)
    with system():
        seal(now=NOON)
    write(system, 2)
    superuser = committed("postgres")
    superuser.execute("SET session_replication_role = replica")
    # As on a server whose clock has not come that far: rows unsealed at the dump seem to lie in the future.
    superuser.execute("UPDATE audit_entry SET transaction = transaction + 1000000 WHERE id > 3")
    superuser.commit()
    _pretend_other_server(superuser, _blocks(system))
    with system():
        assert verify().waiting == 2
        assert seal(now=NOON).rows == 2
    write(system)
    with system():
        assert seal(now=NOON).rows == 1
        verdict = verify()
    assert (verdict.fault, verdict.rows, verdict.waiting) == (None, 6, 0)


def _blocks(system):
    with system():
        return list(checking.chain(1, 1))


def _pretend_other_server(superuser, blocks):
    """Write the block as another server would have: named so, and signed."""
    rows = superuser.execute(f"{checking.ROWS} WHERE id <= 3 ORDER BY id")

    made = make_block(
        [row_bytes(row) for row in rows], None, Setting(NOON, blocks[0].sealed_below + 500_000, "other"), keyring()
    )
    superuser.execute(
        "UPDATE audit_block SET cluster = %s, sealed_below = %s, hash = %s, signature = %s, sealed_at = %s",
        [made.cluster, made.sealed_below, made.hash, made.signature, made.sealed_at],
    )
    superuser.commit()


@pytest.mark.parametrize("role", ["zaklon_app", "zaklon_owner"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_block", "audit_handout"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_no_role_changes_removes_or_empties(verb, table, role, committed, system):
    column = {"audit_entry": "action = 'x'", "audit_block": "key_id = 'x'", "audit_handout": "receiver = 'x'"}[table]
    write(system)
    with system():
        seal(now=NOON)
    connection = begin(committed(role))
    with pytest.raises(psycopg.Error, match=r"append-only|permission denied"):
        connection.execute(verb.format(table, column))


@pytest.mark.parametrize("column", ["id", "transaction", "recorded_at"])
def test_the_application_cannot_choose_number_transaction_or_time(column, committed):
    connection = begin(committed())
    value = "now()" if column == "recorded_at" else "1"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            f"INSERT INTO audit_entry (at, action, subject, roles, fields, request_id, {column}) "  # noqa: S608
            f"VALUES (now(), 'a', 's', '', '', '', {value})"
        )


def test_only_the_system_writes_blocks(committed, system):
    connection = committed()
    context = signed_context(PUBLIC, connection.info.backend_pid)
    connection.execute("SELECT set_config('app.context', %s, true)", [context])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO audit_block VALUES (1, '{[1,2)}', 1, 1, 1, 1, 0, '', '', '', '', now(), 'k', '', '')"
        )


def test_a_superuser_who_puts_a_row_below_the_seal_is_found(committed, system):
    write(system, 3)
    with system():
        seal(now=NOON)
    superuser = committed("postgres")
    superuser.execute(
        "INSERT INTO audit_entry (at, transaction, recorded_at, action, subject, roles, fields, request_id) "
        "SELECT at, transaction, recorded_at, action, subject, roles, fields, request_id FROM audit_entry LIMIT 1"
    )
    superuser.commit()
    with system():
        fault = verify().fault
    assert (fault.wrong, fault.entry) == (Wrong.INSERTED, 4)
