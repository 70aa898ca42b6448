"""Reading settings from the environment: loud on what is missing or unknown."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "ZAKLON_"

# Every setting that the product reads, with what it is for; docs/settings.md is printed from this table.
KNOWN: dict[str, str] = {
    "ZAKLON_ENVIRONMENT": (
        "demo (default), production or test. Production refuses what a demonstration only warns about; "
        "a demonstration refuses every database but its embedded one."
    ),
    "ZAKLON_DATA_DIR": (
        "Folder for the embedded database, keys, sealed attachments and logs. Default: var beside the checkout."
    ),
    "ZAKLON_DATABASE_URL": (
        "postgresql://user:password@host:port/name of the application's role. Empty: the embedded server."
    ),
    "ZAKLON_DATABASE_OWNER_URL": "The same for the owner's role, needed only by `zaklon migrate` and `zaklon setup`.",
    "ZAKLON_KEYS_DIR": (
        "Folder with the key files. Default: keys inside the data folder. Keep it off the database's disk."
    ),
    "ZAKLON_VAULT_KEYS": (
        "Keys of the vault in place of files: vault-1:<64 hexadecimal digits>, more separated by commas; search-1 may "
        "stand among them. A program of the same account can read the environment: a command is safer."
    ),
    "ZAKLON_VAULT_KEY_COMMAND": (
        "Command that prints the same, a key in a line, such as one that asks a key service. Runs once in each "
        "process, without a shell, for 20 seconds at most. After a change of keys start the processes anew."
    ),
    "ZAKLON_ERASED_FILE": (
        "List of persons whose data were erased, so that restoring an older backup does not bring them back. "
        "Default: erased.log in the data folder. Copy it with the keys, not with the database."
    ),
    "ZAKLON_BACKUP_DIR": (
        "Folder for sealed backups, on another disk or machine than the database. Set it, and the worker backs up each "
        "night. Default: backups inside the data folder."
    ),
    "ZAKLON_BACKUP_KEYS_DIR": (
        "Folder with the keys of backups (backup-1.key and so on), apart from the database, its keys and the backups. "
        "Default: backup-keys inside the data folder, for trying out only."
    ),
    "ZAKLON_BACKUP_KEY_COMMAND": (
        "Command that prints the keys of backups in place of files: backup-1:<64 hexadecimal digits>."
    ),
    "ZAKLON_DATABASE_BACKUP_URL": (
        "Address for the role that sees all rows, needed by `zaklon backup`, `zaklon restore` and the worker that "
        "backs up each night (docs/continuity.md)."
    ),
    "ZAKLON_BACKUP_HOURS": "Hours after which the newest backup counts as too old. Default: 26.",
    "ZAKLON_BACKUP_KEEP_DAYS": "Days for which nightly backups are kept; the newest three always are. Default: 60.",
    "ZAKLON_DRILL_DAYS": "Days after which the last good restore drill counts as too old. Default: 35.",
    "ZAKLON_HEAD_DAYS": "Days after which the last head handed to somebody outside counts as too old. Default: 7.",
    "ZAKLON_SECURITY_CONTACT": (
        "Where faults of security are told, for /.well-known/security.txt: mailto:… or https://…. Empty: no such file."
    ),
    "ZAKLON_SECURITY_EXPIRES": "Day, such as 2027-06-30, until which security.txt holds; at most a year ahead.",
    "ZAKLON_ALLOWED_HOSTS": "Host names served, separated by commas. Default: 127.0.0.1,localhost.",
    "ZAKLON_TRUSTED_PROXY": "yes when a proxy terminates TLS and sets X-Forwarded-Proto. Default: no.",
    "ZAKLON_PORT": "Port on 127.0.0.1. Default: 8000.",
    "ZAKLON_PACK": "Country pack: a folder. Default: the pack of Montenegro that comes with the product.",
    "ZAKLON_EMAIL_URL": "smtp://user:password@host:port or smtps://. Empty: mails are written to the data folder.",
    "ZAKLON_EMAIL_FROM": "Sender address of mails.",
    "ZAKLON_AUDIT_MAILBOX": (
        "Mail address outside this system that gets the signed head of the trail. Empty: heads leave by file and paper."
    ),
    "ZAKLON_PUBLIC_URL": "Address that people type, for links in mails. Default: http://127.0.0.1:PORT.",
    "ZAKLON_OIDC_ISSUER": (
        "Issuer address of the government's sign-on (OpenID Connect), letter for letter as its answers name it. "
        "Empty: off."
    ),
    "ZAKLON_OIDC_CLIENT_ID": "Client id given by the government's sign-on.",
    "ZAKLON_OIDC_SECRET_FILE": "File that holds the client secret of the government's sign-on.",
    "ZAKLON_OIDC_NAME": "Name of the government's sign-on on the sign-in page.",
    "ZAKLON_EXIT_URL": "Harmless site that the quick exit of public pages opens. Default: an encyclopedia.",
    "ZAKLON_PROGRAM_KEY_DAYS": "Days for which a key of a program holds at most (docs/api.md). Default: 90.",
    "ZAKLON_SCAN_COMMAND": (
        "Command that reads a file on its standard input and ends with 0 when it is clean, 1 when it is not, such as "
        "`clamdscan --no-summary -`. Runs without a shell, for 60 seconds at most; while it fails, no file is taken. "
        "Empty: only the kind and the structure of files are checked."
    ),
    "ZAKLON_LEAKED_PASSWORDS": (
        "File of leaked passwords that nobody may choose: SHA-1 digests in hexadecimal capitals, sorted, one in a "
        "line; what follows a digest does not count. Empty: only common passwords are refused."
    ),
    "ZAKLON_SESSION_HOURS": "Longest session in hours. Default: 8.",
    "ZAKLON_IDLE_MINUTES": "Minutes without a request after which a session ends. Default: 30.",
}


def refuse_unknown(names: "os._Environ[str] | dict[str, str]") -> None:
    """Raise when the environment holds a ZAKLON_ setting that nothing reads: most likely a slip of the pen."""
    unknown = sorted(name for name in names if name.startswith(PREFIX) and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(f"Unknown setting {', '.join(unknown)}. Known settings: docs/settings.md.")


def text(name: str, default: str = "") -> str:
    """The setting as text; the name must be in KNOWN."""
    if name not in KNOWN:
        raise ImproperlyConfigured(f"{name} is read but not described in KNOWN.")
    return os.environ.get(name, "").strip() or default


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """The setting as one of the choices; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def yes(name: str) -> bool:
    """The setting as yes or no; no when absent."""
    return one_of(name, ("no", "yes")) == "yes"


def whole(name: str, default: int) -> int:
    """The setting as a whole number above zero."""
    value = text(name, str(default))
    if not value.isdigit() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number above zero.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    """The setting as an absolute folder path."""
    return Path(text(name, str(default))).expanduser().resolve()


def supplied_keys() -> frozenset[str]:
    """Families of keys for which no file is needed, since another source gives them."""
    return frozenset({"vault"} if text("ZAKLON_VAULT_KEYS") or text("ZAKLON_VAULT_KEY_COMMAND") else ())


def pack_folder() -> Path:
    """The country pack of the installation."""
    return folder("ZAKLON_PACK", Path(__file__).resolve().parents[2] / "packs" / "montenegro")
