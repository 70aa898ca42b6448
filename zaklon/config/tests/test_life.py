"""The whole product: a first start that is killed, the next one, and the death of a part."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zaklon.config import processes
from zaklon.config.cli.parts import last_lines

ROOT = Path(__file__).resolve().parents[3]
_SECONDS = 120
pytestmark = pytest.mark.slow


@pytest.fixture
def start(tmp_path):
    """Start `zaklon run` without the demonstration, which has tests of its own; everything ends with the test."""
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        port = attempt.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_", "DJANGO_"))}
    environment = {**kept, "ZAKLON_DATA_DIR": str(tmp_path / "var"), "ZAKLON_PORT": str(port)}
    begun = []

    def start():
        with (tmp_path / "said").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "zaklon", "run", "--no-demo"],
                cwd=ROOT,
                env=environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        begun.append(process)
        return process, port

    yield start
    for process in begun:
        process.terminate()
        process.wait(_SECONDS)


def _wait_for(happened, process, said):
    end = time.monotonic() + _SECONDS
    while not happened():
        assert process.poll() is None, last_lines(said)
        assert time.monotonic() < end, last_lines(said)
        time.sleep(0.02)


def _running_from(folder):
    """Command lines of every process that was started with this data folder."""
    mark = f"ZAKLON_DATA_DIR={folder}".encode()
    found = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = mark in (each / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        command = processes.command_of(int(each.name))
        if is_ours and command:
            found[int(each.name)] = " ".join(command)
    return found


def test_a_killed_start_is_taken_up_a_dead_part_ends_all_and_asking_thrice_stops_once(start, tmp_path):
    said, data = tmp_path / "said", tmp_path / "var"
    process, port = start()
    _wait_for((data / "users.lock").exists, process, said)
    time.sleep(1)  # somewhere among the migrations
    process.kill()
    process.wait()

    process, port = start()
    _wait_for(lambda: "is ready after" in said.read_text(), process, said)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/progress/")
    answer = connection.getresponse()
    assert answer.status == 200
    assert b"</html>" in answer.read()
    connection.close()

    servers = [pid for pid, command in _running_from(data).items() if "gunicorn" in command]
    os.kill(min(servers), signal.SIGKILL)
    assert process.wait(_SECONDS) == 4
    assert "page server ended unasked (signal 9)" in said.read_text()
    assert "Traceback" not in said.read_text()
    end = time.monotonic() + 10
    while left := _running_from(data):
        assert time.monotonic() < end, left
        time.sleep(0.05)

    process, port = start()
    _wait_for(lambda: "is ready after" in said.read_text(), process, said)
    for _ in range(3):  # an impatient person, or a service manager after a person
        process.terminate()
        time.sleep(0.1)
    assert process.wait(_SECONDS) == 0
    assert _running_from(data) == {}
