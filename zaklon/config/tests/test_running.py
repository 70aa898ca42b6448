"""`zaklon run` and `zaklon serve`: when they call themselves ready, and what they refuse."""

import fcntl
import http.server
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import Resolver404, resolve

from zaklon.config import processes
from zaklon.config.cli import main, parts, running
from zaklon.config.faults import CannotStart, PartStopped
from zaklon.config.keys import check_keys, ensure_keys

ROOT = Path(__file__).resolve().parents[3]
SERVER = "postgresql://zaklon_app:secret@db.example/zaklon"


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """An environment without settings of this run, but for a data folder."""
    for name in [name for name in os.environ if name.startswith("ZAKLON_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZAKLON_DATA_DIR", str(tmp_path / "var"))
    return monkeypatch


def _zaklon(*arguments, **settings):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_", "DJANGO_"))}
    return subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "zaklon", *arguments],
        cwd=ROOT,
        env={**kept, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def answering():
    """A page server that answers with a status of the test's choice."""
    statuses = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port, statuses
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def part(tmp_path):
    """A process that stays until it is stopped, with a log."""
    log = tmp_path / "pages.log"
    log.write_text("boot\nthe reason stands here\n")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield parts.Part("page server", process, log)
        process.kill()


def test_it_is_ready_only_when_the_page_comes(answering, part):
    port, statuses = answering
    statuses += [500, 503, 200]
    parts.wait_until_a_page_answers(port, [part])
    assert statuses == [200]


def test_a_page_that_fails_is_named_with_the_end_of_its_log(answering, part):
    port, statuses = answering
    statuses.append(500)
    with pytest.raises(CannotStart, match=r"did not come within 0 seconds \(last: 500\)(.|\n)*the reason stands here"):
        parts.wait_until_a_page_answers(port, [part], seconds=0.3)


def test_a_part_that_dies_while_starting_is_named(part):
    part.process.kill()
    part.process.wait()
    with pytest.raises(PartStopped, match=r"page server ended unasked \(signal 9\)(.|\n)*the reason stands here"):
        parts.wait_until_a_page_answers(1, [part])


def test_a_part_that_dies_later_is_named(part):
    threading.Timer(0.05, part.process.kill).start()
    with pytest.raises(PartStopped, match="page server"):
        parts.watch([part], lambda: True, part.log)


def test_a_database_that_dies_is_named(part):
    with pytest.raises(PartStopped, match=r"database ended unasked\. The last lines"):
        parts.watch([part], lambda: False, part.log)


def test_a_part_that_left_nothing_says_where_one_would_look(tmp_path):
    assert parts.last_lines(tmp_path / "worker.log") == f"It left nothing in {tmp_path / 'worker.log'}."


def test_a_taken_port_is_refused_and_a_free_one_named():
    with socket.socket() as taken, socket.socket() as next_one:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        try:
            next_one.bind(("127.0.0.1", port + 1))
            next_one.listen()
        except OSError:
            pass  # somebody else has it, which serves as well
        with pytest.raises(CannotStart, match=f"Port {port} is in use") as refusal:
            running.refuse_taken_port(port)
    free = int(re.search(r"ZAKLON_PORT=(\d+)", str(refusal.value))[1])
    assert free > port + 1
    running.refuse_taken_port(free)


def test_a_port_that_cannot_be_is_refused():
    with pytest.raises(CannotStart, match="Port 70000 cannot be used"):
        running.refuse_taken_port(70_000)


def test_a_second_start_from_the_same_folder_is_refused(bare, tmp_path, capsys):
    (tmp_path / "var").mkdir()
    with (tmp_path / "var" / "run.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert main(["run"]) == 3
    assert f"already runs from the folder {tmp_path / 'var'}" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_written_is_named(bare, tmp_path, capsys):
    (tmp_path / "file").touch()
    bare.setenv("ZAKLON_DATA_DIR", str(tmp_path / "file" / "var"))
    assert main(["run"]) == 3
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "settings", "reason"),
    [
        ("run", {"ZAKLON_ENVIRONMENT": "production"}, "`zaklon run` is for trying out"),
        ("run", {"ZAKLON_DATABASE_URL": SERVER}, "brings its own database"),
        ("serve", {}, "set ZAKLON_ENVIRONMENT=production"),
        ("serve", {"ZAKLON_DATABASE_URL": SERVER}, "set ZAKLON_ENVIRONMENT=production"),
        ("serve", {"ZAKLON_ENVIRONMENT": "demo", "ZAKLON_DATABASE_URL": SERVER}, "for real use"),
        ("serve", {"ZAKLON_ENVIRONMENT": "test", "ZAKLON_DATABASE_URL": SERVER}, "for real use"),
        ("serve", {"ZAKLON_ENVIRONMENT": "production"}, "needs ZAKLON_DATABASE_URL"),
        ("worker", {}, "needs ZAKLON_DATABASE_URL"),
        ("setup", {"ZAKLON_ENVIRONMENT": "production"}, "Production needs a PostgreSQL server"),
    ],
)
def test_what_would_mix_trying_out_with_real_use_is_refused(bare, capsys, command, settings, reason):
    for name, value in settings.items():
        bare.setenv(name, value)
    assert main([command]) == 3
    assert reason in capsys.readouterr().err


