"""Which keys are made, which are missed, and where the keys of the vault may come from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from zaklon.common.key_sources import KeySource
from zaklon.config.keys import KEYS, check_keys, check_source, ensure_keys, lost_keys, missing_keys

ROOT = Path(__file__).resolve().parents[3]
ONE = "11" * 32


@pytest.fixture
def folder(tmp_path):
    ensure_keys(tmp_path / "keys")
    return tmp_path / "keys"


def test_after_rotation_the_first_of_a_family_may_go(folder):
    (folder / "vault-1.key").rename(folder / "vault-2.key")
    check_keys(folder)
    assert missing_keys(folder) == []
    assert ensure_keys(folder) == []


def test_every_key_of_a_family_must_be_private(folder):
    (folder / "vault-2.key").write_text(ONE)
    (folder / "vault-2.key").chmod(0o640)
    with pytest.raises(ImproperlyConfigured, match=r"vault-2\.key can be read by others"):
        check_keys(folder)


def test_a_kind_of_key_that_a_new_version_brings_is_made_and_a_lost_one_is_not_taken_for_it(folder):
    (folder / "made.txt").unlink()  # as a version left it that knew four kinds
    for name in ("vault-1", "search-1"):
        (folder / f"{name}.key").unlink()
    assert lost_keys(folder) == []
    assert ensure_keys(folder) == ["vault-1", "search-1"]
    (folder / "vault-1.key").unlink()
    assert lost_keys(folder) == ["vault-1"]
    (folder / "web.key").unlink()
    assert lost_keys(folder) == ["web", "vault-1"]


def test_no_file_is_made_or_asked_for_where_another_source_gives_the_keys(tmp_path):
    made = ensure_keys(tmp_path / "keys", {"vault"})
    assert set(made) == set(KEYS) - {"vault-1"}
    check_keys(tmp_path / "keys", {"vault"})
    with pytest.raises(ImproperlyConfigured, match=r"vault-1\.key is missing"):
        check_keys(tmp_path / "keys")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "vault-1:abcd"}, "not of the form"),
        ({"text": f"search-1:{ONE}"}, "no key vault-1"),
        ({"command": "/nowhere/fetch"}, "fetch cannot be run"),
    ],
)
def test_a_source_that_gives_no_vault_key_stops_the_start(tmp_path, given, reason):
    with pytest.raises(ImproperlyConfigured, match=reason):
        check_source(KeySource(tmp_path, **given))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, "vault-1.key is missing"),
        ({"ZAKLON_VAULT_KEYS": f"vault-1:{ONE}"}, "['vault-1']"),
        ({"ZAKLON_VAULT_KEYS": "vault-1:1234"}, "not of the form"),
        ({"ZAKLON_VAULT_KEY_COMMAND": f"printf vault-7:{ONE}"}, "['vault-7']"),
        ({"ZAKLON_VAULT_KEY_COMMAND": "false"}, "false ended with code 1"),
        ({"ZAKLON_VAULT_KEY_COMMAND": "true", "ZAKLON_VAULT_KEYS": f"vault-1:{ONE}"}, "keep one of them"),
    ],
)
def test_production_starts_with_vault_keys_only(tmp_path, own, expected):
    ensure_keys(tmp_path / "keys", {"vault"})
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZAKLON_")}
    base = {
        "ZAKLON_ENVIRONMENT": "production",
        "ZAKLON_DATA_DIR": str(tmp_path),
        "ZAKLON_DATABASE_URL": "postgresql://zaklon_app@127.0.0.1:1/zaklon",
    }
    show = "from zaklon.config import settings; print(sorted(settings.VAULT_KEY_SOURCE.ring('vault').names))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", show], cwd=ROOT, env={**kept, **base, **own}, capture_output=True, text=True, check=False
    )
    assert expected in done.stdout + done.stderr
    assert ONE not in done.stdout + done.stderr
