"""The copy of the keys: opens with its passphrase, and puts back only what is missing."""

import io
import sys

import pytest

from zaklon.config.cli import main
from zaklon.config.continuity.key_copy import KeyCopyError, opened_copy, put_back, sealed_copy

WORDS = "five words that came by chance"
A, B = "a" * 64, "b" * 64


@pytest.fixture
def folders(tmp_path):
    keys, backup = tmp_path / "keys", tmp_path / "apart"
    for folder in (keys, backup):
        folder.mkdir()
    (keys / "vault-1.key").write_text(A + "\n")
    (backup / "backup-1.key").write_text(B + "\n")
    return keys, backup


@pytest.mark.slow
def test_keys_come_back_to_their_folders_and_an_existing_one_is_never_changed(folders):
    sealed, names = sealed_copy(folders, WORDS)
    assert names == ["backup-1", "vault-1"]
    assert A.encode() not in sealed
    (folders[0] / "vault-1.key").unlink()
    keys = opened_copy(sealed, WORDS)
    assert put_back(keys, *folders) == ["vault-1"]
    assert (folders[0] / "vault-1.key").read_text().strip() == A
    assert (folders[0] / "vault-1.key").stat().st_mode & 0o777 == 0o600
    (folders[0] / "vault-1.key").write_text("c" * 64)
    (folders[1] / "backup-1.key").unlink()
    with pytest.raises(KeyCopyError, match="nothing was changed"):
        put_back(keys, *folders)
    assert not (folders[1] / "backup-1.key").exists()


@pytest.mark.slow
def test_another_passphrase_and_a_changed_file_open_nothing(folders):
    sealed, _names = sealed_copy(folders, WORDS)
    for wrong, words in ((sealed, WORDS + "!"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), WORDS), (sealed[:40], WORDS)):
        with pytest.raises(KeyCopyError, match="another one, or the file was changed"):
            opened_copy(wrong, words)
    with pytest.raises(KeyCopyError, match="no copy of keys"):
        opened_copy(b"something else", WORDS)


def test_a_short_passphrase_is_refused(folders):
    with pytest.raises(KeyCopyError, match="at least 20 characters"):
        sealed_copy(folders, "short")


def test_without_keys_there_is_no_copy(tmp_path):
    with pytest.raises(KeyCopyError, match="no key files"):
        sealed_copy([tmp_path], WORDS)


@pytest.mark.slow
def test_the_command_reads_the_passphrase_from_its_input_and_prints_no_key(folders, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZAKLON_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ZAKLON_KEYS_DIR", str(folders[0]))
    monkeypatch.setenv("ZAKLON_BACKUP_KEYS_DIR", str(folders[1]))
    copy = tmp_path / "copy"
    monkeypatch.setattr(sys, "stdin", io.StringIO(WORDS + "\n"))
    assert main(["keys", "backup", str(copy)]) == 0
    (folders[0] / "vault-1.key").unlink()
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong words, wrong words\n"))
    assert main(["keys", "restore", str(copy)]) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO(WORDS + "\n"))
    assert main(["keys", "restore", str(copy)]) == 0
    shown = capsys.readouterr()
    assert "Put back: vault-1." in shown.out
    assert A not in shown.out + shown.err
    assert main(["keys", "backup", str(copy)]) == 2  # never over an older copy
