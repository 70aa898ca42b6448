"""Make the Python environment from a lock file: once, whole, and by one process at a time.

    python3 tools/make_environment.py .venv requirements.lock .ready

The last word names the mark inside the environment that says "whole". Written so that an old Python can still read it
and say what it lacks.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
MEGABYTES = 1200
LACKING = 3  # exit code: the machine lacks something


class Lacking(Exception):
    """The machine lacks something; the text says what to do."""


def main(arguments: "list[str]") -> int:
    """Make or complete the environment; returns the exit code."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    environment, lock, mark = Path(arguments[0]).resolve(), ROOT / arguments[1], arguments[2]
    try:
        refuse_old_python(tuple(sys.version_info[:3]))
        environment.parent.mkdir(parents=True, exist_ok=True)
        with Path(str(environment) + ".lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)  # a second `make` waits here, and then finds all done
            if not is_whole(environment, lock, mark):
                refuse_full_disk(environment.parent)
                make(environment, lock)
                (environment / mark).touch()
    except Lacking as lacking:
        print(f"zaklon: {lacking}", file=sys.stderr)
        return LACKING
    except OSError as error:
        print(f"zaklon: {environment} cannot be made: {error.strerror}", file=sys.stderr)
        return LACKING
    return 0


def refuse_old_python(version: "tuple[int, ...]") -> None:
    """Raise Lacking for a Python that is too old."""
    if version < OLDEST:
        raise Lacking(
            f"Zaklon needs Python 3.11 or newer, and this is {'.'.join(map(str, version))}. "
            "Name a newer one if there is one: make run PYTHON=python3.12"
        )


def refuse_full_disk(folder: Path) -> None:
    """Raise Lacking when the packages would not fit."""
    free = shutil.disk_usage(str(folder)).free // 1_000_000
    if free < MEGABYTES:
        raise Lacking(
            f"Only {free} MB are free on the disk of {folder}; the environment needs {MEGABYTES} MB. "
            "Free some space, or put it elsewhere: make run VENV=/path/on/another/disk"
        )


def is_whole(environment: Path, lock: Path, mark: str) -> bool:
    """Whether the environment was finished after its lock file last changed, and its Python still runs."""
    done = environment / mark
    newest = max(lock.stat().st_mtime, (ROOT / "pyproject.toml").stat().st_mtime)
    return done.exists() and done.stat().st_mtime >= newest and runs(environment)


def runs(environment: Path) -> bool:
    """Whether the environment's Python runs and is new enough; after an update of the system it may be gone."""
    wanted = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([str(environment / "bin" / "python"), "-c", wanted], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def make(environment: Path, lock: Path) -> None:
    """Make the environment when there is none that can be used, and install what the lock file names."""
    making = Path(str(environment) + ".making")  # there from the first byte to the last: what was cut off is made anew
    was_cut_off = making.exists()
    if not was_cut_off:
        refuse_foreign(environment)
    making.touch()
    if was_cut_off or not runs(environment):
        _make_empty(environment)
    print(f"Installing what {lock.name} names into {environment}; this happens once.", flush=True)
    _install(environment, lock)
    subprocess.run([str(environment / "bin" / "python"), str(ROOT / "tools" / "link_checkout.py")], check=True)
    making.unlink()


def refuse_foreign(environment: Path) -> None:
    """Raise Lacking for a folder with something else in it: it would be emptied."""
    if environment.exists() and any(environment.iterdir()) and not (environment / "pyvenv.cfg").exists():
        raise Lacking(f"{environment} is no Python environment. Name another folder: make run VENV=.venv")


def _make_empty(environment: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=False)
    if done.returncode != 0:
        raise Lacking(
            "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv, then start again."
        )


def _install(environment: Path, lock: Path) -> None:
    command = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--no-input", "--require-hashes", "-r", str(lock)], check=False, env=_environment()
    )
    if done.returncode != 0:
        raise Lacking(
            "The packages could not be installed; what pip said stands above. The first start needs the network; "
            "try again when it is there."
        )


def _environment() -> "dict[str, str]":
    """Ours, without a setting that would install somewhere else."""
    return {name: value for name, value in os.environ.items() if name not in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
