"""The demonstration, when the first start is cut off while it is written."""

from pathlib import Path

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.config.country import load_pack_folder
from zaklon.config.demo import accounts, seeding

ROOT = Path(__file__).resolve().parents[3]


def _killed(*_arguments):
    raise KeyboardInterrupt


@pytest.mark.slow
def test_a_demonstration_that_is_cut_off_leaves_nobody_behind(db, settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    load_pack_folder(ROOT / "packs" / "montenegro")
    monkeypatch.setattr(seeding, "_write_2020", _killed)
    with pytest.raises(KeyboardInterrupt):
        seeding.seed()
    with acting_as(SYSTEM):
        assert not User.objects.exists()
    assert (tmp_path / "demo-password").read_text()


def test_an_empty_password_of_a_start_that_was_cut_off_is_not_taken(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(Path, "replace", _killed)
    with pytest.raises(KeyboardInterrupt):
        accounts._password(create=True)
    monkeypatch.undo()
    settings.DATA_DIR = tmp_path
    assert len(accounts._password(create=True)) >= 12
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
