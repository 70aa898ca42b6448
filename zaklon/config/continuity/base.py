"""A copy of the whole server, and its log segment by segment: together they lead to any moment in between."""

import hashlib
import io
import json
import re
import shlex
import sys
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from zaklon.common.sealed_stream import SealedStreamError, opened
from zaklon.common.sealing import Keyring
from zaklon.config.continuity import snapshot
from zaklon.config.continuity.places import Places
from zaklon.config.continuity.programs import output_of, program
from zaklon.config.continuity.reading import UnusableBackup
from zaklon.config.continuity.writing import sealed_file

# What PostgreSQL calls its segments, their histories and the marks of backups.
_SEGMENT = re.compile(r"[0-9A-F]{8}(\.history|[0-9A-F]{16}(\.partial|\.[0-9A-F]{8}\.backup)?)")
_READ_BYTES = 1 << 18


class WalRefused(Exception):
    """A segment of the log was not kept or not given; PostgreSQL tries again, or ends the recovery there."""


def take(url: str, places: Places, now: datetime) -> Path:
    """Copy the whole server into one sealed file. Raises ProgramFailed, CannotStart, OSError.

    The role needs REPLICATION. The log that belongs to the copy lies in it, so that it is whole by itself.
    """
    with snapshot.connected(url) as connection:
        major = snapshot.major_of(connection)
    places.make_folder()
    path = places.new_base(now)
    arguments = ["--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast", "--no-password"]
    arguments.append("--manifest-checksums=SHA256")
    with (
        sealed_file(path, places.keyring()) as writer,
        output_of(program("pg_basebackup", major), arguments, url) as pieces,
    ):
        for piece in pieces:
            writer.write(piece)
    return path


def unpack(path: Path, keyring: Keyring, into: Path, *, at: datetime | None, command: str) -> None:
    """Lay a base backup into an empty folder, check it against its own sums, and set the moment to go to.

    `command` is PostgreSQL's restore_command; without one only the moment of the copy itself can be reached. Raises
    UnusableBackup.
    """
    if into.exists() and any(into.iterdir()):
        raise UnusableBackup(f"{into} is not empty: name a folder that is, or that is not there yet.")
    if at is not None and not command:
        raise UnusableBackup("to go to a point in time, say where the archived log comes from: --wal-command.")
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("rb") as source, tarfile.open(fileobj=_Pieces(opened(source, keyring)), mode="r|") as tar:
            tar.extractall(into, filter="data")
    except (SealedStreamError, tarfile.TarError) as error:
        raise UnusableBackup(
            f"{path.name} cannot be used: {error}. What was unpacked in {into} is of no use."
        ) from None
    into.chmod(0o700)
    _check_sums(into)
    if command:
        _set_recovery(into, command, at)


def keep_segment(source: Path, name: str, folder: Path, keyring: Keyring) -> None:
    """Seal a segment into the archive (archive_command). Sent twice it is kept once. Raises WalRefused."""
    target = _place_of(name, folder)
    content = source.read_bytes()
    if target.exists():
        if _read(target, keyring) != content:
            raise WalRefused(f"{name} lies in the archive already and is another one: two servers write to {folder}")
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with sealed_file(target, keyring) as writer:
        writer.write(content)


def give_segment(name: str, target: Path, folder: Path, keyring: Keyring) -> None:
    """Open a segment of the archive for PostgreSQL (restore_command). Raises WalRefused when it is not there."""
    source = _place_of(name, folder)
    if not source.exists():
        raise WalRefused(f"{name} is not in the archive")
    content = _read(source, keyring)
    draft = target.with_name(f"{target.name}.part")
    draft.write_bytes(content)
    draft.replace(target)


def _read(path: Path, keyring: Keyring) -> bytes:
    try:
        with path.open("rb") as source:
            return b"".join(opened(source, keyring))
    except SealedStreamError as error:
        raise WalRefused(f"{path.name} cannot be used: {error}") from None


def _place_of(name: str, folder: Path) -> Path:
    if _SEGMENT.fullmatch(name) is None:
        raise WalRefused(f"{name!r} is no name of a segment of PostgreSQL's log")
    return folder / f"{name}.sealed"


def _check_sums(into: Path) -> None:
    """Every file that PostgreSQL's own list names must be there as it was copied. Raises UnusableBackup.

    By ourselves: `pg_verifybackup` is in no package of client programs, and the one of the embedded server's wheel does
    not run.
    """
    for each in json.loads((into / "backup_manifest").read_text())["Files"]:
        path = into / each["Path"]
        if not path.is_file() or path.stat().st_size != each["Size"] or _sum_of(path) != each["Checksum"]:
            raise UnusableBackup(f"the copy in {into} does not agree with its own list: {each['Path']}")


def _sum_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _set_recovery(into: Path, command: str, at: datetime | None) -> None:
    lines = [f"restore_command = {_quoted(command)}", "recovery_target_action = 'promote'"]
    if at is not None:
        lines.append(f"recovery_target_time = '{at.isoformat()}'")
    with (into / "postgresql.auto.conf").open("a") as opened_file:
        opened_file.write("\n".join(["", "# Written by `zaklon restore`.", *lines, ""]))
    (into / "recovery.signal").touch(mode=0o600)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def archive_command(verb: str, folder: Path, keys: Path) -> str:
    """The words for archive_command (`keep`) or restore_command (`give`) of a server on this machine."""
    program_words = [sys.executable, "-m", "zaklon", "wal", verb, "--archive", str(folder), "--keys", str(keys)]
    ends = "%p %f" if verb == "keep" else "%f %p"
    return f"{shlex.join(program_words)} {ends}"


class _Pieces(io.RawIOBase):
    """An iterator of pieces as a file that can only be read on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; all that is left without one."""
        while size < 0 or len(self._held) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        size = len(self._held) if size < 0 else size
        taken, self._held = self._held[:size], self._held[size:]
        return taken
