"""Key files: made once with tight permissions, refused when missing in production or readable by others."""

import secrets
import stat
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from zaklon.common.key_sources import KeySource, KeySourceError
from zaklon.common.sealing import KeyMissingError, key_files
from zaklon.config import environment as env

# What each key protects; docs/settings.md is printed from this table. Where a name ends in a number, any key of that
# family will do, and the highest number seals.
KEYS: dict[str, str] = {
    "web": "Signs sessions, forms and links in mails.",
    "context": "Signs who acts, for the database's row policies. After a change run `zaklon setup`.",
    "sign-in": "Seals the secrets of second factors.",
    "documents-1": "Wraps the key of each attachment. To rotate add documents-2, keep documents-1 for reading.",
    "vault-1": (
        "Wraps the data key of each person. To rotate add vault-2 and run `zaklon keys rotate-vault`; vault-1 may go "
        "when that says so. Keep it while a backup may have to be restored that was made before."
    ),
    "helpline-1": (
        "Wraps the key of each note of the helpline. To rotate add helpline-2; helpline-1 may go a night later."
    ),
    "search-1": "Makes the tokens by which persons are found. Whoever holds it and a dump can test names.",
    "certificates-1": (
        "Makes the marks by which certificates are checked; the names stand nowhere. To rotate add certificates-2, "
        "keep certificates-1 for checking: without it no older certificate is found genuine."
    ),
    "audit-1": "Signs the seal of the trail. To rotate add audit-2, keep audit-1 for checking.",
}
# Every key that existed before the list of made keys did.
_FIRST = frozenset({"web", "context", "sign-in", "documents-1"})
_MADE = "made.txt"


def ensure_keys(folder: Path, supplied: Collection[str] = ()) -> list[str]:
    """Make the keys that are missing; returns their names. Raises ImproperlyConfigured when a key is too open.

    `supplied` are families that another source gives (ZAKLON_VAULT_KEYS): no file is made for them.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = [name for name in missing_keys(folder) if _family(name) not in supplied]
    for name in made:
        _write_new(folder / f"{name}.key", secrets.token_hex(32))
    if made or not (folder / _MADE).exists():
        _write_new(folder / _MADE, "\n".join(sorted(_made_here(folder).union(made))))
    check_keys(folder, supplied)
    return made


def missing_keys(folder: Path) -> list[str]:
    """Names of KEYS for which there is no file, of whatever number."""
    return [name for name in KEYS if not _files_of(folder, name)]


def lost_keys(folder: Path) -> list[str]:
    """Missing keys that were made here once: a loss, and no first start or new version."""
    made = _made_here(folder)
    return [name for name in missing_keys(folder) if name in made]


def check_keys(folder: Path, supplied: Collection[str] = ()) -> None:
    """Raise ImproperlyConfigured, naming the file and the mend, when a key is missing, empty or too open."""
    if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o022:
        raise ImproperlyConfigured(f"Others can put keys of theirs into {folder}. Run: chmod go-w {folder}")
    for name in KEYS:
        files = _files_of(folder, name)
        if not files and _family(name) not in supplied:
            path = folder / f"{name}.key"
            raise ImproperlyConfigured(f"The key {path} is missing. Run `zaklon setup`, or restore it from your copy.")
        for path in files:
            _check_file(path)


def vault_keys(folder: Path) -> KeySource:
    """Where the keys of the vault come from. Raises ImproperlyConfigured when two sources are named."""
    try:
        return KeySource(folder, text=env.text("ZAKLON_VAULT_KEYS"), command=env.text("ZAKLON_VAULT_KEY_COMMAND"))
    except KeySourceError as error:
        raise ImproperlyConfigured(f"{error}: ZAKLON_VAULT_KEYS or ZAKLON_VAULT_KEY_COMMAND.") from None


def check_source(source: KeySource) -> None:
    """Raise ImproperlyConfigured when the keys of the vault cannot be had, from wherever they come."""
    for family in ("vault", "search"):
        try:
            source.ring(family)
        except (KeySourceError, KeyMissingError, ValueError) as error:
            raise ImproperlyConfigured(f"The keys of the vault cannot be used: {error}.") from None


def make_backup_key(folder: Path) -> Path | None:
    """Make the first key of backups; None when there is one. It never lies among KEYS, which restoring needs too."""
    if key_files(folder, "backup"):
        return None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "backup-1.key"
    _write_new(path, secrets.token_hex(32))
    return path


def read_key(folder: Path, name: str) -> str:
    """The key as hexadecimal text; only names from KEYS."""
    path = folder / f"{name}.key"
    if not path.is_file():
        raise ImproperlyConfigured(f"The key {path} is missing. Run `zaklon setup`, or restore it from your copy.")
    return path.read_text().strip()


def _family(name: str) -> str:
    stem, _, number = name.rpartition("-")
    return stem if number.isdigit() else name


def _files_of(folder: Path, name: str) -> list[Path]:
    if _family(name) != name:
        return key_files(folder, _family(name))
    path = folder / f"{name}.key"
    return [path] if path.is_file() else []


def _made_here(folder: Path) -> frozenset[str]:
    listed = folder / _MADE
    return frozenset(listed.read_text().split()) if listed.is_file() else _FIRST


def _check_file(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ImproperlyConfigured(f"The key {path} can be read by others. Run: chmod 600 {path}")
    if len(path.read_text().strip()) != 64:
        raise ImproperlyConfigured(f"The key {path} is damaged: it must hold 64 hexadecimal digits.")


def _write_new(path: Path, value: str) -> None:
    # A half-written key after a crash would lock everything, so it appears under its name only when whole.
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.chmod(0o600)
    draft.write_text(value + "\n")
    draft.replace(path)
