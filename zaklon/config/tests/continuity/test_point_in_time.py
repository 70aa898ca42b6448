"""A base backup and the archived log lead to a moment between two acts."""

import os
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from zaklon.common.sealing import Keyring, fresh_key
from zaklon.config import cluster
from zaklon.config.account import account_of
from zaklon.config.cli import main
from zaklon.config.continuity import base
from zaklon.config.continuity.base import WalRefused, give_segment, keep_segment
from zaklon.config.continuity.places import Places
from zaklon.config.continuity.reading import UnusableBackup

SEGMENT = "000000010000000000000001"


@pytest.fixture
def ring():
    return Keyring({"backup-1": fresh_key()})


def test_a_segment_comes_back_and_is_never_written_over(tmp_path, ring):
    (tmp_path / "wal").write_bytes(b"kanarinac" * 1000)
    archive = tmp_path / "archive"
    keep_segment(tmp_path / "wal", SEGMENT, archive, ring)
    keep_segment(tmp_path / "wal", SEGMENT, archive, ring)
    assert b"kanarinac" not in (archive / f"{SEGMENT}.sealed").read_bytes()
    give_segment(SEGMENT, tmp_path / "back", archive, ring)
    assert (tmp_path / "back").read_bytes() == b"kanarinac" * 1000
    (tmp_path / "wal").write_bytes(b"another")
    with pytest.raises(WalRefused, match="another one"):
        keep_segment(tmp_path / "wal", SEGMENT, archive, ring)
    with pytest.raises(WalRefused, match="not in the archive"):
        give_segment("000000010000000000000002", tmp_path / "back", archive, ring)
    for name in ("../../etc/passwd", "x", ""):
        with pytest.raises(WalRefused, match="no name of a segment"):
            keep_segment(tmp_path / "wal", name, archive, ring)


def test_a_changed_segment_is_not_given(tmp_path, ring):
    (tmp_path / "wal").write_bytes(bytes(5000))
    keep_segment(tmp_path / "wal", SEGMENT, tmp_path, ring)
    sealed = tmp_path / f"{SEGMENT}.sealed"
    content = bytearray(sealed.read_bytes())
    content[-40] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(WalRefused, match="cannot be used"):
        give_segment(SEGMENT, tmp_path / "back", tmp_path, ring)
    assert not (tmp_path / "back").exists()


def test_the_commands_for_the_server_keep_and_give(tmp_path, capsys):
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "backup-1.key").write_text("ab" * 32)
    (tmp_path / "wal").write_bytes(b"log")
    places = ["--archive", str(tmp_path / "archive"), "--keys", str(keys)]
    assert main(["wal", "keep", str(tmp_path / "wal"), SEGMENT, *places]) == 0
    assert main(["wal", "give", SEGMENT, str(tmp_path / "back"), *places]) == 0
    assert (tmp_path / "back").read_bytes() == b"log"
    assert main(["wal", "give", "0000000A.history", str(tmp_path / "other"), *places]) == 1
    assert "not in the archive" in capsys.readouterr().err


@pytest.fixture
def place():
    with tempfile.TemporaryDirectory(prefix="zaklon-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _own(folder, account):
    """Give a folder with everything in it to the account that the database runs as."""
    for path in (folder, *folder.rglob("*")):
        account.own(path)


def _start(pgdata, options):
    return cluster.start(pgdata, {"log_min_messages": "warning", **options})


def _url(server, name="postgres"):
    return f"host={server.socket_dir} port={server.port} user=postgres dbname={name}"


@pytest.mark.slow
def test_a_restore_goes_to_a_moment_between_two_acts(place, ring):
    """Kept by PostgreSQL in the open, sealed and given back by us, as the commands do it segment by segment."""
    pgdata, raw, archive, given = (place / name for name in ("first", "raw", "archive", "given"))
    cluster.make(pgdata, durable=True)
    account = account_of(pgdata)
    for folder in (raw, given):
        folder.mkdir(mode=0o755)
        account.own(folder)
    places = Places(place / "backups", place / "keys")
    (place / "keys").mkdir()
    (place / "keys" / "backup-1.key").write_text(ring.key("backup-1").hex())
    server = _start(pgdata, {"archive_mode": "on", "archive_command": f"'cp %p {raw}/%f'"})
    try:
        with psycopg.connect(_url(server), autocommit=True) as connection:
            connection.execute("CREATE TABLE act (number int)")
            connection.execute("INSERT INTO act VALUES (1)")
            path = base.take(_url(server), places, datetime.now(tz=UTC))
            connection.execute("INSERT INTO act VALUES (2)")
            time.sleep(0.3)
            moment = connection.execute("SELECT clock_timestamp()").fetchone()[0]
            time.sleep(0.3)
            connection.execute("DROP TABLE act")
            connection.execute("SELECT pg_switch_wal()")
            newest = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()[0]
            _wait_for_archive(raw, newest)
    finally:
        cluster.stop(pgdata)
    assert b"CREATE" not in path.read_bytes()[:100]
    for segment in raw.iterdir():
        keep_segment(segment, segment.name, archive, ring)
        give_segment(segment.name, given / segment.name, archive, ring)
    second = place / "second"
    base.unpack(path, ring, second, at=moment, command=f"cp {given}/%f %p")
    _own(second, account)
    _own(given, account)
    server = _start(second, {})
    try:
        _wait_for_promotion(server)
        with psycopg.connect(_url(server)) as connection:
            assert connection.execute("SELECT number FROM act ORDER BY 1").fetchall() == [(1,), (2,)]
    finally:
        cluster.stop(second)
    _refuses_harm(path, ring, place)


def _wait_for_archive(raw, newest):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        names = sorted(path.name for path in raw.iterdir() if len(path.name) == 24)
        if names and int(names[-1], 16) >= int(newest, 16) - 1:
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing was archived: {os.listdir(raw)}")


def _wait_for_promotion(server):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with psycopg.connect(_url(server)) as connection:
            if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
                return
        time.sleep(0.1)
    raise AssertionError("the recovery did not end")


def _refuses_harm(path, ring, place):
    with pytest.raises(UnusableBackup, match="not empty"):
        base.unpack(path, ring, place / "second", at=None, command="")
    with pytest.raises(UnusableBackup, match="--wal-command"):
        base.unpack(path, ring, place / "third", at=datetime.now(tz=UTC), command="")
    cut = place / "cut.sealed"
    shutil.copyfile(path, cut)
    with cut.open("r+b") as opened:
        opened.truncate(cut.stat().st_size - 5000)
    with pytest.raises(UnusableBackup, match=r"cut\.sealed cannot be used"):
        base.unpack(cut, ring, place / "fourth", at=None, command="")
