"""A key of each person's own, and what is sealed with it.

The data key lies in the database wrapped by a key that the database never holds, bound to the person and to the name of
the wrapping key. Content is bound to the table, record, person and part where it belongs: moved anywhere else, or
put under another person, it does not open (InvalidTag). Destroying the data key makes all of it unreadable.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import DataKey, Person, Record, SealedFile
from zaklon.common.sealing import Keyring, decrypted, encrypted, fresh_key

# A dump shows only in steps of so many bytes how long a content is.
_STEP = 64
_STEP_OF_FILES = 4096
_LENGTH_BYTES = 4


class ErasedError(LookupError):
    """The person's data key was destroyed: what it sealed is gone for good."""


@dataclass(frozen=True)
class ContentPlace:
    """Where a sealed content belongs. Not the case: a person who is taken to another case takes the file along."""

    table: str
    record_id: UUID
    person_id: UUID
    part: int

    @classmethod
    def of(cls, record: Record) -> "ContentPlace":
        """The place of a record of the file."""
        return cls("cases_record", record.pk, record.person_id, record.part)

    @classmethod
    def of_file(cls, file: SealedFile) -> "ContentPlace":
        """The place of a file's bytes."""
        return cls("cases_sealedfile", file.pk, file.person_id, file.part)

    @classmethod
    def of_label(cls, file: SealedFile) -> "ContentPlace":
        """The place of a file's own name and kind."""
        return cls("cases_sealedfile.label", file.pk, file.person_id, file.part)

    @property
    def binding(self) -> bytes:
        """What is bound to the ciphertext."""
        return f"vault|{self.table}|{self.record_id}|{self.person_id}|{self.part}".encode()


class PersonKey:
    """A person's unlocked data key. Keep it no longer than the request; its key is in no repr and no error."""

    __slots__ = ("_key", "person_id")

    def __init__(self, person_id: UUID, key: bytes) -> None:
        self.person_id = person_id
        self._key = key

    def seal(self, place: ContentPlace, content: Mapping[str, Any]) -> bytes:
        """Seal a JSON object. Raises TypeError or ValueError for what JSON cannot hold, and for another's place."""
        self._refuse_others(place)
        return encrypted(self._key, _padded(_as_json(content)), place.binding)

    def open(self, place: ContentPlace, sealed: bytes) -> dict[str, Any]:
        """The content. Raises InvalidTag when anything was changed or moved, ValueError for a foreign format."""
        self._refuse_others(place)
        content: dict[str, Any] = json.loads(_as_text(_unpadded(decrypted(self._key, sealed, place.binding))))
        return content

    def seal_bytes(self, place: ContentPlace, content: bytes) -> bytes:
        """Seal a file. Raises ValueError for another's place."""
        self._refuse_others(place)
        return encrypted(self._key, _padded(content, _STEP_OF_FILES), place.binding)

    def open_bytes(self, place: ContentPlace, sealed: bytes) -> bytes:
        """The file. Raises as `open`."""
        self._refuse_others(place)
        return _unpadded(decrypted(self._key, sealed, place.binding))

    def _refuse_others(self, place: ContentPlace) -> None:
        if place.person_id != self.person_id:
            raise ValueError("the place belongs to another person than the key")

    def __repr__(self) -> str:
        return f"PersonKey({self.person_id})"


def keyring() -> Keyring:
    """The keys that wrap data keys. Raises KeySourceError, KeyMissingError or ValueError, saying what to mend."""
    ring: Keyring = settings.VAULT_KEY_SOURCE.ring("vault")
    return ring


def make(person: Person, *, now: datetime) -> PersonKey:
    """Give a person a data key. Raises IntegrityError when there is one."""
    key, ring = fresh_key(), keyring()
    with acting_as(SYSTEM):
        DataKey.objects.create(
            person_id=person.pk,
            case_id=person.case_id,
            wrapped=wrap(person.pk, key, ring),
            key_id=ring.newest,
            made_at=now,
        )
    return PersonKey(person.pk, key)


def unlock(row: DataKey) -> PersonKey:
    """A person's key, from the row that the reader could see.

    Raises ErasedError, KeyMissingError when the wrapping key is gone, InvalidTag when the row was changed or moved.
    """
    if row.destroyed_at is not None:
        raise ErasedError(f"the data key of person {row.person_id} was destroyed")
    return PersonKey(row.person_id, unwrap(row.person_id, bytes(row.wrapped), row.key_id, keyring()))


def unlock_of(person_id: UUID) -> PersonKey:
    """The same by person, under the policies of whoever acts. Raises DataKey.DoesNotExist and what `unlock` raises."""
    return unlock(DataKey.objects.get(pk=person_id))


def wrap(person_id: UUID, key: bytes, ring: Keyring) -> bytes:
    """A data key as it lies in the database, under the newest wrapping key."""
    return encrypted(ring.key(ring.newest), key, _wrap_binding(person_id, ring.newest))


def unwrap(person_id: UUID, wrapped: bytes, key_id: str, ring: Keyring) -> bytes:
    """The bare data key. Raises KeyMissingError, InvalidTag."""
    return decrypted(ring.key(key_id), wrapped, _wrap_binding(person_id, key_id))


def _wrap_binding(person_id: UUID, key_id: str) -> bytes:
    return f"vault-key|{person_id}|{key_id}".encode()


def _as_json(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(dict(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half of a surrogate pair may come in through JSON; it must not make a file unsaveable, nor be lost.
    return text.encode("utf-8", "surrogatepass")


def _padded(plain: bytes, step: int = _STEP) -> bytes:
    whole = len(plain).to_bytes(_LENGTH_BYTES, "big") + plain
    return whole + bytes(-len(whole) % step)


def _unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _as_text(plain: bytes) -> str:
    return plain.decode("utf-8", "surrogatepass")
