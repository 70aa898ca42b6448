"""The test run's database: the embedded server, migrated once, copied for each worker, used as the application's role.

Every test connection acts as `zaklon_app`, which owns nothing and cannot pass by a row policy; only `as_owner` steps
up. So each test that reads a row is a test of its policy too.
"""

import contextlib
import fcntl
import gc
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

_TEMPLATE = "zaklon_template"
# What takes longest is begun first, or one worker still does it when the others have nothing left. The journeys bring
# their own product, so another worker makes the template meanwhile. The rest goes by the number of tests.
_LONGEST = (
    "tests/journeys",
    "tests/routes/test_routes.py",
    "tests/walls/test_over_programs.py",
    "tests/walls/test_over_http.py",
    "zaklon/config/tests/continuity/test_backup_and_restore.py",
    "tests/faults/test_odd_input.py",
    "zaklon/config/tests/test_life.py",
    "zaklon/cases/tests/walls/test_mutants.py",
)
# A slow moment of the machine is no fault of a rule: how long an example takes is measured by `make bench`.
settings.register_profile("zaklon", deadline=None)
settings.load_profile("zaklon")
# Ten thousand tests and the classes of migrations live long: looking through them for cycles at Python's own pace takes
# a fifth of the time of the migrations, for next to nothing found.
gc.set_threshold(100_000, 50, 100)


def pytest_configure(config):
    """Start the server in the controlling process; workers find it through the environment."""
    if "TEST_ZAKLON_SOCKET" in os.environ or config.option.collectonly:
        return
    from zaklon.config import embedded
    from zaklon.web.messages import compile_if_stale

    compile_if_stale()
    folder = tempfile.TemporaryDirectory(prefix="zaklon-test-")
    Path(folder.name).chmod(0o755)
    config.add_cleanup(folder.cleanup)
    if programs := os.environ.get("TEST_ZAKLON_PROGRAMS"):
        socket_dir, port = _start_another(Path(programs), Path(folder.name), config)
    else:
        server = embedded.start(Path(folder.name), durable=False)
        config.add_cleanup(lambda: embedded.stop(Path(folder.name)))
        socket_dir, port = server.socket_dir, server.port
    os.environ["TEST_ZAKLON_SOCKET"] = str(socket_dir)
    os.environ["TEST_ZAKLON_PORT"] = str(port)


def _start_another(programs, folder, config):
    """A server of another PostgreSQL, such as Debian's, whose programs lie in the folder `TEST_ZAKLON_PROGRAMS`.

    Started as root, it runs as the account `postgres`, which comes with its package.
    """
    data = folder / "another"
    data.mkdir(mode=0o700)
    account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if account:
        shutil.chown(data, "postgres", "postgres")

    def call(program, *arguments):
        command = [programs / program, "-D", data, *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **account)  # noqa: S603

    call("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres", "--no-sync")
    careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    call("pg_ctl", "-w", "-l", data / "log", "-o", f"-h '' -k '{data}' {careless}", "start")
    config.add_cleanup(lambda: call("pg_ctl", "-w", "-m", "immediate", "stop"))
    return data, 5432


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand out tests file by file, the journeys as one: what a file or a product sets up is set up once.

    The groups of xdist 3.8 (`--dist loadgroup`) go unheeded under pytest 9.2, which keeps names of tests elsewhere.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::")[0]
            return "tests/journeys" if file.startswith("tests/journeys/") else file

        def _assign_work_unit(self, node):
            longest = next((scope for scope in _LONGEST if scope in self.workqueue), None)
            if longest:
                self.workqueue.move_to_end(longest, last=False)
            super()._assign_work_unit(node)

    return ByFile(config, log)


def _url(role, name):
    socket, port = os.environ["TEST_ZAKLON_SOCKET"], os.environ["TEST_ZAKLON_PORT"]
    return f"postgresql://{role}@/{name}?host={socket}&port={port}"


