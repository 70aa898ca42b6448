"""Who sees and writes which rows of people, sign-in, the outbox and the trail, verb by verb and reach by reach.

One table says what is expected. The last tests weaken and drop every policy in turn, and the table must notice.
"""

# ruff: noqa: S608 - names of tables and policies come from the table below

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.db import DatabaseError, IntegrityError, connection

from zaklon.access.actor import PUBLIC, SIGN_IN, SYSTEM, Actor
from zaklon.access.models import AccountNotice, Invitation, PasswordReset, Post, ProgramKey, SignInFailure
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON, make_body, make_user
from zaklon.audit.commands import record

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# No context at all, a visitor, somebody signed in without a post, and somebody with a post in each reach.
WHO = ("forgotten", "visitor", "public", "sign_in", "body", "office", "audit", "admin", "system")
EVERYBODY = "visitor public sign_in body office audit admin system"
ACTING = "sign_in body office audit admin system"
SIGNING_IN = "sign_in system"
KEEPERS = "admin system"


@dataclass(frozen=True)
class Wall:
    """What is expected of a table: for each verb, who meets which rows.

    `rows` names the rows that the world puts into the table. `blind` sets a column without reading any, so that the
    answer does not depend on what may be seen. Whoever is not named meets nothing or is refused. `given` are the
    columns that a new row may be given, where the database alone decides the others.
    """

    rows: str
    blind: str
    see: dict[str, str]
    add: dict[str, str]
    change: dict[str, str]
    remove: dict[str, str]
    given: str = ""


