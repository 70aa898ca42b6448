"""Renewing the wrapping key while work goes on, and after a stop half-way."""

import pytest
from cryptography.exceptions import InvalidTag

from zaklon.access.tests.factories import NOON
from zaklon.audit.queries import entries
from zaklon.cases.models import DataKey
from zaklon.cases.tests.vault.factories import make_person, make_persons, make_record
from zaklon.cases.vault import erasure, keys, rotation
from zaklon.common.sealing import KeyMissingError

pytestmark = pytest.mark.django_db
NAMES = {"name": "Invented Canary"}


@pytest.fixture
def persons(as_system):
    """Seven persons with a key under vault-1."""
    made = make_persons(7)
    for person in made:
        keys.make(person, now=NOON)
    return made


def add_key(folder, number, digits="33"):
    (folder / f"vault-{number}.key").write_text(digits * 32)


def key_ids():
    return sorted(DataKey.objects.values_list("key_id", flat=True))


def test_after_rotation_the_old_key_may_go_and_records_open_as_before(as_system, vault_folder):
    person = make_person()
    row = make_record(person, NAMES)
    add_key(vault_folder, 2)
    assert rotation.waiting() == 1
    assert rotation.rewrap_all(now=NOON) == 1
    (vault_folder / "vault-1.key").unlink()
    assert keys.unlock_of(person.pk).open(keys.ContentPlace.of(row), bytes(row.sealed)) == NAMES
    assert (rotation.waiting(), rotation.rewrap_all(now=NOON)) == (0, 0)
    assert [entry.action for entry in entries(subject="vault-2")] == ["vault.rewrapped"]


class Stopped(Exception):
    """The machine went down."""


def test_a_rotation_that_was_cut_off_goes_on_where_it_stopped_and_everything_opens_meanwhile(persons, vault_folder):
    add_key(vault_folder, 2)
    heard = []

    def stop_after_two_batches(count):
        heard.append(count)
        if len(heard) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        rotation.rewrap_all(now=NOON, batch=2, tell=stop_after_two_batches)
    assert heard == [2, 4]
    assert key_ids() == ["vault-1"] * 3 + ["vault-2"] * 4
    assert rotation.waiting() == 3
    for person in persons:
        assert keys.unlock_of(person.pk)
    assert rotation.rewrap_all(now=NOON, batch=2) == 3
    assert key_ids() == ["vault-2"] * 7


def test_two_rotations_at_once_come_down_to_the_newest(persons, vault_folder):
    add_key(vault_folder, 2)
    rotation.rewrap_all(now=NOON, batch=7)
    keys.make(make_person(), now=NOON)
    add_key(vault_folder, 3, "44")
    assert rotation.rewrap_all(now=NOON) == 8
    assert key_ids() == ["vault-3"] * 8


def test_a_missing_key_is_named_with_how_many_it_leaves_behind(persons, vault_folder):
    add_key(vault_folder, 2)
    (vault_folder / "vault-1.key").unlink()
    with pytest.raises(KeyMissingError, match=r"7 data keys are wrapped by vault-1, which is missing"):
        rotation.rewrap_all(now=NOON)


def test_a_data_key_that_was_changed_stops_the_rotation(persons, vault_folder):
    DataKey.objects.filter(pk=persons[0].pk).update(wrapped=b"\x01" + bytes(60))
    add_key(vault_folder, 2)
    with pytest.raises(InvalidTag):
        rotation.rewrap_all(now=NOON)


def test_a_destroyed_key_is_left_alone(persons, vault_folder):
    erasure.destroy(persons[0], now=NOON)
    add_key(vault_folder, 2)
    assert rotation.rewrap_all(now=NOON) == 6
    assert DataKey.objects.get(pk=persons[0].pk).key_id == "vault-1"
