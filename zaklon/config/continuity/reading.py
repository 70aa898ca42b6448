"""Reading a backup: first all of it without doing anything, then again to put it back."""

import contextlib
import hashlib
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from zaklon.common.sealed_stream import SealedStreamError, opened
from zaklon.common.sealing import Keyring
from zaklon.config.continuity.manifest import Manifest, ManifestError
from zaklon.config.continuity.members import CutMembersError, MemberReader, Sum
from zaklon.config.continuity.programs import ProgramFailed, environment, input_of, program
from zaklon.config.continuity.writing import ATTACHMENTS, DATABASE, MANIFEST

_ATTACHMENT = re.compile(rf"{ATTACHMENTS}([0-9a-f]{{2}})/([0-9a-f]{{32}})")
_COPY = re.compile(rb"COPY public\.\"?([a-z0-9_]+)\"? ")


class UnusableBackup(Exception):
    """The file is no whole backup under a key that is here; the text says why. Nothing was changed."""


@dataclass(frozen=True)
class Read:
    """What was found in a file: its manifest and the sums of its members."""

    manifest: Manifest
    sums: dict[str, Sum]


def check(path: Path, keyring: Keyring) -> Manifest:
    """Read all of a file, byte by byte, and give its manifest. Raises UnusableBackup."""
    sums: dict[str, Sum] = {}
    text = b""
    with members_of(path, keyring) as members:
        for name, pieces in members:
            if name == MANIFEST:
                text = b"".join(pieces)
            else:
                sums[name] = _summed(pieces)
    try:
        manifest = Manifest.read(text)
    except ManifestError as error:
        raise UnusableBackup(f"{path.name}: {error}.") from None
    if {name: vars(each) for name, each in sums.items()} != manifest.sums:
        raise UnusableBackup(f"{path.name}: what it holds does not add up to what it says of itself.")
    return manifest


@contextlib.contextmanager
def members_of(path: Path, keyring: Keyring) -> Iterator[MemberReader]:
    """The members of a file. Raises UnusableBackup, also while they are read."""
    try:
        with path.open("rb") as source:
            yield MemberReader(opened(source, keyring))
    except (SealedStreamError, CutMembersError) as error:
        raise UnusableBackup(f"{path.name} cannot be used: {error}.") from None
    except OSError as error:
        raise UnusableBackup(f"{path} cannot be read: {error.strerror}.") from None


def count_rows(path: Path, keyring: Keyring, major: int) -> dict[str, int]:
    """Rows by table that the dump in a file really holds, counted in what pg_restore reads out of it."""
    with members_of(path, keyring) as members:
        for name, pieces in members:
            if name == DATABASE:
                return _rows_by_table(pieces, major)
    raise UnusableBackup(f"{path.name} holds no database.")


def put_back(path: Path, keyring: Keyring, *, url: str, major: int, attachments: Path) -> None:
    """Fill an empty database as its owner, all or nothing, and the folder of attachments.

    Raises UnusableBackup, ProgramFailed, CannotStart.
    """
    arguments = ["--no-owner", "--single-transaction", "--exit-on-error", "--no-password", "--dbname="]
    with members_of(path, keyring) as members:
        for name, pieces in members:
            if name == DATABASE:
                with input_of(program("pg_restore", major), arguments, url) as target:
                    for piece in pieces:
                        target.write(piece)
            elif (found := _ATTACHMENT.fullmatch(name)) is not None:
                _write_attachment(attachments / found[1] / found[2], pieces)


def _write_attachment(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.part")
    draft.touch(mode=0o600)
    with draft.open("wb") as target:
        for piece in pieces:
            target.write(piece)
    draft.replace(path)


def _summed(pieces: Iterator[bytes]) -> Sum:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return Sum(size, digest.hexdigest())


def _rows_by_table(pieces: Iterator[bytes], major: int) -> dict[str, int]:
    process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
        [str(program("pg_restore", major)), "--data-only", "--file=-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(""),
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - pipes were asked for
    feeding = threading.Thread(target=_feed, args=(pieces, process.stdin))
    feeding.start()
    with process.stdout:
        found = _counted(process.stdout)
    feeding.join()
    if process.wait():
        raise ProgramFailed("pg_restore could not read the dump that was just written")
    return found


def _feed(pieces: Iterator[bytes], target: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError), target:
        for piece in pieces:
            target.write(piece)


def _counted(lines: IO[bytes]) -> dict[str, int]:
    found: dict[str, int] = {}
    table = ""
    for line in lines:
        if not table:
            start = _COPY.match(line)
            table = start[1].decode() if start else ""
            if table:
                found[table] = 0
        elif line == b"\\.\n":
            table = ""
        else:
            found[table] += 1
    return found