WALLS = {
    "access_body": Wall(
        "mine theirs",
        "source = 'x'",
        {EVERYBODY: "mine theirs"},
        {KEEPERS: "mine theirs"},
        {KEEPERS: "mine theirs"},
        {},
    ),
    "access_bodyname": Wall(
        "mine theirs",
        "source = 'x'",
        {EVERYBODY: "mine theirs"},
        {KEEPERS: "mine theirs"},
        {KEEPERS: "mine theirs"},
        {KEEPERS: "mine theirs"},
    ),
    "access_post": Wall(
        "mine colleague stranger",
        "end_date = NULL",
        {
            "sign_in office audit admin system": "mine colleague stranger",
            "body": "mine colleague",
            "public": "mine",
        },
        {"sign_in admin system": "mine colleague stranger"},
        {KEEPERS: "mine colleague stranger"},
        {},
    ),
    "access_user": Wall(
        "mine colleague stranger",
        "language = 'xx'",
        {
            "sign_in office audit admin system": "mine colleague stranger",
            "body": "mine colleague",
            "public": "mine",
        },
        {"sign_in admin system": "mine colleague stranger"},
        {"sign_in admin system": "mine colleague stranger", "public body office audit": "mine"},
        {},
    ),
    "access_invitation": Wall(
        "one",
        "language = 'xx'",
        {"sign_in admin system": "one"},
        {KEEPERS: "one"},
        {"sign_in admin system": "one"},
        {},
    ),
    "access_passwordreset": Wall(
        "mine theirs",
        "queued_at = now()",
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
        {"system": "mine theirs"},
        {},
    ),
    "access_programkey": Wall(
        "mine theirs",
        "may_write = true",
        {SIGNING_IN: "mine theirs", "public body office audit admin": "mine"},
        {SIGNING_IN: "mine theirs", "public body office audit admin": "mine"},
        {SIGNING_IN: "mine theirs", "public body office audit admin": "mine"},
        {},
    ),
    "access_signinfailure": Wall(
        "one", "failures = 1", {SIGNING_IN: "one"}, {SIGNING_IN: "one"}, {SIGNING_IN: "one"}, {SIGNING_IN: "one"}
    ),
    "account_emailaddress": Wall(
        "mine theirs",
        "verified = true",
        {"sign_in admin system": "mine theirs", "public body office audit": "mine"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
    ),
    "account_emailconfirmation": Wall(
        "one", "sent = now()", {SIGNING_IN: "one"}, {SIGNING_IN: "one"}, {SIGNING_IN: "one"}, {SIGNING_IN: "one"}
    ),
    "mfa_authenticator": Wall(
        "mine theirs",
        "last_used_at = now()",
        {SIGNING_IN: "mine theirs", "public body office audit admin": "mine"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
    ),
    "usersessions_usersession": Wall(
        "mine theirs",
        "user_agent = 'x'",
        {"sign_in admin system": "mine theirs", "public body office audit": "mine"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
        {"sign_in admin system": "mine theirs"},
    ),
    "socialaccount_socialaccount": Wall(
        "mine theirs",
        "last_login = now()",
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
        {SIGNING_IN: "mine theirs"},
    ),
    "socialaccount_socialtoken": Wall(
        "one", "token = 'x'", {SIGNING_IN: "one"}, {SIGNING_IN: "one"}, {SIGNING_IN: "one"}, {SIGNING_IN: "one"}
    ),
    "socialaccount_socialapp": Wall("one", "name = 'x'", {SIGNING_IN: "one"}, {"system": "one"}, {"system": "one"}, {}),
    "access_accountnotice": Wall(
        "one", "queued_at = now()", {"system": "one"}, {KEEPERS: "one"}, {"system": "one"}, {"system": "one"}
    ),
    "notify_message": Wall(
        "one", "attempts = 1", {"system": "one"}, {ACTING: "one"}, {"system": "one"}, {"system": "one"}
    ),
    "audit_entry": Wall(
        "one",
        "roles = 'x'",
        {"audit system": "one"},
        {EVERYBODY: "one"},
        {},
        {},
        given="at, action, subject, user_id, body_id, roles, fields, request_id",
    ),
    "audit_block": Wall("one", "count = 2", {"audit system": "one"}, {"system": "one"}, {}, {}),
    "audit_handout": Wall("one", "head = 'x'", {"audit system": "one"}, {"audit system": "one"}, {}, {}),
}
VERBS = ("see", "add", "change", "remove")


@pytest.fixture
def world(as_owner):
    """Me and a colleague in one body, a stranger in another; and for each a row wherever rows belong to people."""
    with acting_as(SYSTEM):
        mine, theirs = make_body("MINE"), make_body("THEIRS")
        me, colleague, stranger = make_user("me@example.invalid"), make_user(), make_user()
        for user, body in ((me, mine), (colleague, mine), (stranger, theirs)):
            Post.objects.create(id=uuid.uuid4(), user=user, body=body, role="reporter", start_date=NOON.date())
        Invitation.objects.create(
            email="n@example.invalid",
            full_name="N",
            language="en",
            body=mine,
            role="head",
            invited_at=NOON,
            expires_at=NOON + timedelta(days=7),
        )
        AccountNotice.objects.create(
            kind="address_changed", user=me, email="o@example.invalid", language="en", noted_at=NOON
        )
        SignInFailure.objects.create(key="k", failures=1, last_at=NOON)
        for number, user in enumerate((me, stranger)):
            PasswordReset.objects.create(user=user, asked_at=NOON)
            ProgramKey.objects.create(
                user=user,
                post=Post.objects.get(user=user),
                purpose="invented",
                digest=f"d{number}",
                permissions=[],
                may_write=False,
                made_at=NOON,
                expires_at=NOON + timedelta(days=7),
            )
            address = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            Authenticator.objects.create(user=user, type="totp", data={})
            UserSession.objects.create(user=user, ip="::1", session_key=f"k{number}", user_agent="")
            account = SocialAccount.objects.create(user=user, provider="p", uid=f"u{number}", extra_data={})
        EmailConfirmation.objects.create(email_address=address, key="k", sent=NOON)
        app = SocialApp.objects.create(provider="p", name="n", client_id="c", secret="s")
        SocialToken.objects.create(app=app, account=account, token="t")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notify_message (id, kind, user_id, role, path, created_at, not_before, attempts) "
            "VALUES (gen_random_uuid(), 'task_waiting', %s, '', '/', now(), now(), 0)",
            [me.pk],
        )
    with acting_as(SYSTEM):
        record("invented.act", "subject", by=SYSTEM, at=NOON)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_block (number, ids, first_id, last_id, count, total, sealed_below, cluster, "
            "previous_hash, root, leaves, sealed_at, key_id, hash, signature) "
            "VALUES (1, '{[1,2)}', 1, 1, 1, 1, 1, 'c', '', '', '', now(), 'k', '', '')"
        )
        cursor.execute(
            "INSERT INTO audit_handout (id, at, way, receiver, block_number, head) "
            "VALUES (gen_random_uuid(), now(), 'paper', 'r', 1, 'h')"
        )
    # Nothing may wait for the end of the transaction, or no table can be altered in it.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return me.pk, mine.pk


def actor_of(who, world):
    me, mine = world
    fixed = {"visitor": PUBLIC, "sign_in": SIGN_IN, "system": SYSTEM}
    return fixed.get(who) or Actor(me, None if who == "public" else mine, frozenset(), who, frozenset())


def owner_asks(sql):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        try:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
        finally:
            cursor.execute("SET LOCAL ROLE zaklon_app")


def key_of(table):
    return {"access_signinfailure": "key", "audit_block": "number"}.get(table, "id")


def labels_of(table):
    """Label of each row by its key, in the order in which the world made them."""
    order = {"access_user": "joined_at, email <> 'me@example.invalid'"}.get(table, "ctid")
    keys = [str(key) for (key,) in owner_asks(f"SELECT {key_of(table)} FROM {table} ORDER BY {order}, ctid")]
    return dict(zip(keys, WALLS[table].rows.split(), strict=True))


class Refused(Exception):
    """The database said no."""


def attempt(sql, parameters=()):
    """Rows of a query or count of a change, undone at once. Raises Refused."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT attempt")
        try:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else cursor.rowcount
        except IntegrityError:
            return 1  # the policy let it pass; only a key stood in the way
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") in {"42501", "ZK001"}:
                raise Refused from error
            raise
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT attempt")


def observed(table, who, world):
    """What somebody meets in the table, verb by verb: labels of rows, or for blind changes their number."""
    wall, labels, key = WALLS[table], labels_of(table), key_of(table)
    copies = [row for (row,) in owner_asks(f"SELECT to_jsonb(t)::text FROM {table} t")]

    def see():
        return {labels[str(found)] for (found,) in attempt(f"SELECT {key} FROM {table}")}

    def add():
        into = f"{table} ({wall.given})" if wall.given else table
        new = f"INSERT INTO {into} SELECT {wall.given or '*'} FROM jsonb_populate_record(NULL::{table}, %s)"
        return sum(_passes(new, [copy]) for copy in copies)

    def change():
        return attempt(f"UPDATE {table} SET {wall.blind}")

    def remove():
        return attempt(f"DELETE FROM {table}")

    return {
        verb: _or_nothing(look) for verb, look in (("see", see), ("add", add), ("change", change), ("remove", remove))
    }


def _passes(sql, parameters):
    try:
        return attempt(sql, parameters)
    except Refused:
        return 0


def _or_nothing(look):
    try:
        return look() or 0
    except Refused:
        return 0


def expected(table, who):
    wall = WALLS[table]
    met = {}
    for verb in VERBS:
        rows = {row for names, rows in getattr(wall, verb).items() if who in names.split() for row in rows.split()}
        met[verb] = (rows if verb == "see" else len(rows)) or 0
    return met


def meets(table, who, world):
    if who == "forgotten":
        return observed(table, who, world)
    with acting_as(actor_of(who, world)):
        return observed(table, who, world)


@pytest.mark.parametrize("table", WALLS)
def test_everybody_meets_exactly_the_rows_that_the_table_says(table, world):
    assert {who: meets(table, who, world) for who in WHO} == {who: expected(table, who) for who in WHO}


def test_no_table_of_these_contexts_is_missing(db):
    prefixes = ("access_", "account_", "mfa_", "usersessions_", "socialaccount_", "notify_", "audit_")
    found = owner_asks("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    assert {name for (name,) in found if name.startswith(prefixes)} == set(WALLS)


# Table and verb of each policy: one for each verb that anybody may use, and no other.
POLICIES = [
    (table, verb)
    for table, wall in WALLS.items()
    for verb, met in (("select", wall.see), ("insert", wall.add), ("update", wall.change), ("delete", wall.remove))
    if met
]


def test_there_is_one_policy_for_each_verb_that_anybody_may_use(db):
    found = owner_asks("SELECT polrelid::regclass::text, polname FROM pg_policy")
    assert {name for table, name in found if table in WALLS} == {f"{table}_{verb}" for table, verb in POLICIES}


def notices(table, world, sql):
    """Whether at least one line of the table notices what `sql` did to the wall, which is then undone."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT wall")
        try:
            owner_asks(sql)
            return any(meets(table, who, world) != expected(table, who) for who in WHO)
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT wall")


@pytest.mark.parametrize(("table", "verb"), POLICIES)
def test_a_policy_that_is_weakened_or_dropped_is_noticed(table, verb, world):
    clauses = {"insert": "WITH CHECK (true)", "update": "USING (true) WITH CHECK (true)"}.get(verb, "USING (true)")
    assert notices(table, world, f"ALTER POLICY {table}_{verb} ON {table} {clauses}"), "weakened"
    assert notices(table, world, f"DROP POLICY {table}_{verb} ON {table}"), "dropped"


@pytest.mark.parametrize("table", WALLS)
def test_a_table_whose_policies_are_switched_off_is_noticed(table, world):
    assert notices(table, world, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
