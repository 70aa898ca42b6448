"""The key of search: everything that search stores is a keyed digest, or sealed under this key."""

import hmac
import json
from collections.abc import Iterable

from django.conf import settings

from zaklon.common.sealing import decrypted, encrypted

_SIZE_BYTES = 8
# A dump shows only in steps of so many bytes how many names share a variant.
_STEP = 64


class SearchKey:
    """Makes tokens, and seals what search has to remember. Its key is in no repr and no error."""

    __slots__ = ("_digest_key", "_seal_key")

    def __init__(self, key: bytes) -> None:
        self._digest_key = hmac.digest(key, b"vault search digests", "sha256")
        self._seal_key = hmac.digest(key, b"vault search seals", "sha256")

    @classmethod
    def current(cls) -> "SearchKey":
        """The key of this installation. Raises ValueError when there are two: nothing would be found any more."""
        ring = settings.VAULT_KEY_SOURCE.ring("search")
        if len(ring.names) > 1:
            raise ValueError(f"there are {len(ring.names)} search keys; tokens are made with one: keep the one in use")
        return cls(ring.key(ring.newest))

    def digest(self, purpose: str, text: str) -> bytes:
        """16 bytes that say nothing without the key."""
        return hmac.digest(self._digest_key, f"{purpose}|{text}".encode(), "sha256")[:16]

    def token(self, kind: str, text: str, slot: int) -> bytes:
        """The token of a value's slot."""
        return hmac.digest(self._digest_key, f"token|{kind}|{text}|{slot}".encode(), "sha256")[:16]

    def seal_size(self, digest: bytes, size: int) -> bytes:
        """A size as it lies in the database, as long for the smallest as for the largest."""
        return encrypted(self._seal_key, size.to_bytes(_SIZE_BYTES, "big"), b"size|" + digest)

    def open_size(self, digest: bytes, sealed: bytes) -> int:
        """The size. Raises InvalidTag."""
        return int.from_bytes(decrypted(self._seal_key, sealed, b"size|" + digest), "big")

    def seal_names(self, digest: bytes, names: Iterable[str]) -> bytes:
        """Folded name parts, sorted."""
        plain = json.dumps(sorted(names), ensure_ascii=False, separators=(",", ":")).encode()
        return encrypted(self._seal_key, plain + b" " * (-len(plain) % _STEP), b"names|" + digest)

    def open_names(self, digest: bytes, sealed: bytes) -> set[str]:
        """The same names. Raises InvalidTag."""
        return set(json.loads(decrypted(self._seal_key, sealed, b"names|" + digest)))

    def __repr__(self) -> str:
        return "SearchKey()"
