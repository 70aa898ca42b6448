"""What every command that touches the database needs first: keys, a server, Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zaklon.config import embedded
from zaklon.config import environment as env
from zaklon.config.keys import ensure_keys

DATABASE_NAME = "zaklon"


def data_dir() -> Path:
    """The data folder, made when missing. Raises CannotStart when it cannot be written."""
    folder = env.folder("ZAKLON_DATA_DIR", Path(__file__).resolve().parents[3] / "var")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise embedded.CannotStart(
            f"The data folder {folder} cannot be written ({error.strerror}). Set ZAKLON_DATA_DIR to a folder of yours."
        ) from error
    return folder


def prepare_keys() -> None:
    """Make missing keys, except in production, where a missing key is a loss and not a first start."""
    if env.text("ZAKLON_ENVIRONMENT") != "production":
        ensure_keys(env.folder("ZAKLON_KEYS_DIR", data_dir() / "keys"))


def start_django() -> None:
    """Load the settings; the database is not touched."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zaklon.config.settings")
    prepare_keys()
    django.setup()


@contextmanager
def database() -> Iterator[bool]:
    """Django with a database: the server of ZAKLON_DATABASE_URL, or the embedded one for as long as the block lasts.

    Yields whether the embedded server is used.
    """
    if env.text("ZAKLON_DATABASE_URL"):
        start_django()
        yield False
        return
    folder = data_dir()
    was_running = (folder / "postgres" / "postmaster.pid").exists()
    server = embedded.start(folder)
    try:
        embedded.ensure_database(server, DATABASE_NAME)
        os.environ["ZAKLON_DATABASE_URL"] = server.url(embedded.APP_ROLE, DATABASE_NAME)
        os.environ["ZAKLON_DATABASE_OWNER_URL"] = server.url(embedded.OWNER_ROLE, DATABASE_NAME)
        start_django()
        yield True
    finally:
        if not was_running:
            embedded.stop(folder)
