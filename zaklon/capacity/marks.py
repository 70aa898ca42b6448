"""Marks of certificates: a keyed digest of code and name, the only thing that is kept of either."""

import hmac

from django.conf import settings

from zaklon.capacity.rules.names import folded
from zaklon.common.sealing import Keyring

_FAMILY = "certificates"


def new_mark(code: str, name: str) -> bytes:
    """The mark of a new certificate, by the newest key; `code` as `rules.codes.read_code` gives it."""
    ring = _ring()
    return _mark(ring.key(ring.newest), code, name)


def possible_marks(code: str, name: str) -> list[bytes]:
    """The marks that code and name have under every key, older ones too; as many for a wrong code as for any."""
    ring = _ring()
    return [_mark(ring.key(key_id), code, name) for key_id in sorted(ring.names)]


def _ring() -> Keyring:
    ring: Keyring = settings.VAULT_KEY_SOURCE.ring(_FAMILY)
    return ring


def _mark(key: bytes, code: str, name: str) -> bytes:
    return hmac.digest(key, f"certificate|{code}|{folded(name)}".encode(), "sha256")
