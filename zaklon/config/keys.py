"""Key files: made once with tight permissions, refused when missing in production or readable by others."""

import secrets
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# What each key protects; docs/settings.md is printed from this table.
KEYS: dict[str, str] = {
    "web": "Signs sessions, forms and links in mails.",
    "context": "Signs who acts, for the database's row policies. After a change run `zaklon setup`.",
    "sign-in": "Seals the secrets of second factors.",
    "documents-1": "Wraps the key of each attachment. To rotate add documents-2, keep documents-1 for reading.",
    "audit-1": "Signs the seal of the trail. To rotate add audit-2, keep audit-1 for checking.",
}


def ensure_keys(folder: Path) -> list[str]:
    """Make the keys that are missing; returns their names. Raises ImproperlyConfigured when a key is too open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name in KEYS:
        path = folder / f"{name}.key"
        if not path.exists():
            _write_new(path, secrets.token_hex(32))
            made.append(name)
    check_keys(folder)
    return made


def check_keys(folder: Path) -> None:
    """Raise ImproperlyConfigured, naming the file and the mend, when a key is missing, empty or too open."""
    if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o022:
        raise ImproperlyConfigured(f"Others can put keys of theirs into {folder}. Run: chmod go-w {folder}")
    for name in KEYS:
        path = folder / f"{name}.key"
        if not path.is_file():
            raise ImproperlyConfigured(f"The key {path} is missing. Run `zaklon setup`, or restore it from your copy.")
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ImproperlyConfigured(f"The key {path} can be read by others. Run: chmod 600 {path}")
        if len(path.read_text().strip()) != 64:
            raise ImproperlyConfigured(f"The key {path} is damaged: it must hold 64 hexadecimal digits.")


def read_key(folder: Path, name: str) -> str:
    """The key as hexadecimal text; only names from KEYS."""
    path = folder / f"{name}.key"
    if not path.is_file():
        raise ImproperlyConfigured(f"The key {path} is missing. Run `zaklon setup`, or restore it from your copy.")
    return path.read_text().strip()


def _write_new(path: Path, value: str) -> None:
    # A half-written key after a crash would lock everything, so it appears under its name only when whole.
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.chmod(0o600)
    draft.write_text(value + "\n")
    draft.replace(path)
