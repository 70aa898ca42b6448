"""The product as a newcomer starts it, `python -m zaklon run`, with the demonstration in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 300
_STOP_SECONDS = 30
# The worker sends what waits once a minute; a journey need not sit through that minute.
_MINUTE_OF_THE_WORKER = """
from zaklon.config.cli import ground

with ground.database():
    from zaklon.notify.tasks import send_waiting

    send_waiting(0)
"""
# What happens at a set minute would make a journey sit through the minutes before it; so the minutes are moved.
_BROUGHT_FORWARD = """
import sys

from zaklon.config.cli import ground

with ground.database():
    from datetime import timedelta

    from django.apps import apps
    from django.db.models import F

    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as

    label, key, minutes, *moments = sys.argv[1:]
    with acting_as(SYSTEM):
        earlier = {name: F(name) - timedelta(minutes=int(minutes)) for name in moments}
        assert apps.get_model(label).objects.filter(pk=key).update(**earlier) == 1
"""


@dataclass(frozen=True)
class Product:
    """A running product; `url` has no slash at its end."""

    port: int
    data: Path

    @property
    def url(self) -> str:
        """The address that the product prints."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def named_url(self) -> str:
        """The same by name: browsers offer passkeys to names only."""
        return f"http://localhost:{self.port}"

    @cached_property
    def password(self) -> str:
        """Of everyone in the demonstration, as the product printed it."""
        found = re.search(r"Password of all: (\S+)", self.log())
        assert found, "the product did not print the password of the demonstration"
        return found[1]

    def one_time_code(self, email: str) -> str:
        """What `zaklon demo EMAIL` prints; each code opens once."""
        return self._run("-m", "zaklon", "demo", email).split()[0]

    def log(self) -> str:
        """Everything that the product has printed."""
        return (self.data.parent / "log").read_text()

    def faults_logged(self) -> list[str]:
        """The last lines in the logs of the product that tell of an error."""
        logs = sorted((self.data / "logs").glob("*.log"))
        lines = [line for path in logs for line in path.read_text().splitlines() if "error" in line.casefold()]
        return lines[-20:]

    def link_mailed_to(self, email: str, contains: str) -> str:
        """The latest link with this part in the mails to somebody; does what the worker does once a minute."""
        for _turn in range(10):
            links = [link for link in self._links(email) if contains in link]
            if links:
                return links[-1]
            self._run("-c", _MINUTE_OF_THE_WORKER)
        raise AssertionError(f"no mail to {email} with a link that contains {contains}")

    def bring_forward(self, label: str, key: str, minutes: int, *moments: str) -> None:
        """Let the moments of one row, such as the end of a vote, come so many minutes earlier."""
        self._run("-c", _BROUGHT_FORWARD, label, key, str(minutes), *moments)

    def _run(self, *arguments: str) -> str:
        """What Python prints in a process of its own that shares the product's settings and data."""
        answer = subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment(self.data, self.port),
            capture_output=True,
            text=True,
            check=True,
        )
        return answer.stdout

    def _links(self, email: str) -> list[str]:
        files = sorted((self.data / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        links = []
        for each in files:
            for part in each.read_bytes().split(b"-" * 79):
                mail = message_from_bytes(part.strip(), policy=policy.default)
                if mail["To"] == email:
                    links += re.findall(r"https?://\S+", mail.get_content())
        return links


def environment(data: Path, port: int) -> dict[str, str]:
    """The environment of a newcomer: nothing of this test run's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZAKLON_", "DJANGO_", "TEST_"))}
    own = {"ZAKLON_ENVIRONMENT": "demo", "ZAKLON_DATA_DIR": str(data), "ZAKLON_PORT": str(port)}
    return {**kept, **own}


@contextmanager
def running(folder: Path) -> Iterator[Product]:
    """The product for as long as the block lasts; afterwards nothing of it may be left running."""
    product = Product(_free_port(), folder / "var")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "zaklon", "run"],
            cwd=ROOT,
            env=environment(product.data, product.port),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_ready(process, product)
            yield product
        finally:
            _stop(process, product.data)


def _free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def _wait_until_ready(process: "subprocess.Popen[bytes]", product: Product) -> None:
    end = time.monotonic() + _START_SECONDS
    while "ready after" not in product.log():
        assert process.poll() is None, f"the product stopped while starting:\n{product.log()}"
        assert time.monotonic() < end, f"the product was not ready after {_START_SECONDS} s:\n{product.log()}"
        time.sleep(0.2)
    # The port is open before the first process behind it can answer.
    with urllib.request.urlopen(f"{product.url}/progress/", timeout=60) as answer:  # noqa: S310 - our own address
        assert answer.status == 200


def _stop(process: "subprocess.Popen[bytes]", data: Path) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    finally:
        left = _left_running(data)
        for pid, _command in left:
            os.kill(pid, signal.SIGKILL)
    assert left == [], f"still running after SIGTERM: {left}"


def _left_running(data: Path) -> list[tuple[int, str]]:
    """Processes that were started with this data folder, the database's too; a few seconds are theirs to end in."""
    end = time.monotonic() + 10
    while (left := _processes_of(data)) and time.monotonic() < end:
        time.sleep(0.2)
    return left


def _processes_of(data: Path) -> list[tuple[int, str]]:
    mark = f"ZAKLON_DATA_DIR={data}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = mark in (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:  # it has just ended, or is somebody else's
            continue
        if is_ours and command:
            found.append((int(folder.name), command))
    return found
