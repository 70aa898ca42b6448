"""The folder of sealed files: each under a random name, whole or not there at all."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

_UNFINISHED = ".part"


class StoredFileMissingError(LookupError):
    """A row has no file: the folder was restored from an older copy, or somebody has deleted there."""


@dataclass(frozen=True)
class Store:
    """A folder with one level of sub-folders, named after the first two digits of the file's random name."""

    folder: Path

    @classmethod
    def configured(cls) -> "Store":
        """The folder of the installation."""
        return cls(Path(settings.ATTACHMENTS_DIR))

    def write(self, stored_as: UUID, content: bytes) -> None:
        """Keep the content; after this returns it survives a power cut, and a crash before leaves no half file."""
        path = self._path(stored_as)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{stored_as.hex}{_UNFINISHED}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
        _sync_folder(path.parent)

    def read(self, stored_as: UUID) -> bytes:
        """The content. Raises StoredFileMissingError."""
        try:
            return self._path(stored_as).read_bytes()
        except FileNotFoundError as error:
            raise StoredFileMissingError(f"the file {stored_as} is missing from the folder of attachments") from error

    def delete(self, stored_as: UUID) -> None:
        """Take the file away; nothing happens when it is gone already."""
        self._path(stored_as).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[UUID]:
        """Names of files that were written before the moment (seconds since 1970)."""
        for path in self._files():
            if not path.name.endswith(_UNFINISHED) and path.stat().st_mtime < moment:
                yield UUID(hex=path.name)

    def drop_unfinished(self, moment: float) -> int:
        """Delete what a crash left half written before the moment; gives how many."""
        old = [path for path in self._files() if path.name.endswith(_UNFINISHED) and path.stat().st_mtime < moment]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def holds(self, stored_as: UUID) -> bool:
        """Whether the file is there."""
        return self._path(stored_as).is_file()

    def _path(self, stored_as: UUID) -> Path:
        return self.folder / stored_as.hex[:2] / stored_as.hex

    def _files(self) -> Iterator[Path]:
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(folder.iterdir())


def _sync_folder(folder: Path) -> None:
    """A new name is safe only when the folder itself is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
