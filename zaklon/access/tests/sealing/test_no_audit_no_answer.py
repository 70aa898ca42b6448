"""No audit, no answer: what cannot be put on the trail is not shown."""

import contextlib

import psycopg
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.browsing import make_person, sign_in
from zaklon.access.tests.factories import NOON, make_actor, make_user
from zaklon.audit.commands import NotRecordedError, disclosed
from zaklon.audit.queries import entries

BREAK_INSERT = "ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (action NOT LIKE 'trail.%') NOT VALID"
# Fails only when the transaction is to be kept: a disk that fills up, a constraint looked at last.
BREAK_COMMIT = """
CREATE FUNCTION refuse_to_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not kept'; END $$;
CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.action LIKE 'trail.%') EXECUTE FUNCTION refuse_to_keep();
"""


@pytest.fixture
def browser(pages, settings, committed):
    """An auditor's browser on a database with real commits."""
    client = Client(raise_request_exception=False)
    person = make_person(full_name="Auditor Invented")
    make_actor("auditor", user=person)
    make_user(full_name="Ana Invented")
    sign_in(client, person)
    return client


@pytest.mark.slow
@pytest.mark.parametrize("damage", [BREAK_INSERT, BREAK_COMMIT], ids=["insert", "commit"])
def test_a_page_that_cannot_be_put_on_the_trail_is_not_shown(damage, browser, committed):
    shown = browser.get("/trail/")
    assert "Ana Invented" in shown.content.decode()
    superuser = committed("postgres")
    superuser.execute(damage)
    superuser.commit()
    for ask in (lambda: browser.get("/trail/"), lambda: browser.post("/trail/export/", {"purpose": "An inspection"})):
        answer = ask()
        assert answer.status_code == 500
        assert b"Ana Invented" not in answer.content
        assert b"Auditor Invented" not in answer.content


@pytest.mark.django_db
def test_what_is_disclosed_stands_on_the_trail_before_it_is_read(as_system):
    with disclosed("invented.opened", "subject", by=as_system, at=NOON, fields=["name"]):
        (entry,) = entries(subject="subject")
    assert (entry.action, entry.fields) == ("invented.opened", ("name",))


@pytest.mark.slow
def test_nothing_is_read_when_the_row_fails_also_where_database_errors_are_caught(committed):
    superuser = committed("postgres")
    superuser.execute("ALTER TABLE audit_entry ADD CONSTRAINT broken CHECK (action <> 'invented.opened')")
    superuser.commit()
    read = []

    def answer():
        with disclosed("invented.opened", "subject", by=SYSTEM, at=NOON):
            read.append("secret")

    with pytest.raises(NotRecordedError), acting_as(SYSTEM), contextlib.suppress(DatabaseError), transaction.atomic():
        answer()
    assert read == []
    assert superuser.execute("SELECT count(*) FROM audit_entry").fetchone() == (0,)


def test_outside_a_transaction_nothing_is_disclosed(committed):
    with pytest.raises(RuntimeError, match="outside a transaction"), disclosed("a.b", "s", by=SYSTEM, at=NOON):
        raise AssertionError("was read")
    assert isinstance(committed(), psycopg.Connection)
