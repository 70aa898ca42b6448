"""Sealing of attachments: a random key for each document, wrapped by a key that the database never holds.

AES-256-GCM throughout. What is sealed is bound to the table and row where it belongs, and the wrapped key also to the
key that wraps it: put into another row, or under another key's name, it cannot be opened (InvalidTag).

Keys lie in files `documents-1.key`, `documents-2.key`, ... of 64 hexadecimal digits. All of them open; the one with the
highest number seals. To rotate, add the next number and run the re-wrapping; only then may the older file go.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_FILE = re.compile(r"(documents-([1-9][0-9]{0,5}))\.key")
_KEY_BYTES, _NONCE_BYTES = 32, 12
_VERSION = b"\x01"


class KeyMissingError(LookupError):
    """No key file has the number under which a document was sealed: restore it from the copy of the keys."""


@dataclass(frozen=True)
class Place:
    """Where something sealed belongs."""

    table: str
    row_id: UUID


@dataclass(frozen=True)
class Sealed:
    """A sealed document: its content, and its own key wrapped by the key named `key_id`."""

    content: bytes
    wrapped_key: bytes
    key_id: str


class Keyring:
    """The wrapping keys by name; `newest` is the one that seals."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """Raises ValueError for a key that is not 32 bytes long, KeyMissingError when there is none at all."""
        if not keys:
            raise KeyMissingError("there is no key for attachments: run `zaklon setup`")
        for key_id, key in keys.items():
            if len(key) != _KEY_BYTES:
                raise ValueError(f"the key {key_id} must have {_KEY_BYTES} bytes")
        self._keys = dict(keys)
        self.newest = max(keys, key=lambda key_id: int(key_id.rpartition("-")[2]))

    @classmethod
    def read(cls, folder: Path) -> "Keyring":
        """The `documents-<number>.key` of a folder. Raises KeyMissingError for none, ValueError for a damaged one."""
        keys = {}
        for path in folder.iterdir() if folder.is_dir() else ():
            found = _KEY_FILE.fullmatch(path.name)
            if found:
                keys[found[1]] = _read_key(path)
        return cls(keys)

    def key(self, key_id: str) -> bytes:
        """The key of that name. Raises KeyMissingError."""
        if key_id not in self._keys:
            raise KeyMissingError(f"the key {key_id} is missing from the folder of keys")
        return self._keys[key_id]

    def __repr__(self) -> str:
        return f"Keyring({', '.join(sorted(self._keys))})"


def seal(content: bytes, place: Place, keyring: Keyring) -> Sealed:
    """Seal a document under a fresh key of its own."""
    own_key = AESGCM.generate_key(bit_length=256)
    wrapped = _encrypted(keyring.key(keyring.newest), own_key, _wrap_binding(place, keyring.newest))
    return Sealed(_encrypted(own_key, content, _content_binding(place)), wrapped, keyring.newest)


def unseal(sealed: Sealed, place: Place, keyring: Keyring) -> bytes:
    """The document.

    Raises InvalidTag when anything was changed or moved, KeyMissingError, ValueError for a foreign format.
    """
    own_key = _unwrapped(sealed.wrapped_key, sealed.key_id, place, keyring)
    return _decrypted(own_key, sealed.content, _content_binding(place))


def rewrap(wrapped_key: bytes, key_id: str, place: Place, keyring: Keyring) -> tuple[bytes, str]:
    """The same document key under the newest wrapping key, with that key's name; the content stays as it is."""
    own_key = _unwrapped(wrapped_key, key_id, place, keyring)
    wrapped = _encrypted(keyring.key(keyring.newest), own_key, _wrap_binding(place, keyring.newest))
    return wrapped, keyring.newest


def _unwrapped(wrapped_key: bytes, key_id: str, place: Place, keyring: Keyring) -> bytes:
    return _decrypted(keyring.key(key_id), wrapped_key, _wrap_binding(place, key_id))


def _wrap_binding(place: Place, key_id: str) -> bytes:
    return f"key|{place.table}|{place.row_id}|{key_id}".encode()


def _content_binding(place: Place) -> bytes:
    """Without the wrapping key's name, so that re-wrapping need not touch the content."""
    return f"content|{place.table}|{place.row_id}".encode()


def _encrypted(key: bytes, plain: bytes, binding: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, binding)


def _decrypted(key: bytes, sealed: bytes, binding: bytes) -> bytes:
    if sealed[:1] != _VERSION:
        raise ValueError("sealed by an unknown version")
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    return AESGCM(key).decrypt(nonce, rest, binding)


def _read_key(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise ValueError(f"the key file {path.name} is damaged: it must hold 64 hexadecimal digits") from error
