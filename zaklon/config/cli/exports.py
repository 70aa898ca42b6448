"""zaklon open-export, zaklon export-key: for those who receive sealed copies; no settings, no server, no database."""

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from zaklon.common.agefile.sealing import CannotOpenError, new_key_pair, opened_with_key, opened_with_password

_PRIVATE = 0o600
_ENDING = ".age"


def open_export(arguments: argparse.Namespace) -> int:
    """Open a sealed copy; exit 1 when it does not open, 2 for files that cannot be read or written."""
    target = arguments.out or _beside(arguments.file)
    try:
        sealed = arguments.file.read_bytes()
        content = _opened(sealed, arguments.key)
        _write_new(target, content)
    except CannotOpenError as error:
        print(f"zaklon: {arguments.file} does not open: {error}.", file=sys.stderr)
        return 1
    except FileExistsError:
        print(f"zaklon: {target} is there already; name another file with --out.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"zaklon: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"zaklon: the key file holds no private key ({error}).", file=sys.stderr)
        return 2
    print(f"{target} is open and readable by you only. Delete it when its purpose is met.")
    return 0


def export_key(arguments: argparse.Namespace) -> int:
    """Write a new private key to a file and show the public one."""
    private, public = new_key_pair()
    try:
        _write_new(arguments.file, f"# public key: {public}\n{private}\n".encode())
    except OSError as error:
        print(f"zaklon: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"The private key is in {arguments.file}: keep it, show it to nobody. For senders:\n{public}")
    return 0


def _opened(sealed: bytes, key_file: Path | None) -> bytes:
    if key_file is not None:
        lines = key_file.read_text(encoding="utf-8").splitlines()
        key = next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
        return opened_with_key(sealed, key)
    # A password typed by hand; from a pipe its first line.
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    return opened_with_password(sealed, password.strip().upper())


def _beside(sealed: Path) -> Path:
    return sealed.with_suffix("") if sealed.suffix == _ENDING else sealed.with_name(f"{sealed.name}.open")


def _write_new(path: Path, content: bytes) -> None:
    """Never over a file that is there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb") as target:
        target.write(content)
