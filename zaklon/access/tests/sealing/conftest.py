"""Acting as the system with real commits, on a server that no other test works on."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.config import cluster, embedded

TEMPLATE = "zaklon_template"


@pytest.fixture(scope="package")
def committed_server(django_db_setup):
    """A server of our own, for a row is sealed only when every older transaction of the whole server has ended.

    Beside tests of another worker, each in a transaction of its own, that moment need not come.
    """
    from django.db import connections

    shared = connections["default"].settings_dict
    with tempfile.TemporaryDirectory(prefix="zaklon-sealing-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with embedded.serving(folder, durable=False) as own:
            embedded.ensure_database(own, TEMPLATE)
            _copy_template(str(shared["HOST"]), str(shared["PORT"]), own)
            yield {"host": str(own.socket_dir), "port": own.port}


def _copy_template(host: str, port: str, to: embedded.EmbeddedServer) -> None:
    programs = cluster.programs()
    dump = subprocess.run(  # noqa: S603 - our own command line
        [programs / "pg_dump", "-Fc", "-h", host, "-p", port, "-U", "postgres", TEMPLATE],
        capture_output=True,
        check=True,
    ).stdout
    where = ["-h", str(to.socket_dir), "-p", str(to.port), "-U", "postgres", "-d", TEMPLATE]
    subprocess.run([programs / "pg_restore", *where], input=dump, check=True)  # noqa: S603


@pytest.fixture
def system():
    """Act as the system in a transaction of its own: `with system(): ...`."""
    return lambda: acting_as(SYSTEM)