@pytest.mark.slow
def test_a_demonstration_never_meets_a_server_that_others_reach(tmp_path):
    done = _zaklon("worker", ZAKLON_DATABASE_URL=SERVER, ZAKLON_DATA_DIR=str(tmp_path))
    assert done.returncode == 3
    assert "uses its own embedded database only" in done.stderr


def _with_a_missing_key(keys):
    (keys / "sign-in.key").unlink()


def _with_an_open_key(keys):
    (keys / "web.key").chmod(0o640)


def _with_an_open_folder(keys):
    keys.chmod(0o777)


def _with_a_damaged_key(keys):
    (keys / "context.key").write_text("short\n")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_with_a_missing_key, "sign-in.key is missing"),
        (_with_an_open_key, "web.key can be read by others"),
        (_with_an_open_folder, "Others can put keys of theirs"),
        (_with_a_damaged_key, "context.key is damaged"),
    ],
)
def test_only_whole_and_private_keys_will_do(tmp_path, harm, reason):
    ensure_keys(tmp_path / "keys")
    check_keys(tmp_path / "keys")
    harm(tmp_path / "keys")
    with pytest.raises(ImproperlyConfigured, match=reason):
        check_keys(tmp_path / "keys")


@pytest.mark.slow
def test_serving_stops_at_a_key_that_others_can_read(tmp_path):
    ensure_keys(tmp_path / "keys")
    _with_an_open_key(tmp_path / "keys")
    done = _zaklon("serve", ZAKLON_ENVIRONMENT="production", ZAKLON_DATABASE_URL=SERVER, ZAKLON_DATA_DIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert re.fullmatch(r"zaklon: The key .*web.key can be read by others\. Run: chmod 600 .*\n", done.stderr)


@pytest.mark.slow
def test_lost_keys_of_a_database_are_not_made_anew(tmp_path):
    ensure_keys(tmp_path / "keys")
    (tmp_path / "postgres").mkdir()
    (tmp_path / "keys" / "sign-in.key").unlink()
    done = _zaklon("run", ZAKLON_DATA_DIR=str(tmp_path), ZAKLON_PORT="8791")
    assert done.returncode == 3
    assert "keys that are missing now (sign-in" in done.stderr
    assert not (tmp_path / "keys" / "sign-in.key").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("environment", "url"), [("production", SERVER), ("demo", "")])
def test_signing_in_with_one_click_exists_beside_the_embedded_database_only(tmp_path, environment, url):
    ensure_keys(tmp_path / "keys")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZAKLON_")}
    own = {"ZAKLON_ENVIRONMENT": environment, "ZAKLON_DATABASE_URL": url, "ZAKLON_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "from zaklon.config import settings; print(settings.ONE_CLICK_SIGN_IN)"],
        cwd=ROOT,
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_pages_for_one_click_are_not_there_without_it():
    with pytest.raises(Resolver404):
        resolve("/demo/sign-in/")


def test_the_one_click_views_refuse_outside_the_demonstration(rf, settings):
    from django.http import Http404

    from zaklon.config.demo import accounts, views

    settings.ONE_CLICK_SIGN_IN = False
    with pytest.raises(Http404):
        views.people(rf.get("/demo/"))
    with pytest.raises(Http404):
        views.sign_in(rf.post("/demo/sign-in/", {"email": "coordinator@demo.invalid"}))
    assert accounts.accounts() == []
    assert accounts.one_time_code("coordinator@demo.invalid") is None


def test_the_demonstration_is_never_written_in_production(settings):
    from zaklon.config.demo.seeding import seed

    settings.ENVIRONMENT = "production"
    with pytest.raises(ImproperlyConfigured, match="never written in production"):
        seed()


def test_a_killed_parent_takes_its_parts_along(tmp_path):
    code = (
        "import subprocess, sys; from zaklon.config.processes import end_with_parent\n"
        "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE, start_new_session=True,"
        " preexec_fn=end_with_parent)\nprint(child.pid, flush=True); input()"
    )
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        child = int(parent.stdout.readline())
        assert processes.command_of(child)
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while processes.command_of(child):
        assert time.monotonic() < end
        time.sleep(0.01)
