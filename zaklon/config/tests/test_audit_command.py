"""`zaklon audit`: what it says, with which exit code, and what it writes."""

import contextlib
import io
import json
import time
from datetime import UTC, datetime

import pypdf
import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.audit.queries.seal import handouts
from zaklon.audit.rules.heads import Head, read_heads
from zaklon.config.cli import ground, main
from zaklon.config.head_sheet import sheet

pytestmark = pytest.mark.slow
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def server(committed, monkeypatch):
    """A database of its own that the command finds running; gives a superuser who changes what no one may."""
    monkeypatch.setattr(ground, "database", contextlib.nullcontext)
    superuser = committed("postgres")
    superuser.autocommit = True
    superuser.execute("SET session_replication_role = replica")
    return superuser


def write(count):
    with acting_as(SYSTEM):
        for number in range(count):
            record("invented.act", f"s{number}", by=SYSTEM, at=NOON)


def told(capsys, *words):
    """Exit code and what was printed."""
    code = main(["audit", *map(str, words)])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def seal(capsys, count):
    """Seal until as many rows are sealed: the sealer leaves out what a transaction elsewhere might still precede."""
    sealed, end = 0, time.monotonic() + 20
    while sealed < count:
        assert time.monotonic() < end
        sealed += int(told(capsys, "seal")[1].split()[0])


def test_a_right_trail_is_told_with_its_counts(server, capsys):
    write(3)
    seal(capsys, 3)
    assert told(capsys, "seal") == (0, "0 rows sealed.\n")
    write(1)
    code, text = told(capsys, "verify")
    assert code == 0
    assert "3 rows in 1 blocks checked" in text
    assert "1 younger rows wait" in text
    assert "No head from outside" in text


def test_a_changed_row_is_named_and_the_exit_code_is_1(server, capsys):
    write(3)
    seal(capsys, 3)
    server.execute("UPDATE audit_entry SET action = 'other.act' WHERE id = 2")
    code, text = told(capsys, "verify")
    assert (code, text) == (1, "Row 2 of block 1 is not what was sealed: somebody changed it.\n")
    code, text = told(capsys, "verify", "--json")
    found = json.loads(text)
    assert (code, found["right"]) == (1, False)
    assert (found["fault"]["wrong"], found["fault"]["entry"], found["fault"]["block"]) == ("changed", 2, 1)


def test_a_cut_tail_is_found_with_the_head_that_lies_outside(server, capsys, tmp_path):
    write(3)
    seal(capsys, 3)
    write(2)
    seal(capsys, 2)
    head = tmp_path / "head.txt"
    assert told(capsys, "head", "--file", head)[0] == 0
    code, text = told(capsys, "verify", "--head", head)
    assert (code, "1 heads from outside agree" in text) == (0, True)
    server.execute("DELETE FROM audit_entry WHERE id > 3")
    server.execute("DELETE FROM audit_block WHERE number > 1")
    assert told(capsys, "verify")[0] == 0
    code, text = told(capsys, "verify", "--head", head)
    assert (code, "cut off" in text) == (1, True)


def test_checking_can_begin_at_a_later_block(server, capsys):
    write(2)
    seal(capsys, 2)
    write(3)
    seal(capsys, 3)
    server.execute("UPDATE audit_entry SET action = 'other.act' WHERE id = 1")
    code, text = told(capsys, "verify", "--from", "2", "--json")
    assert (code, json.loads(text)["rows"], json.loads(text)["blocks"]) == (0, 3, 1)
    assert told(capsys, "verify")[0] == 1


def test_a_handout_is_kept_with_its_way(server, capsys, tmp_path):
    write(1)
    seal(capsys, 1)
    told(capsys, "head", "--file", tmp_path / "head.txt")
    told(capsys, "head", "--paper", tmp_path / "head.pdf")
    with acting_as(SYSTEM):
        assert {(row.way.value, row.block_number) for row in handouts()} == {("file", 1), ("paper", 1)}


@pytest.mark.parametrize("content", [None, "", "no head in here"])
def test_a_file_without_a_head_is_refused(content, server, capsys, tmp_path):
    path = tmp_path / "head.txt"
    if content is not None:
        path.write_text(content)
    code, text = told(capsys, "verify", "--head", path)
    assert code == 2
    assert str(path) in text


def test_a_head_needs_rows_and_a_place(server, capsys, tmp_path):
    assert told(capsys, "head", "--file", tmp_path / "head.txt")[0] == 2
    write(1)
    seal(capsys, 1)
    code, text = told(capsys, "head", "--file", tmp_path / "no folder" / "head.txt")
    assert (code, "cannot be written" in text) == (2, True)


def test_the_printed_sheet_holds_the_whole_line_and_its_code():
    head = Head(7, 7_000, bytes(range(32)), NOON, "audit-1", bytes(range(64)))
    (page,) = pypdf.PdfReader(io.BytesIO(sheet(head, made_at=NOON))).pages
    text = page.extract_text()
    assert "Seal of the trail" in text
    assert read_heads(text) == [head]
