"""The embedded database after everything that can happen to it on somebody's laptop."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest

from zaklon.config import cluster, embedded, processes
from zaklon.config.faults import CannotStart

ROOT = Path(__file__).resolve().parents[3]
_Usage = namedtuple("_Usage", "total used free")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a whole cluster that nobody uses; tests damage copies of it, or mend what they did."""
    folder = tmp_path_factory.mktemp("made")
    for above in (folder, *folder.parents[:2]):
        above.chmod(0o755)
    embedded.start(folder, durable=False)
    embedded.stop(folder)
    return folder


def _answers(server):
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def _in_another_process(code, folder):
    return subprocess.Popen(  # noqa: S603 - our own code
        [
            sys.executable,
            "-c",
            f"from zaklon.config import embedded; from pathlib import Path; f=Path({str(folder)!r}); {code}",
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _kill(process):
    process.kill()
    process.communicate()


def _wait_for(happened):
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.slow
def test_a_first_start_killed_while_the_cluster_is_made_leaves_nothing_in_the_way(tmp_path):
    tmp_path.chmod(0o755)
    first = _in_another_process("embedded.start(f, durable=False)", tmp_path)
    _wait_for(lambda: any(tmp_path.glob("postgres-draft-*/base")))
    _kill(first)
    assert not (tmp_path / "postgres").exists()
    with embedded.serving(tmp_path, durable=False) as server:
        assert _answers(server)
    assert not list(tmp_path.glob("postgres-draft-*"))
    assert not embedded.is_running(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("left_over", ["{us}\n{data}\n1\n5432\n{data}\n\n1 1\nready\n", "", "not a number\n"])
def test_a_postmaster_pid_left_over_is_passed_by_and_its_number_s_new_owner_left_alone(made, left_over):
    data = made / "postgres"
    (data / "postmaster.pid").write_text(left_over.format(us=os.getpid(), data=data))
    assert not embedded.is_running(made)
    with embedded.serving(made, durable=False) as server:
        assert _answers(server)


@pytest.mark.slow
def test_a_killed_server_recovers(made):
    server = embedded.start(made, durable=False)
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        at_work = connection.info.backend_pid
        pid = cluster.running(made / "postgres").pid
        os.kill(pid, signal.SIGKILL)
        _wait_for(lambda: not processes.command_of(pid))
        server = embedded.start(made, durable=False)
        assert not processes.command_of(at_work)
    assert _answers(server)
    embedded.stop(made)


@pytest.mark.slow
def test_whoever_leaves_last_stops_the_server(made):
    other = _in_another_process("embedded.start(f, durable=False); print(1, flush=True); input()", made)
    assert other.stdout.readline() == "1\n"
    server = embedded.start(made, durable=False)
    embedded.stop(made)
    assert _answers(server)
    _kill(other)
    embedded.start(made, durable=False)
    embedded.stop(made)
    assert not embedded.is_running(made)


@pytest.mark.slow
def test_a_database_cut_off_before_its_schema_had_an_owner_is_finished(made):
    with embedded.serving(made, durable=False) as server:
        with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute("CREATE ROLE zaklon_owner LOGIN")
            connection.execute("CREATE DATABASE half OWNER zaklon_owner")
        assert not embedded.ensure_database(server, "half")
        with psycopg.connect(server.url("zaklon_owner", "half")) as connection:
            connection.execute("CREATE TABLE public.fits ()")


@pytest.mark.slow
def test_a_folder_too_deep_for_a_socket_works_all_the_same(made, tmp_path):
    deep = tmp_path / ("deep" * 20) / "er"
    deep.mkdir(parents=True)
    for above in (deep, *deep.parents[:4]):
        above.chmod(0o755)
    shutil.copytree(made / "postgres", deep / "postgres")
    for path in (made / "postgres", *(made / "postgres").rglob("*")):
        shutil.chown(deep / "postgres" / path.relative_to(made / "postgres"), path.stat().st_uid, path.stat().st_gid)
    with embedded.serving(deep, durable=False) as server:
        assert server.socket_dir != deep / "postgres"
        assert server.socket_dir.stat().st_mode & 0o077 == 0
        assert _answers(server)
    server.socket_dir.rmdir()


@pytest.mark.slow
def test_a_server_whose_folder_was_removed_does_not_disturb_the_next(tmp_path):
    tmp_path.chmod(0o755)
    embedded.start(tmp_path, durable=False)
    forgotten = cluster.running(tmp_path / "postgres").pid
    shutil.rmtree(tmp_path / "postgres")
    embedded.stop(tmp_path)
    with embedded.serving(tmp_path, durable=False) as server:
        assert not processes.command_of(forgotten)
        assert _answers(server)


@pytest.mark.slow
def test_only_the_address_of_the_running_server_counts_as_embedded(made):
    with embedded.serving(made, durable=False) as server:
        assert embedded.is_address_of(made, server.url("zaklon_app", "zaklon"))
        assert not embedded.is_address_of(made, "postgresql://zaklon_app@db.example/zaklon")
        assert not embedded.is_address_of(made, "postgresql://zaklon_app@/zaklon?host=/elsewhere")
        assert not embedded.is_address_of(made, "not an address")
    assert not embedded.is_address_of(made, server.url("zaklon_app", "zaklon"))


def test_a_folder_that_is_no_database_is_left_as_it_is_and_named(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "letter").write_text("dear")
    with pytest.raises(CannotStart, match="not a whole database"):
        embedded.start(tmp_path)
    assert (tmp_path / "postgres" / "letter").read_text() == "dear"


def test_a_database_of_another_major_version_is_refused(tmp_path):
    (tmp_path / "postgres" / "global").mkdir(parents=True)
    (tmp_path / "postgres" / "global" / "pg_control").touch()
    (tmp_path / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(CannotStart, match="PostgreSQL 16, and this is 18"):
        embedded.start(tmp_path)


def test_a_full_disk_is_named_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: _Usage(10**9, 10**9 - 7_000_000, 7_000_000))
    with pytest.raises(CannotStart, match=r"Only 7 MB are free .* 500 MB are needed"):
        embedded.start(tmp_path)
    assert not (tmp_path / "postgres").exists()


def test_data_of_somebody_else_are_refused_before_a_file_of_ours_gets_in(tmp_path, monkeypatch):
    (tmp_path / "starting.lock").touch()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4321)
    with pytest.raises(CannotStart, match="belong to"):
        embedded.start(tmp_path)


def test_a_missing_wheel_is_named(monkeypatch):
    monkeypatch.setattr(cluster.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(CannotStart, match="not installed"):
        cluster.programs()
