"""What is handed to the commands of registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from zaklon.forms.definition import Answer


@dataclass(frozen=True)
class NewEntry:
    """An entry as it is filled in: the answers to the register's form, what it belongs to, what it serves.

    `on_behalf_of` is the body whose entry it is, where the coordinator's office enters it.
    """

    register: str
    answers: Mapping[str, Answer]
    parent_id: UUID | None = None
    activities: tuple[UUID, ...] = ()
    on_behalf_of: UUID | None = None


@dataclass(frozen=True)
class Correction:
    """What an entry shall say from now on, and why; `seen_revision` is the one that the writer had before the eyes."""

    answers: Mapping[str, Answer]
    activities: tuple[UUID, ...]
    reason: str
    seen_revision: int