@contextlib.contextmanager
def _only_one_worker():
    with (Path(tempfile.gettempdir()) / f"zaklon-test-{os.getuid()}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _make_template(server):
    """A migrated database to copy from; made by the first worker that comes."""
    from django.core.management import call_command
    from django.db import connections

    from zaklon.access.rls import install_key
    from zaklon.config.databases import database
    from zaklon.config.embedded import ensure_database

    if not ensure_database(server, _TEMPLATE):
        return
    connections.settings["default"].update(database(_url("zaklon_owner", _TEMPLATE), setting="test"))
    connections["default"].close()
    del connections["default"]
    call_command("migrate", verbosity=0, interactive=False)
    with connections["default"].cursor() as cursor:
        install_key(cursor)
    connections["default"].close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id):
    """Copy the template for this worker and connect to the copy as the application's role."""
    from django.db import connections

    from zaklon.config.databases import database
    from zaklon.config.embedded import EmbeddedServer

    server = EmbeddedServer(Path(os.environ["TEST_ZAKLON_SOCKET"]), int(os.environ["TEST_ZAKLON_PORT"]))
    name = f"zaklon_{worker_id}"
    with django_db_blocker.unblock(), _only_one_worker():
        _make_template(server)
        with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as owner:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        # The session belongs to the superuser, so that `as_owner` can step up; the role it acts as does not.
        settings = database(_url("postgres", name), setting="test")
        settings["OPTIONS"] = {**settings["OPTIONS"], "options": "-c role=zaklon_app"}
        settings["ATOMIC_REQUESTS"] = True
        with contextlib.suppress(AttributeError):
            connections["default"].close()
            del connections["default"]
        connections.settings["default"].update(settings)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture(scope="session")
def worker_id(request):
    """The name of the xdist worker, also when there is none."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="module")
def around_the_file(django_db_setup, django_db_blocker):
    """A transaction around all tests of a file: what a fixture of the file makes in it stands for each of them.

    What a test does is rolled back to it. Objects of Python are not: give each test a copy.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def as_owner(db):
    """Step up past every row policy, for factories and for looking behind the walls: `with as_owner(): ...`."""
    from django.db import connection

    @contextlib.contextmanager
    def step_up():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE zaklon_app")

    return step_up


@pytest.fixture
def acting(db):
    """Act as somebody: `with acting(actor): ...`."""
    from zaklon.access.rls import acting_as

    return acting_as


@pytest.fixture
def as_system(db):
    """Act as the system for the length of the test."""
    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as

    with acting_as(SYSTEM):
        yield SYSTEM


@pytest.fixture(scope="session")
def own_server(django_db_setup):
    """Host and port of a second server with a copy of the template, where no other worker's tests run."""
    from zaklon.config import embedded

    with tempfile.TemporaryDirectory(prefix="zaklon-own-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with embedded.serving(folder, durable=False) as server:
            embedded.ensure_database(server, _TEMPLATE)
            _copy_template(server)
            yield {"host": str(server.socket_dir), "port": server.port}


def _copy_template(to):
    from zaklon.config import cluster

    programs = cluster.programs()
    shared = ["-h", os.environ["TEST_ZAKLON_SOCKET"], "-p", os.environ["TEST_ZAKLON_PORT"], "-U", "postgres"]
    dump = subprocess.run([programs / "pg_dump", "-Fc", *shared, _TEMPLATE], capture_output=True, check=True).stdout  # noqa: S603
    there = ["-h", str(to.socket_dir), "-p", str(to.port), "-U", "postgres", "-d", _TEMPLATE]
    subprocess.run([programs / "pg_restore", *there], input=dump, check=True)  # noqa: S603 - our own command line


@pytest.fixture(scope="session")
def committed_server(django_db_setup):
    """Host and port of the server that holds the template, for `committed`: the one that all tests share."""
    from django.db import connections

    shared = connections["default"].settings_dict
    return {"host": shared["HOST"], "port": shared["PORT"]}


@pytest.fixture
def committed(committed_server, django_db_blocker, worker_id):
    """A fresh migrated database that the default connection uses, without a test's transaction around it.

    Gives a function that opens further connections: as the application, the owner, or the superuser.
    """
    from django.db import connections

    former = connections["default"]
    name = f"zaklon_{worker_id}_committed"
    server = committed_server
    with psycopg.connect(dbname="postgres", user="postgres", autocommit=True, **server) as postgres:
        postgres.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    own = former.copy()
    own.settings_dict.update(NAME=name, HOST=server["host"], PORT=server["port"])
    opened = []

    def connect(role="zaklon_app"):
        opened.append(psycopg.connect(dbname=name, user=role, **server))
        return opened[-1]

    with django_db_blocker.unblock():
        connections["default"] = own
        try:
            yield connect
        finally:
            own.close()
            connections["default"] = former
            for each in opened:
                each.close()
            with psycopg.connect(dbname="postgres", user="postgres", autocommit=True, **server) as postgres:
                postgres.execute(f"DROP DATABASE {name}")
