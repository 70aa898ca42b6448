"""zaklon run | serve | worker."""

import argparse
import contextlib
import errno
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from zaklon.config import embedded
from zaklon.config import environment as env
from zaklon.config.cli import ground, parts, upkeep
from zaklon.config.faults import CannotStart

_PORTS_TRIED = 50


def run(arguments: argparse.Namespace) -> int:
    """Start the database, the pages and the worker; print where and how to sign in; stop all on Ctrl-C."""
    began = time.monotonic()
    _refuse_what_is_not_for_trying_out()
    port = env.whole("ZAKLON_PORT", 8000)
    folder = ground.data_dir()
    with _only_one_here(folder), _stopping_on_signals(), _naming_the_full_disk(folder):
        refuse_taken_port(port)
        print("Starting Zaklon. The first start takes a minute, later ones a few seconds.", flush=True)
        with ground.database():
            _make_ready(with_demo=not arguments.no_demo)
            with parts.started(port, folder / "logs") as started:
                return _stay(started, folder, time.monotonic() - began)


def serve(_arguments: argparse.Namespace) -> int:
    """Serve pages behind a proxy, in production only; refuses a dangerous configuration."""
    _refuse_outside_production("serve")
    ground.start_django()
    _refuse_dangerous_configuration()
    _collect_static()
    os.execv(sys.executable, [sys.executable, *parts.gunicorn(env.whole("ZAKLON_PORT", 8000))])  # noqa: S606
    return 0


def worker(_arguments: argparse.Namespace) -> int:
    """Run waiting work until stopped."""
    if not env.text("ZAKLON_DATABASE_URL"):
        raise CannotStart(f"`zaklon worker` needs ZAKLON_DATABASE_URL. {_TO_TRY_OUT}")
    ground.start_django()
    from django.core.management import call_command

    call_command("procrastinate", "worker")
    return 0


_TO_TRY_OUT = "To try Zaklon out, use `zaklon run`, which starts everything by itself."


def _refuse_outside_production(command: str) -> None:
    """A demonstration signs people in with one click: it is never served from here."""
    if not ground.is_production():
        raise CannotStart(f"`zaklon {command}` is for real use: set ZAKLON_ENVIRONMENT=production. {_TO_TRY_OUT}")
    if not env.text("ZAKLON_DATABASE_URL"):
        raise CannotStart(f"`zaklon {command}` needs ZAKLON_DATABASE_URL. {_TO_TRY_OUT}")


def _refuse_what_is_not_for_trying_out() -> None:
    """`zaklon run` writes an invented demonstration: never into a database of real people."""
    if env.text("ZAKLON_ENVIRONMENT", "demo") != "demo":
        raise CannotStart(
            "`zaklon run` is for trying out. For real use: `zaklon setup` once, "
            "then `zaklon serve` and `zaklon worker`."
        )
    if env.text("ZAKLON_DATABASE_URL"):
        raise CannotStart(
            "`zaklon run` brings its own database. Unset ZAKLON_DATABASE_URL; or, for real use, "
            "set ZAKLON_ENVIRONMENT=production and start `zaklon serve` and `zaklon worker`."
        )


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


def _refuse_dangerous_configuration() -> None:
    """Raise CannotStart with everything that is dangerous; what only needs mending is printed."""
    from zaklon.config.deploy.all_checks import findings

    found = findings(of_pages=True)
    for finding in found:
        if not finding.refuses:
            print(f"  {finding.line}", flush=True)
    if refused := [finding.line for finding in found if finding.refuses]:
        raise CannotStart("This configuration is dangerous:\n" + "\n".join(refused))


def _collect_static() -> None:
    from zaklon.config.statics import collect_if_stale

    collect_if_stale()


def _refuse_bad_database() -> None:
    from django.conf import settings

    from zaklon.access.probe import probe

    findings = probe()
    if findings and settings.ENVIRONMENT == "production":
        raise CannotStart("The database is not safe: " + " ".join(finding.text for finding in findings))
    for finding in findings:
        print(f"  note: {finding.text}", flush=True)


def refuse_taken_port(port: int) -> None:
    """Raise CannotStart, naming a free port, when this one cannot be had."""
    reason = _cannot_bind(port)
    if reason is None:
        return
    nearby = range(port + 1, min(port + 1 + _PORTS_TRIED, 65_536))
    free = next((each for each in nearby if _cannot_bind(each) is None), None)
    other = f"ZAKLON_PORT={free}" if free else "another ZAKLON_PORT"
    if reason == errno.EADDRINUSE:
        raise CannotStart(f"Port {port} is in use by another program. Stop it, or choose another: {other} make run")
    raise CannotStart(f"Port {port} cannot be used ({os.strerror(reason)}). Choose another: {other} make run")


def _cannot_bind(port: int) -> int | None:
    """The error number with which the port is refused; None when it is free."""
    if port > 65_535:
        return errno.EINVAL
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno
    return None


@contextlib.contextmanager
def _only_one_here(folder: Path) -> Iterator[None]:
    with (folder / "run.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotStart(
                f"Zaklon already runs from the folder {folder}. Use it, stop it, or set ZAKLON_DATA_DIR."
            ) from error
        yield


@contextlib.contextmanager
def _stopping_on_signals() -> Iterator[None]:
    """Let SIGTERM and a closed terminal end like Ctrl-C, so that every part and the database are stopped in order."""

    # Under nohup the closed terminal is to be ignored, and stays so.
    asking = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    heeded = [each for each in asking if signal.getsignal(each) is not signal.SIG_IGN]

    def stop(_number: int, _frame: object) -> None:
        # Whoever asks twice would otherwise cut the stopping short, and leave the database running.
        for each in heeded:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _naming_the_full_disk(folder: Path) -> Iterator[None]:
    """A disk that fills up, and a file of somebody else, are told in one sentence instead of a trace."""
    from django.db.utils import OperationalError
    from psycopg.errors import DiskFull

    full = f"The disk of {folder} is full. Free some space and start again: what was finished is kept."
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, DiskFull):
            raise CannotStart(full) from error
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CannotStart(full) from error
        if isinstance(error, PermissionError):
            raise CannotStart(
                f"{error.filename} cannot be written or read. Give it to the user who starts Zaklon."
            ) from error
        raise


def _stay(started: list[parts.Part], folder: Path, seconds: float) -> int:
    """Say that all is ready and stay until the person stops us; raises PartStopped when something ends by itself."""
    try:
        _say_hello(seconds)
        parts.watch(started, lambda: embedded.is_running(folder), folder / "postgres" / "log")
    except KeyboardInterrupt:
        print("\nStopping. Nothing is lost.", flush=True)
    return 0


def _say_hello(seconds: float) -> None:
    from django.conf import settings

    from zaklon.config.demo.accounts import accounts

    print(f"\nZaklon is ready after {seconds:.1f} s:  {settings.PUBLIC_URL}/", flush=True)
    for line in accounts():
        print(line, flush=True)
    print("Everything is kept in the data folder. Stop with Ctrl-C.", flush=True)
