"""Small facts about processes on Linux."""

import ctypes
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def command_of(pid: int) -> list[str]:
    """The words that started a process; empty when it has ended. A number alone is soon given to another process."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
    return [word.decode(errors="replace") for word in words if word]


def folder_of(pid: int) -> str:
    """The working folder of a process, with " (deleted)" behind it when it was removed; empty when it is not ours."""
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


def end_with_parent() -> None:
    """In a new process: ask the kernel for SIGTERM when its parent dies, however it dies."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
