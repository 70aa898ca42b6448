"""A throw-away server with the country pack and invented plans, for measuring."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zaklon.config import embedded
from zaklon.config.keys import ensure_keys

ROOT = Path(__file__).resolve().parents[1]
PORT = 8077


@dataclass(frozen=True)
class Ground:
    """Where things are: the database's addresses and the pages' address."""

    app_url: str
    super_url: str
    address: str


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """A durable server like the one that `zaklon run` starts, migrated, with the pack loaded."""
    with tempfile.TemporaryDirectory(prefix="zaklon-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ.update(
            ZAKLON_ENVIRONMENT="demo",
            ZAKLON_DATA_DIR=str(folder),
            ZAKLON_KEYS_DIR=str(folder / "keys"),
            ZAKLON_PORT=str(PORT),
            DJANGO_SETTINGS_MODULE="zaklon.config.settings",
        )
        ensure_keys(folder / "keys")
        with embedded.serving(folder) as server:
            embedded.ensure_database(server, "zaklon")
            os.environ["ZAKLON_DATABASE_URL"] = server.url(embedded.APP_ROLE, "zaklon")
            os.environ["ZAKLON_DATABASE_OWNER_URL"] = server.url(embedded.OWNER_ROLE, "zaklon")
            import django

            django.setup()
            from zaklon.config.cli.upkeep import bring_up_to_date, load_country
            from zaklon.web.messages import compile_if_stale

            bring_up_to_date()
            compile_if_stale()
            load_country()
            yield Ground(
                os.environ["ZAKLON_DATABASE_URL"], server.url("postgres", "zaklon"), f"http://127.0.0.1:{PORT}"
            )


@contextlib.contextmanager
def pages(place: Ground) -> Iterator[None]:
    """The page server as `zaklon run` starts it: gunicorn gthread, two workers."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    command = [sys.executable, "-m", "gunicorn", "bench.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait(place.address)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/bench/static", timeout=2):
            return
        time.sleep(0.2)
    raise RuntimeError("the pages did not start")
