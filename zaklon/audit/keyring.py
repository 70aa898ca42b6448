"""The keys that sign blocks and heads: Ed25519, in files that the database never holds.

Files `audit-1.key`, `audit-2.key`, ... of 64 hexadecimal digits. The one with the highest number signs; the others
stay, for what they signed must still be checked.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_KEY_FILE = re.compile(r"(audit-([1-9][0-9]{0,5}))\.key")
_KEY_BYTES = 32


class SigningKeyMissingError(LookupError):
    """There is no key to sign the trail with."""


class Keyring:
    """Signing keys by name; `newest` is the one that signs."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """Raises SigningKeyMissingError for none, ValueError for a key that is not 32 bytes long."""
        if not keys:
            raise SigningKeyMissingError("there is no key for the trail: run `zaklon setup`")
        for key_id, key in keys.items():
            if len(key) != _KEY_BYTES:
                raise ValueError(f"the key {key_id} must have {_KEY_BYTES} bytes")
        self._keys = {key_id: Ed25519PrivateKey.from_private_bytes(key) for key_id, key in keys.items()}
        self._newest = max(keys, key=lambda key_id: int(key_id.rpartition("-")[2]))

    @classmethod
    def read(cls, folder: Path) -> "Keyring":
        """The `audit-<number>.key` of a folder. Raises SigningKeyMissingError, ValueError for a damaged one."""
        keys = {}
        for path in folder.iterdir() if folder.is_dir() else ():
            found = _KEY_FILE.fullmatch(path.name)
            if found:
                keys[found[1]] = _read_key(path)
        return cls(keys)

    @property
    def newest(self) -> str:
        """The name of the key that signs."""
        return self._newest

    def sign(self, said: bytes) -> bytes:
        """The signature of the newest key."""
        return self._keys[self._newest].sign(said)

    def knows(self, key_id: str) -> bool:
        """Whether there is a key of this name."""
        return key_id in self._keys

    def is_signed(self, said: bytes, signature: bytes, key_id: str) -> bool:
        """Whether the key of that name has signed this; an unknown key has signed nothing."""
        if key_id not in self._keys:
            return False
        try:
            self._keys[key_id].public_key().verify(signature, said)
        except InvalidSignature:
            return False
        return True

    def __repr__(self) -> str:
        return f"Keyring({', '.join(sorted(self._keys))})"


def _read_key(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise ValueError(f"the key file {path.name} is damaged: it must hold 64 hexadecimal digits") from error
