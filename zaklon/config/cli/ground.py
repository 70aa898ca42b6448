"""What every command that touches the database needs first: keys, a server, Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zaklon.config import embedded
from zaklon.config import environment as env
from zaklon.config.faults import CannotStart
from zaklon.config.keys import ensure_keys, lost_keys

DATABASE_NAME = "zaklon"


def data_dir() -> Path:
    """The data folder, made when missing. Raises CannotStart when it cannot be written, or is another person's."""
    folder = env.folder("ZAKLON_DATA_DIR", Path(__file__).resolve().parents[3] / "var")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        embedded.refuse_other_owner(folder)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be written ({error.strerror}). Set ZAKLON_DATA_DIR to a folder of yours."
        ) from error
    return folder


def is_production() -> bool:
    """Whether this is set up for real people."""
    return env.text("ZAKLON_ENVIRONMENT") == "production"


def prepare_keys() -> None:
    """Make missing keys, except where a missing key is a loss and not a first start: production, an older database."""
    if is_production():
        return
    folder = data_dir()
    keys = env.folder("ZAKLON_KEYS_DIR", folder / "keys")
    lost = lost_keys(keys)
    if lost and (folder / "postgres").exists():
        raise CannotStart(
            f"The database in {folder} was made with keys that are missing now ({', '.join(lost)}, in {keys}). "
            f"Put them back; or, to begin anew without what is in it, remove {folder}."
        )
    ensure_keys(keys, env.supplied_keys())


def start_django() -> None:
    """Load the settings; the database is not touched."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaklon.config.settings")
    prepare_keys()
    django.setup()


_ADDRESSES = ("ZAKLON_DATABASE_URL", "ZAKLON_DATABASE_OWNER_URL", "ZAKLON_DATABASE_BACKUP_URL")


@contextmanager
def database(name: str = "") -> Iterator[bool]:
    """Django with a database: the server of ZAKLON_DATABASE_URL, or the embedded one for as long as the block lasts.

    Yields whether the embedded server is used. `name` leads to another database of the same server.
    """
    if env.text("ZAKLON_DATABASE_URL"):
        _lead_to(name)
        start_django()
        yield False
        return
    if is_production():
        raise CannotStart("Production needs a PostgreSQL server of its own: set ZAKLON_DATABASE_URL (README.md).")
    folder = data_dir()
    prepare_keys()
    server = embedded.start(folder)
    try:
        name = name or DATABASE_NAME
        embedded.ensure_database(server, name)
        roles = (embedded.APP_ROLE, embedded.OWNER_ROLE, embedded.BACKUP_ROLE)
        os.environ.update({each: server.url(role, name) for each, role in zip(_ADDRESSES, roles, strict=True)})
        start_django()
        yield True
    finally:
        embedded.stop(folder)


def _lead_to(name: str) -> None:
    from psycopg.conninfo import make_conninfo

    for setting in _ADDRESSES if name else ():
        if address := env.text(setting):
            os.environ[setting] = make_conninfo(address, dbname=name)
