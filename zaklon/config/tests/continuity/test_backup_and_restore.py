"""A whole installation is backed up, restored, drilled, and refuses whatever would lose or spoil something."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from zaklon.common.sealing import Keyring
from zaklon.config.continuity.reading import UnusableBackup, check, count_rows
from zaklon.config.continuity.snapshot import BlindRole, held
from zaklon.config.tests.continuity.installation import Installation

pytestmark = pytest.mark.slow

CANARY = "Kanarinka Izmišljena"
_FILL = f"""
from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.tests.vault.factories import make_person, make_record
from zaklon.cases.vault.erasure import destroy
kept, erased = make_person(), make_person()
for person in (kept, erased):
    make_record(person, {{"name": "{CANARY}"}})
print(kept.pk, erased.pk)
"""
_ERASE = """
from zaklon.cases.models import Person
from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.vault.erasure import destroy
from django.utils import timezone
with acting_as(SYSTEM):
    person = Person.objects.get(pk="{erased}")
destroy(person, now=timezone.now())
"""
_STAND = """
import json
from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import DataKey, Person
with acting_as(SYSTEM):
    found = {{str(key.pk): key.destroyed_at is not None for key in DataKey.objects.all()}}
    print(json.dumps([Person.objects.count(), found]))
"""


@pytest.fixture(scope="module")
def place():
    """A folder that the database's account can reach when we are root; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory(prefix="zaklon-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def product(place):
    """Set up once, with two persons; the second is erased after the first backup."""
    made = Installation(place)
    assert made.run("setup")[0] == 0
    made.kept, made.erased = made.script(_FILL).split()
    code, said = made.run("backup")
    assert code == 0, said
    made.said = said
    made.first = made.newest()
    made.script(_ERASE.format(erased=made.erased))
    return made


def ring(product, folder="apart"):
    return Keyring.read(product.folder / folder, "backup")


def test_a_backup_says_what_is_in_it_and_holds_every_row(product):
    manifest = check(product.first, ring(product))
    assert "It was read back and counted: nothing is missing." in product.said
    assert manifest.tables["cases_person"] == 2
    assert manifest.tables["cases_record"] == 2
    assert {"vault-1", "search-1", "sign-in", "audit-1"} <= set(manifest.keys)
    counted = count_rows(product.first, ring(product), manifest.postgres)
    assert {name: counted[name] for name in manifest.tables} == manifest.tables
    assert "django_session" not in manifest.tables


def test_nothing_in_the_file_can_be_read(product):
    content = product.first.read_bytes()
    for word in (CANARY.encode(), b"cases_record", b"PGDMP", b"manifest"):
        assert word not in content
    assert product.first.stat().st_mode & 0o777 == 0o600


def test_a_restore_brings_everything_back_but_not_an_erased_person(product):
    code, said = product.run("restore", product.first, "--to", "second")
    assert code == 0, said
    assert "Nothing of the " in said
    assert "1 persons who had been erased since were erased again." in said
    assert "1 sealed records were opened" in said
    assert "Everybody has to sign in again." in said


def test_a_database_that_is_not_empty_is_left_alone_unless_told(product):
    code, said = product.run("restore", product.first)
    assert (code, "not empty" in said) == (2, True)
    persons, destroyed = json.loads(product.script(_STAND.format()))
    assert (persons, destroyed) == (2, {product.kept: False, product.erased: True})


def _harmed(content, harm):
    content = bytearray(content)
    if harm == "cut":
        del content[-1000:]
    elif harm == "changed":
        content[len(content) // 2] ^= 1
    else:
        content = b"something else\n" * 100
    return content


@pytest.mark.parametrize("harm", ["cut", "changed", "foreign"])
def test_a_harmed_file_is_refused(product, tmp_path, harm):
    path = tmp_path / "harmed.sealed"
    path.write_bytes(_harmed(product.first.read_bytes(), harm))
    with pytest.raises(UnusableBackup, match=r"harmed\.sealed cannot be used"):
        check(path, ring(product))


def test_a_harmed_file_touches_nothing_even_when_told_to_replace(product, tmp_path):
    path = tmp_path / "harmed.sealed"
    path.write_bytes(_harmed(product.first.read_bytes(), "cut"))
    code, said = product.run("restore", path, "--replace")
    assert (code, "Refused: harmed.sealed cannot be used" in said) == (2, True)
    assert json.loads(product.script(_STAND.format()))[0] == 2


def test_another_key_is_refused(product, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "backup-1.key").write_text("ab" * 32)
    code, said = product.run("restore", product.first, "--to", "third", ZAKLON_BACKUP_KEYS_DIR=str(other))
    assert (code, "another one than it was sealed under" in said) == (2, True)
    with pytest.raises(UnusableBackup):
        check(product.first, Keyring({"backup-2": b"1" * 32}))


def test_a_missing_key_of_the_vault_is_named_before_the_restore(product, tmp_path):
    keys = tmp_path / "keys"
    shutil.copytree(product.folder / "keys", keys)
    (keys / "vault-1.key").rename(keys / "vault-2.key")
    code, said = product.run("restore", product.first, "--to", "fourth", ZAKLON_KEYS_DIR=str(keys))
    assert (code, "Without these keys" in said, "vault-1" in said) == (2, True, True)


def test_a_drill_opens_the_newest_backup_and_keeps_a_signed_record(product):
    code, said = product.run("drill")
    assert code == 0, said
    assert "can be restored" in said
    assert "sealed records opened" in said
    assert len((product.folder / "var" / "drills.log").read_text().splitlines()) == 1


def test_a_backup_of_a_newer_release_is_refused(product):
    product.script(
        _as_superuser("INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_x', now())")
    )
    assert product.run("backup")[0] == 0
    product.script(_as_superuser("DELETE FROM django_migrations WHERE name = '9999_x'"))
    newer = product.newest()
    code, said = product.run("restore", newer, "--to", "fifth")
    assert (code, "newer release: cases.9999_x" in said) == (2, True)
    newer.unlink()


def test_a_drill_finds_a_trail_that_was_changed_before_the_backup(product):
    change = "UPDATE audit_entry SET action = 'other.act' WHERE id = (SELECT min(id) FROM audit_entry)"
    product.script(_as_superuser("SET session_replication_role = replica; " + change))
    assert product.run("backup")[0] == 0
    code, said = product.run("drill")
    assert (code, "FAILED: seal" in said) == (1, True)


def _as_superuser(statement):
    return f"""
import os, psycopg
from psycopg.conninfo import make_conninfo
with psycopg.connect(make_conninfo(os.environ["ZAKLON_DATABASE_URL"], user="postgres")) as superuser:
    superuser.execute({statement!r})
"""


def test_a_role_that_policies_bind_writes_no_backup(committed):
    address = committed("zaklon_app").info
    url = f"host={address.host} port={address.port} dbname={address.dbname} user="
    with pytest.raises(BlindRole, match="zaklon_app is bound by row policies"), held(url + "zaklon_app"):
        pass
    with pytest.raises(BlindRole), held(url + "zaklon_owner"):
        pass
    with held(url + "zaklon_backup") as contents:
        assert contents.tables["django_migrations"] > 20
