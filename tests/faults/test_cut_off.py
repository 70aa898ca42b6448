"""A process that is killed in the middle of a command, and a database that is killed under load."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from zaklon.config import cluster, embedded

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]

# Opens a case and stops at one of the statements that it sends to the database, to be killed there.
_OPEN = """
import os, signal, sys, uuid
import django
django.setup()
from django.db import connection
from datetime import UTC, datetime
from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.commands.files import open_case
from zaklon.cases.kinds import AgeGroup
from zaklon.cases.values import NewCase, PersonFacts

user, body, at, key = sys.argv[1:5]
manager = Actor.holding(frozenset({Role.CASE_MANAGER}), user_id=uuid.UUID(user), body_id=uuid.UUID(body))
sent = 0

def stop_at(execute, sql, params, many, context):
    global sent
    sent += 1
    if sent == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

adult = PersonFacts(age_group=AgeGroup.ADULT)
with connection.execute_wrapper(stop_at), acting_as(manager):
    new = NewCase((adult, adult), Role.CASE_MANAGER, uuid.UUID(key))
    code = open_case(new, actor=manager, now=datetime.now(tz=UTC))
print(code, sent)
"""
_TABLES = ("cases_case", "cases_person", "cases_datakey", "cases_track", "cases_assignment", "cases_accesskey")


def run(committed_url, *words):
    """The command in a process of its own, against the test's database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_D", "DJANGO_"))}
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "zaklon.config.settings_test",
        "ZAKLON_DATABASE_URL": committed_url,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", _OPEN, *map(str, words)]
    return subprocess.run(  # noqa: S603 - ourselves
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def counted(superuser):
    return {table: superuser.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _TABLES}  # noqa: S608 - our names


def test_a_command_whose_process_is_killed_is_whole_or_not_there(committed):
    """Killed at two statements in its middle; the same request again is one case with two persons."""
    from zaklon.access.tests.factories import make_actor

    manager = make_actor("case_manager")
    superuser = committed("postgres")
    superuser.autocommit = True
    info = superuser.info
    url = f"postgresql://zaklon_app@/{info.dbname}?host={info.host}&port={info.port}"
    key = "00000000-0000-4000-8000-000000000001"
    nothing = counted(superuser)
    for at in (9, 20):
        done = run(url, manager.user_id, manager.body_id, at, key)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert counted(superuser) == nothing, f"killed at statement {at}"
    done = run(url, manager.user_id, manager.body_id, 0, key)
    assert done.returncode == 0, done.stderr
    code, sent = done.stdout.split()
    assert int(sent) > 20, "the kills above were all inside the command"
    once = counted(superuser)
    assert (once["cases_case"], once["cases_person"], once["cases_datakey"]) == (1, 2, 2)
    again = run(url, manager.user_id, manager.body_id, 0, key)
    assert again.stdout.split()[0] == code
    assert counted(superuser) == once


class Writer(threading.Thread):
    """Writes numbers and keeps those that the database has acknowledged."""

    def __init__(self, url, number):
        super().__init__()
        self.url, self.number, self.acknowledged = url, number, []
        self.ending = threading.Event()

    def run(self):
        count = 0
        while not self.ending.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    while not self.ending.is_set():
                        count += 1
                        value = self.number * 1_000_000 + count
                        connection.execute("INSERT INTO written VALUES (%s)", [value])
                        self.acknowledged.append(value)
            except psycopg.Error:
                time.sleep(0.05)


def test_a_database_killed_under_load_has_every_write_that_it_acknowledged():
    with tempfile.TemporaryDirectory(prefix="zaklon-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = embedded.start(folder)
        writers = []
        try:
            url = server.url("postgres", "postgres")
            with psycopg.connect(url, autocommit=True) as connection:
                assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
                assert connection.execute("SHOW fsync").fetchone() == ("on",)
                connection.execute("CREATE TABLE written (number bigint PRIMARY KEY)")
            writers = [Writer(url, number) for number in range(3)]
            for writer in writers:
                writer.start()
            for _kill in range(3):
                time.sleep(0.6)
                _kill_and_start(folder)
            for writer in writers:
                writer.ending.set()
                writer.join(30)
            acknowledged = {value for writer in writers for value in writer.acknowledged}
            with psycopg.connect(url) as connection:
                kept = {number for (number,) in connection.execute("SELECT number FROM written")}
            assert len(acknowledged) > 100
            assert acknowledged - kept == set()
        finally:
            for writer in writers:
                writer.ending.set()
            embedded.stop(folder)


def _kill_and_start(folder):
    """Every process of this server at once, as when the power fails, then the next start."""
    pgdata = folder / "postgres"
    for pid in cluster._working_in(pgdata):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    end = time.monotonic() + 30
    while cluster._working_in(pgdata) and time.monotonic() < end:
        time.sleep(0.05)
    embedded.start(folder)
