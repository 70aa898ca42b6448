"""A backup in one sealed file: the dump, the attachments, and at the end what all of it must add up to."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

from zaklon.common.sealed_stream import SealedWriter
from zaklon.common.sealing import Keyring
from zaklon.config.continuity import snapshot
from zaklon.config.continuity.manifest import Manifest
from zaklon.config.continuity.members import MemberWriter
from zaklon.config.continuity.places import Places
from zaklon.config.continuity.programs import output_of, program

DATABASE, MANIFEST, ATTACHMENTS = "database.dump", "manifest.json", "attachments/"
_READ_BYTES = 1 << 18


@dataclass(frozen=True)
class Sources:
    """What is backed up, and the names of keys of which the database knows nothing."""

    url: str
    attachments: Path
    ledger: Path
    other_keys: tuple[str, ...] = ()


def take(sources: Sources, places: Places) -> tuple[Path, Manifest]:
    """Write a backup; gives the file and what is in it. Nothing readable reaches the disk.

    Raises BlindRole, ProgramFailed, CannotStart and OSError; a file with the backup's name is whole.
    """
    keyring = places.keyring()
    places.make_folder()
    with snapshot.held(sources.url) as contents:
        path = places.new_dump(contents.taken_at)
        manifest = Manifest(
            taken_at=contents.taken_at,
            postgres=contents.postgres,
            tables=contents.tables,
            migrations=contents.migrations,
            keys=sorted({*contents.keys, *sources.other_keys}),
            head_number=contents.head_number,
            head_hash=contents.head_hash,
        )
        with sealed_file(path, keyring) as writer:
            writer_of_members = MemberWriter(writer)
            _put_dump(writer_of_members, sources.url, contents)
            # After the snapshot: each file that a row names was there before the row.
            _put_attachments(writer_of_members, sources.attachments)
            manifest = replace(manifest, sums={name: asdict(each) for name, each in writer_of_members.sums.items()})
            writer_of_members.put(MANIFEST, [manifest.as_json()])
            writer_of_members.end()
    places.keep_ledger(sources.ledger)
    return path, manifest


@contextlib.contextmanager
def sealed_file(path: Path, keyring: Keyring) -> Iterator[SealedWriter]:
    """A sealed file that gets its name when it is whole and on disk; a draft that failed is taken away."""
    draft = path.with_name(f".{path.name}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            writer = SealedWriter(target, keyring)
            yield writer
            writer.close()
            _to_disk(target)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _to_disk(target: BinaryIO) -> None:
    target.flush()
    os.fsync(target.fileno())


def _put_dump(writer: MemberWriter, url: str, contents: snapshot.Contents) -> None:
    left_out = [f"--exclude-table-data=public.{table}" for table in snapshot.LEFT_OUT]
    arguments = ["--format=custom", f"--snapshot={contents.snapshot}", "--no-password", *left_out]
    with output_of(program("pg_dump", contents.postgres), arguments, url) as pieces:
        writer.put(DATABASE, pieces)


def _put_attachments(writer: MemberWriter, folder: Path) -> None:
    for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
        # An upload that is being written, and one whose row was removed meanwhile, belong to no row of the dump.
        if path.name.startswith("."):
            continue
        with contextlib.suppress(FileNotFoundError), path.open("rb") as source:
            writer.put(f"{ATTACHMENTS}{path.parent.name}/{path.name}", _pieces_of(source))


def _pieces_of(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(_READ_BYTES):
        yield piece
