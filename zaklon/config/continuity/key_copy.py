"""Every key in one file under a passphrase, for an envelope that lies apart from the backups.

    magic · salt of 16 bytes · nonce of 12 bytes · AES-256-GCM of the names and keys as JSON

The passphrase becomes a key by scrypt, which takes 128 MB and about half a second for each guess.
"""

import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_MAGIC = b"ZAKLON-KEYS-1\n"
_SALT_BYTES, _NONCE_BYTES = 16, 12
_COST = 2**17
SHORTEST_PASSPHRASE = 20


class KeyCopyError(ValueError):
    """A copy of keys that cannot be made or opened; the text says why and holds no key."""


def sealed_copy(folders: Iterable[Path], passphrase: str) -> tuple[bytes, list[str]]:
    """The sealed file with every `*.key` of the folders, and their names. Raises KeyCopyError."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyCopyError(
            f"the passphrase must have at least {SHORTEST_PASSPHRASE} characters: five words by chance are good"
        )
    keys: dict[str, str] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.key")):
        if keys.setdefault(path.stem, path.read_text().strip()) != path.read_text().strip():
            raise KeyCopyError(f"two keys are called {path.stem}")
    if not keys:
        raise KeyCopyError("there are no key files to copy")
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    content = AESGCM(_key_of(passphrase, salt)).encrypt(nonce, json.dumps(keys).encode(), _MAGIC)
    return _MAGIC + salt + nonce + content, sorted(keys)


def opened_copy(sealed: bytes, passphrase: str) -> dict[str, str]:
    """Keys by name. Raises KeyCopyError for a wrong passphrase and a changed file alike."""
    if not sealed.startswith(_MAGIC):
        raise KeyCopyError("this is no copy of keys")
    rest = sealed[len(_MAGIC) :]
    salt, nonce, content = rest[:_SALT_BYTES], rest[_SALT_BYTES:][:_NONCE_BYTES], rest[_SALT_BYTES + _NONCE_BYTES :]
    try:
        plain = AESGCM(_key_of(passphrase, salt)).decrypt(nonce, content, _MAGIC)
    except (InvalidTag, ValueError):
        raise KeyCopyError("the passphrase is another one, or the file was changed") from None
    keys: dict[str, str] = json.loads(plain)
    return keys


def put_back(keys: dict[str, str], folder: Path, backup_folder: Path) -> list[str]:
    """Write the keys that are missing; gives their names. Raises KeyCopyError before one that differs is touched."""
    wanted = {
        (backup_folder if name.startswith("backup-") else folder) / f"{name}.key": key for name, key in keys.items()
    }
    for path, key in wanted.items():
        if path.exists() and path.read_text().strip() != key:
            raise KeyCopyError(f"{path} is another key than the one in the copy: nothing was changed")
    missing = {path: key for path, key in wanted.items() if not path.exists()}
    for path, key in missing.items():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(f"{key}\n")
    return sorted(path.stem for path in missing)


def _key_of(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
