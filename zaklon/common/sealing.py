"""Sealing: a random key for each thing sealed, wrapped by a key that the database never holds.

AES-256-GCM throughout. What is sealed is bound to the table and row where it belongs, and the wrapped key also to the
key that wraps it: put into another row, or under another key's name, it cannot be opened (InvalidTag).

Wrapping keys come in families: `documents-1`, `documents-2`, ... of 64 hexadecimal digits each. All of a family open;
the one with the highest number seals. To rotate, add the next number and run the re-wrapping; only then may the older
key go.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NUMBER = r"[1-9][0-9]{0,5}"
_KEY_BYTES, _NONCE_BYTES = 32, 12
_VERSION = b"\x01"


class KeyMissingError(LookupError):
    """No key has the number under which something was sealed: restore it from the copy of the keys."""


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
    """The wrapping keys of one family by name; `newest` is the one that seals."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """Raises ValueError for a key that is not 32 bytes long, KeyMissingError when there is none at all."""
        if not keys:
            raise KeyMissingError("there is no key to seal with: run `zaklon setup`")
        for key_id, key in keys.items():
            if len(key) != _KEY_BYTES:
                raise ValueError(f"the key {key_id} must have {_KEY_BYTES} bytes")
        self._keys = dict(keys)
        self.newest = max(keys, key=lambda key_id: int(key_id.rpartition("-")[2]))

    @classmethod
    def read(cls, folder: Path, prefix: str) -> "Keyring":
        """The `<prefix>-<number>.key` of a folder.

        Raises KeyMissingError when there is none, ValueError for a damaged one.
        """
        keys = {path.stem: _read_key(path) for path in key_files(folder, prefix)}
        if not keys:
            raise KeyMissingError(f"there is no key {prefix}-1.key in the folder of keys: run `zaklon setup`")
        return cls(keys)

    @property
    def names(self) -> frozenset[str]:
        """The names of all keys."""
        return frozenset(self._keys)

    def key(self, key_id: str) -> bytes:
        """The key of that name. Raises KeyMissingError."""
        if key_id not in self._keys:
            raise KeyMissingError(f"the key {key_id} is missing from the keys of this installation")
        return self._keys[key_id]

    def __repr__(self) -> str:
        return f"Keyring({', '.join(sorted(self._keys))})"


def key_files(folder: Path, prefix: str) -> list[Path]:
    """Every `<prefix>-<number>.key` of a folder, in the order of their names; none when there is no such folder."""
    name = re.compile(rf"{re.escape(prefix)}-{_NUMBER}\.key")
    return sorted(path for path in (folder.iterdir() if folder.is_dir() else ()) if name.fullmatch(path.name))


def seal(content: bytes, place: Place, keyring: Keyring) -> Sealed:
    """Seal a document under a fresh key of its own."""
    own_key = fresh_key()
    wrapped = encrypted(keyring.key(keyring.newest), own_key, _wrap_binding(place, keyring.newest))
    return Sealed(encrypted(own_key, content, _content_binding(place)), wrapped, keyring.newest)


def unseal(sealed: Sealed, place: Place, keyring: Keyring) -> bytes:
    """The document.

    Raises InvalidTag when anything was changed or moved, KeyMissingError, ValueError for a foreign format.
    """
    own_key = _unwrapped(sealed.wrapped_key, sealed.key_id, place, keyring)
    return decrypted(own_key, sealed.content, _content_binding(place))


def rewrap(wrapped_key: bytes, key_id: str, place: Place, keyring: Keyring) -> tuple[bytes, str]:
    """The same document key under the newest wrapping key, with that key's name; the content stays as it is."""
    own_key = _unwrapped(wrapped_key, key_id, place, keyring)
    wrapped = encrypted(keyring.key(keyring.newest), own_key, _wrap_binding(place, keyring.newest))
    return wrapped, keyring.newest


def fresh_key() -> bytes:
    """A new random key."""
    return AESGCM.generate_key(bit_length=8 * _KEY_BYTES)


def encrypted(key: bytes, plain: bytes, binding: bytes) -> bytes:
    """Version, nonce and ciphertext; opens only with the same binding."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, binding)


def decrypted(key: bytes, sealed: bytes, binding: bytes) -> bytes:
    """What `encrypted` was given. Raises InvalidTag when changed or moved, ValueError for a foreign format."""
    if sealed[:1] != _VERSION:
        raise ValueError("sealed by an unknown version")
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    return AESGCM(key).decrypt(nonce, rest, binding)


def _unwrapped(wrapped_key: bytes, key_id: str, place: Place, keyring: Keyring) -> bytes:
    return decrypted(keyring.key(key_id), wrapped_key, _wrap_binding(place, key_id))


def _wrap_binding(place: Place, key_id: str) -> bytes:
    return f"key|{place.table}|{place.row_id}|{key_id}".encode()


def _content_binding(place: Place) -> bytes:
    """Without the wrapping key's name, so that re-wrapping need not touch the content."""
    return f"content|{place.table}|{place.row_id}".encode()


def _read_key(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text().strip())
    except ValueError:
        # Without its cause, which may quote what stands in the file.
        raise ValueError(f"the key file {path.name} is damaged: it must hold 64 hexadecimal digits") from None
