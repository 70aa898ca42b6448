"""Sealing what is too long for memory: pieces of AES-256-GCM, in their order, with a marked last one.

    magic · length of the key's name · the key's name · salt of 16 bytes · pieces

Each stream has a key of its own (HKDF of the named key and the salt). The nonce of a piece is its number and whether it
is the last one, and the header is bound to every piece. So a piece that was changed, moved, repeated or taken from
another stream does not open, and a stream that was cut off has no last piece.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zaklon.common.sealing import Keyring

PIECE_BYTES = 1 << 18
_MAGIC = b"ZAKLON-SEALED-1\n"
_SALT_BYTES, _TAG_BYTES = 16, 16


class SealedStreamError(ValueError):
    """The stream cannot be opened: it is no sealed stream, was cut off or changed, or is under another key."""


class SealedWriter:
    """Seals what is written, piece by piece; nothing readable is ever handed on. `close` writes the last piece."""

    def __init__(self, target: BinaryIO, keyring: Keyring) -> None:
        name, salt = keyring.newest.encode(), secrets.token_bytes(_SALT_BYTES)
        self._header = _MAGIC + bytes([len(name)]) + name + salt
        self._cipher = _cipher(keyring.key(keyring.newest), salt)
        self._target = target
        self._waiting = bytearray()
        self._number = 0
        target.write(self._header)

    def write(self, content: bytes) -> int:
        """Take content; gives how many bytes were taken, which is all."""
        self._waiting += content
        # One whole piece is held back, for the last one is marked.
        while len(self._waiting) > PIECE_BYTES:
            self._put(bytes(self._waiting[:PIECE_BYTES]), is_last=False)
            del self._waiting[:PIECE_BYTES]
        return len(content)

    def close(self) -> None:
        """Write the last piece; the target stays open."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._target.write(self._cipher.encrypt(nonce, piece, self._header))
        self._number += 1


def opened(source: BinaryIO, keyring: Keyring) -> Iterator[bytes]:
    """The content, piece by piece, each checked before it is given.

    Raises SealedStreamError, also at the end of what was cut off: do nothing final before the iteration is over.
    """
    header, key_id, salt = _read_header(source)
    if key_id not in keyring.names:
        known = ", ".join(sorted(keyring.names))
        raise SealedStreamError(f"it was sealed under the key {key_id}, and here are only: {known}")
    cipher = _cipher(keyring.key(key_id), salt)
    number, piece = 0, source.read(PIECE_BYTES + _TAG_BYTES)
    while True:
        following = source.read(PIECE_BYTES + _TAG_BYTES) if len(piece) == PIECE_BYTES + _TAG_BYTES else b""
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, header)
        except InvalidTag:
            raise SealedStreamError(_what_is_wrong(number, key_id, is_last=not following)) from None
        if not following:
            return
        number, piece = number + 1, following


def key_name(source: BinaryIO) -> str:
    """The name of the key that a stream needs. Raises SealedStreamError."""
    return _read_header(source)[1]


def _what_is_wrong(number: int, key_id: str, *, is_last: bool) -> str:
    if number == 0:
        return f"it was changed, cut off, or the key {key_id} here is another one than it was sealed under"
    return "its end is missing or was changed" if is_last else f"piece {number + 1} of it was changed"


def _read_header(source: BinaryIO) -> tuple[bytes, str, bytes]:
    start = source.read(len(_MAGIC) + 1)
    if len(start) <= len(_MAGIC) or not start.startswith(_MAGIC):
        raise SealedStreamError("it is no sealed file of Zaklon, or its beginning was changed")
    rest = source.read(start[-1] + _SALT_BYTES)
    if len(rest) != start[-1] + _SALT_BYTES:
        raise SealedStreamError("it was cut off at its very beginning")
    return start + rest, rest[:-_SALT_BYTES].decode("ascii", "replace"), rest[-_SALT_BYTES:]


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"zaklon sealed stream").derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")
