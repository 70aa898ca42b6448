"""The processes that `zaklon run` keeps beside itself: the pages and the worker, each with a log of its own."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zaklon.config.faults import CannotStart, PartStopped
from zaklon.config.processes import end_with_parent

ANSWER_SECONDS = 60
_STOP_SECONDS = 10
_LOG_LINES = 20
# A page that everybody may see, drawn from the database by the whole product.
_PROBED_PAGE = "/progress/"


@dataclass(frozen=True)
class Part:
    """A started process, what people call it, and the file that takes what it says."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def must_live(self) -> None:
        """Raise PartStopped when the process has ended."""
        code = self.process.poll()
        if code is not None:
            raise PartStopped(f"The {self.name} ended unasked ({_ending(code)}). {last_lines(self.log)}")


def gunicorn(port: int) -> list[str]:
    """Arguments of the page server. Threads with persistent connections measured best.

    The product is loaded once and then shared by its processes: half the work of a start.
    """
    return [
        "-m", "gunicorn", "zaklon.config.wsgi", "--preload",
        "--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
        "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: S108
        "--log-level", "warning",
    ]  # fmt: skip


@contextlib.contextmanager
def started(port: int, logs: Path) -> Iterator[list[Part]]:
    """The page server, which answers, and the worker, for the length of the block. Raises as the waiting does."""
    logs.mkdir(exist_ok=True)
    parts: list[Part] = []
    try:
        parts.append(_start("page server", gunicorn(port), logs / "pages.log"))
        wait_until_a_page_answers(port, parts)
        # After the pages, so that it does not take the processor from what somebody waits for.
        parts.append(_start("worker", ["-m", "zaklon.config.cli.worker_main"], logs / "worker.log"))
        yield parts
    finally:
        _stop([part.process for part in parts])


def wait_until_a_page_answers(port: int, parts: list[Part], *, seconds: float = ANSWER_SECONDS) -> None:
    """Return when the public page comes whole over HTTP. Raises PartStopped, or CannotStart when none comes."""
    end = time.monotonic() + seconds
    answer = "no answer"
    while time.monotonic() < end:
        for part in parts:
            part.must_live()
        answer = _answer(port)
        if answer == "200":
            return
        time.sleep(0.1)
    raise CannotStart(
        f"The page http://127.0.0.1:{port}{_PROBED_PAGE} did not come within {seconds:.0f} seconds (last: {answer}). "
        + last_lines(parts[0].log)
    )


def watch(parts: list[Part], database_lives: Callable[[], bool], database_log: Path) -> None:
    """Stay until a part or the database ends by itself; raises PartStopped then."""
    while True:
        for part in parts:
            part.must_live()
        if not database_lives():
            raise PartStopped(f"The database ended unasked. {last_lines(database_log)}")
        time.sleep(0.5)


def last_lines(path: Path) -> str:
    """The end of a log, with its name; or where one would look."""
    lines = path.read_text(errors="replace").strip().splitlines() if path.exists() else []
    if not lines:
        return f"It left nothing in {path}."
    return "\n".join([f"The last lines of {path}:", *(f"    {line}" for line in lines[-_LOG_LINES:])])


def _start(name: str, arguments: list[str], log: Path) -> Part:
    if log.exists():
        log.replace(log.with_suffix(".log.before"))
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            # A group of its own, so that Ctrl-C reaches it through us only; and it must not outlive us.
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - no threads run in the starting process
        )
    return Part(name, process, log)


def _stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answer(port: int) -> str:
    """Status of the public page, or why there is none. Without urllib, which would ask a proxy of the environment."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", _PROBED_PAGE)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return str(response.status)


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {-code}"
