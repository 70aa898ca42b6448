"""PostgreSQL's own programs: of the same major version as the server, called without a password on the command line."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict

from zaklon.config import cluster
from zaklon.config.faults import CannotStart

_READ_BYTES = 1 << 18
# libpq's names in the environment for the parts of an address.
_VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip


class ProgramFailed(Exception):
    """One of PostgreSQL's programs ended with an error; the text holds the last that it said."""


def program(name: str, major: int) -> Path:
    """The program for servers of a major version: on PATH, in Debian's folders, or in the wheel. Raises CannotStart."""
    on_path = shutil.which(name)
    candidates = [Path(on_path)] if on_path else []
    candidates.append(Path(f"/usr/lib/postgresql/{major}/bin/{name}"))
    with contextlib.suppress(CannotStart):
        candidates.append(cluster.programs() / name)
    for path in candidates:
        if path.is_file() and _major_of(path) == major:
            return path
    raise CannotStart(
        f"{name} of PostgreSQL {major} was not found. Install the client programs of that version "
        f"(postgresql-client-{major}) or put them on the PATH."
    )


@contextlib.contextmanager
def output_of(path: Path, arguments: list[str], url: str) -> Iterator[Iterator[bytes]]:
    """What a program prints, piece by piece. Raises ProgramFailed at the end when it failed."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
            [str(path), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=environment(url)
        )
        printed = process.stdout
        assert printed is not None  # noqa: S101 - a pipe was asked for
        try:
            yield iter(lambda: printed.read(_READ_BYTES), b"")
        except BaseException:
            process.kill()
            raise
        finally:
            printed.close()
            code = process.wait()
        _refuse_failure(path.name, code, said)


@contextlib.contextmanager
def input_of(path: Path, arguments: list[str], url: str) -> Iterator[IO[bytes]]:
    """A program to write to. Raises ProgramFailed when it failed."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
            [str(path), *arguments], stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment(url)
        )
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        try:
            # A program that has ended says why at the end; the broken pipe is only its echo.
            with contextlib.suppress(BrokenPipeError):
                yield process.stdin
        except BaseException:
            process.kill()
            raise
        finally:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            code = process.wait()
        _refuse_failure(path.name, code, said)


def environment(url: str) -> dict[str, str]:
    """The environment in which libpq finds the address: other users of the machine can read a command line."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    found = {_VARIABLES[part]: str(value) for part, value in conninfo_to_dict(url).items() if part in _VARIABLES}
    return {**kept, **found, "LC_ALL": "C"}


def _major_of(path: Path) -> int:
    try:
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _refuse_failure(name: str, code: int, said: IO[bytes]) -> None:
    if code:
        said.seek(0)
        # The program's own lines only: what the server adds beneath them may quote a row.
        lines = said.read().decode(errors="replace").splitlines()
        last = [line for line in lines if line.startswith(name) and "detail" not in line.lower()][-2:]
        raise ProgramFailed(f"{name} ended with code {code}. {' '.join(last)[:400]}")
