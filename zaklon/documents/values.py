"""The plain values with which other contexts speak to this one."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from zaklon.common.errors import RuleBroken
from zaklon.common.rowpolicy import REACHES
from zaklon.documents.checks import MOST_BYTES


@dataclass(frozen=True)
class Upload:
    """A file as it came: the sender's name for it and its bytes."""

    name: str
    content: bytes

    @classmethod
    def received(cls, file: "UploadedFile[bytes]") -> "Upload":
        """The uploaded file, read only when it is not too large. Raises RuleBroken file_too_large."""
        if (file.size or 0) > MOST_BYTES:
            raise RuleBroken("file_too_large", field="file", facts={"most_megabytes": MOST_BYTES // 1_000_000})
        return cls(file.name or "", file.read())


@dataclass(frozen=True)
class Subject:
    """What an attachment belongs to: a kind such as "plan.progress_report", and the key of the record."""

    kind: str
    id: UUID


@dataclass(frozen=True)
class Audience:
    """Who may see an attachment: these bodies, and whoever has one of these reaches; its owner always may."""

    bodies: frozenset[UUID] = frozenset()
    reaches: frozenset[str] = frozenset()

    EVERYONE: ClassVar["Audience"]

    def __post_init__(self) -> None:
        unknown = self.reaches - set(REACHES)
        if unknown:
            raise ValueError(f"no such reach: {', '.join(sorted(unknown))}")


Audience.EVERYONE = Audience(reaches=frozenset({"public", "body", "office", "audit", "admin"}))


@dataclass(frozen=True)
class OpenedFile:
    """An attachment's content, checked and opened."""

    name: str
    media_type: str
    content: bytes
