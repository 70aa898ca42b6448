"""`zaklon open-export` and `zaklon export-key`, as a receiver without any server uses them."""

import io

import pytest

from zaklon.common.agefile.sealing import sealed_for_key, sealed_with_password
from zaklon.config.cli import main

PASSWORD = "3F9M-K7QW-2222-3333-4444-5555"


def typed(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_a_copy_opens_with_its_password_into_a_file_of_ones_own(tmp_path, monkeypatch):
    sealed = tmp_path / "export-1.pdf.age"
    sealed.write_bytes(sealed_with_password(b"%PDF invented", PASSWORD, work_factor=2))
    typed(monkeypatch, PASSWORD.lower())
    assert main(["open-export", str(sealed)]) == 0
    opened = tmp_path / "export-1.pdf"
    assert opened.read_bytes() == b"%PDF invented"
    assert opened.stat().st_mode & 0o077 == 0


def test_a_copy_for_a_key_opens_with_the_key_that_was_made(tmp_path, capsys):
    key = tmp_path / "mine.key"
    assert main(["export-key", str(key)]) == 0
    public = capsys.readouterr().out.strip().splitlines()[-1]
    assert key.stat().st_mode & 0o077 == 0
    sealed = tmp_path / "export-2.xlsx.age"
    sealed.write_bytes(sealed_for_key(b"PK invented", public))
    assert main(["open-export", str(sealed), "--key", str(key), "--out", str(tmp_path / "out.xlsx")]) == 0
    assert (tmp_path / "out.xlsx").read_bytes() == b"PK invented"


@pytest.mark.parametrize(
    ("content", "arguments", "outcome"),
    [
        (b"no sealed file", [], ("does not open: this is no file sealed", 1)),
        (sealed_with_password(b"x", "other", work_factor=2), [], ("not the one with which", 1)),
        (None, [], ("No such file", 2)),
        (b"any", ["--key", "{key}"], ("holds no private key", 2)),
        (b"any", ["--out", "{there}"], ("does not open", 1)),
        (sealed_with_password(b"x", PASSWORD, work_factor=2), ["--out", "{there}"], ("is there already", 2)),
    ],
)
def test_what_does_not_open_says_why_and_writes_nothing(tmp_path, monkeypatch, capsys, content, arguments, outcome):
    said, code = outcome
    there, key = tmp_path / "there", tmp_path / "bad.key"
    there.write_text("kept")
    key.write_text("AGE-SECRET-KEY-1NONE\n")
    sealed = tmp_path / "sealed.age"
    if content is not None:
        sealed.write_bytes(content)
    typed(monkeypatch, PASSWORD)
    words = [word.format(key=key, there=there) for word in arguments]
    assert main(["open-export", str(sealed), *words]) == code
    assert said in capsys.readouterr().err
    assert there.read_text() == "kept"
    assert not (tmp_path / "sealed").exists()


def test_a_key_is_never_written_over_a_file(tmp_path):
    there = tmp_path / "there"
    there.write_text("kept")
    assert main(["export-key", str(there)]) == 2
    assert there.read_text() == "kept"
