"""Behaviour of the trail."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction

from zaklon.audit.commands import record
from zaklon.audit.queries import entries

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_recorded_act_can_be_read_back_newest_first(as_system):
    record("plan.adopted", "subject-1", by=as_system, at=NOON, fields=["status", "adopted_at"])
    record("plan.closed", "subject-1", by=as_system, at=NOON)
    found = entries(subject="subject-1")
    assert [entry.action for entry in found] == ["plan.closed", "plan.adopted"]
    assert found[1].fields == ("adopted_at", "status")


@pytest.mark.parametrize(
    "verb", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]
)
def test_nobody_changes_the_trail_not_even_the_owner(verb, as_owner, as_system):
    record("plan.adopted", "subject-1", by=as_system, at=NOON)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(verb)
    refused = pytest.raises(DatabaseError, match=r"permission denied|append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_an_act_outside_a_transaction_cannot_be_recorded(monkeypatch, as_system):
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record("plan.adopted", "subject-1", by=as_system, at=NOON)
