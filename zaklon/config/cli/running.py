"""zaklon run | serve | worker."""

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from zaklon.config import environment as env
from zaklon.config.cli import ground, upkeep
from zaklon.config.embedded import CannotStart

_SERVER_START_SECONDS = 60


def run(arguments: argparse.Namespace) -> int:
    """Start the database, the pages and the worker; print where and how to sign in; stop all on Ctrl-C."""
    began = time.monotonic()
    port = env.whole("ZAKLON_PORT", 8000)
    with _only_one_here(), _stopping_on_signals():
        _refuse_taken_port(port)
        print("Starting Zaklon. The first start takes a minute, later ones a few seconds.", flush=True)
        with ground.database() as is_embedded:
            _make_ready(with_demo=not arguments.no_demo)
            with _children(port) as children:
                _wait_until_it_answers(port, children)
                _say_hello(port, time.monotonic() - began, is_embedded=is_embedded)
                return _watch(children)


def serve(_arguments: argparse.Namespace) -> int:
    """Serve pages behind a proxy; refuses a database that fails the probe in production."""
    ground.start_django()
    _refuse_bad_database()
    _collect_static()
    os.execv(sys.executable, [sys.executable, *_gunicorn(env.whole("ZAKLON_PORT", 8000))])  # noqa: S606
    return 0


def worker(_arguments: argparse.Namespace) -> int:
    """Run waiting work until stopped."""
    ground.start_django()
    from django.core.management import call_command

    call_command("procrastinate", "worker")
    return 0


def _make_ready(*, with_demo: bool) -> None:
    from zaklon.web import messages

    if applied := upkeep.bring_up_to_date():
        print(f"  database ready ({applied} steps)", flush=True)
    messages.compile_if_stale()
    _collect_static()
    upkeep.load_country()
    if with_demo:
        from zaklon.config.demo.seeding import seed

        if seed():
            print("  invented demonstration written", flush=True)
    _refuse_bad_database()


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _refuse_bad_database() -> None:
    from django.conf import settings

    from zaklon.access.probe import probe

    findings = probe()
    if findings and settings.ENVIRONMENT == "production":
        raise CannotStart("The database is not safe: " + " ".join(finding.text for finding in findings))
    for finding in findings:
        print(f"  note: {finding.text}", flush=True)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} is in use by another program. Stop it, or choose another: ZAKLON_PORT={port + 1} make run"
            ) from error


@contextlib.contextmanager
def _only_one_here() -> Iterator[None]:
    path = ground.data_dir() / "run.lock"
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotStart(
                f"Zaklon already runs from the folder {path.parent}. Use it, stop it, or set ZAKLON_DATA_DIR."
            ) from error
        yield


@contextlib.contextmanager
def _stopping_on_signals() -> Iterator[None]:
    """Let SIGTERM end like Ctrl-C, so that every child and the database are stopped in order."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _gunicorn(port: int) -> list[str]:
    return [
        "-m", "gunicorn", "zaklon.config.wsgi",
        "--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
        "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: S108
        "--log-level", "warning",
    ]  # fmt: skip


@contextlib.contextmanager
def _children(port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The page server and the worker, in a group of their own so that Ctrl-C reaches them through us only."""
    commands = (_gunicorn(port), ["-m", "zaklon.config.cli.worker_main"])
    children = [subprocess.Popen([sys.executable, *each], start_new_session=True) for each in commands]  # noqa: S603
    try:
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()


def _wait_until_it_answers(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + _SERVER_START_SECONDS
    while time.monotonic() < end:
        if any(child.poll() is not None for child in children):
            raise CannotStart("A part of Zaklon stopped while starting; its message stands above.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise CannotStart(f"The pages did not answer on port {port} within {_SERVER_START_SECONDS} seconds.")


def _say_hello(port: int, seconds: float, *, is_embedded: bool) -> None:
    from zaklon.config.demo.accounts import accounts

    print(f"\nZaklon is ready after {seconds:.0f} s:  http://127.0.0.1:{port}/", flush=True)
    for line in accounts():
        print(line, flush=True)
    if is_embedded:
        print("Everything is kept in the data folder. Stop with Ctrl-C.", flush=True)


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Stay until a child dies (a failure) or the person stops us."""
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopping. Nothing is lost.", flush=True)
        return 0
    raise CannotStart("A part of Zaklon stopped; its message stands above.")
