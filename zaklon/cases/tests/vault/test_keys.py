"""What is sealed for a person opens in its place, with that person's key, and nowhere else."""

import dataclasses
import secrets
import uuid

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from zaklon.access.tests.factories import NOON
from zaklon.cases.kinds import Part
from zaklon.cases.models import DataKey, Record
from zaklon.cases.tests.vault.factories import make_person, make_record
from zaklon.cases.vault import keys
from zaklon.cases.vault.keys import ContentPlace, PersonKey
from zaklon.common.key_sources import KeySource
from zaklon.common.sealing import KeyMissingError

PERSON = uuid.UUID(int=7)
PLACE = ContentPlace("cases_record", uuid.UUID(int=1), PERSON, Part.IDENTITY)
KEY = PersonKey(PERSON, secrets.token_bytes(32))
NAMES = {"name": "Invented Canary", "born": "1999-03-05"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_a_content_comes_out_as_it_went_in_and_its_length_is_a_step(content):
    sealed = KEY.seal(PLACE, content)
    assert KEY.open(PLACE, sealed) == content
    overhead = len(KEY.seal(PLACE, {})) - 64
    assert (len(sealed) - overhead) % 64 == 0


def test_names_of_different_length_seal_to_the_same_length():
    lengths = {len(KEY.seal(PLACE, {"name": name})) for name in ("Al", "Invented", "Invented-Canary Longname")}
    assert len(lengths) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"table": "cases_flag"},
        {"record_id": uuid.UUID(int=2)},
        {"part": int(Part.CONTACT)},
    ],
)
def test_what_is_moved_does_not_open(change):
    with pytest.raises(InvalidTag):
        KEY.open(dataclasses.replace(PLACE, **change), KEY.seal(PLACE, NAMES))


def test_what_is_put_under_another_person_does_not_open():
    other = uuid.UUID(int=8)
    sealed, place = KEY.seal(PLACE, NAMES), dataclasses.replace(PLACE, person_id=other)
    with pytest.raises(InvalidTag):
        PersonKey(other, secrets.token_bytes(32)).open(place, sealed)
    with pytest.raises(InvalidTag):
        PersonKey(other, KEY._key).open(place, sealed)
    with pytest.raises(ValueError, match="another person"):
        KEY.open(place, sealed)


@given(st.integers(min_value=1), st.integers(1, 255))
def test_any_changed_byte_is_found(at, change):
    sealed = bytearray(KEY.seal(PLACE, NAMES))
    sealed[at % len(sealed) or 1] ^= change
    with pytest.raises(InvalidTag):
        KEY.open(PLACE, bytes(sealed))


@pytest.mark.parametrize("content", [{"n": float("nan")}, {"n": object()}, {"n": b"bytes"}])
def test_what_json_cannot_hold_is_refused(content):
    with pytest.raises((TypeError, ValueError)):
        KEY.seal(PLACE, content)


def test_no_key_shows_itself():
    assert repr(KEY) == f"PersonKey({PERSON})"
    assert KEY._key.hex() not in repr(KEY)


@pytest.mark.django_db
def test_a_person_s_records_open_with_the_key_from_the_database(as_system):
    person = make_person()
    row = make_record(person, NAMES)
    stored = Record.objects.get(pk=row.pk)
    opened = keys.unlock_of(person.pk).open(ContentPlace.of(stored), bytes(stored.sealed))
    assert opened == NAMES
    assert b"Canary" not in bytes(stored.sealed)


@pytest.mark.django_db
def test_a_person_has_one_key_and_it_lies_there_wrapped(as_system):
    person = make_person()
    key = keys.make(person, now=NOON)
    row = DataKey.objects.get(pk=person.pk)
    assert (row.key_id, row.case_id, row.made_at) == ("vault-1", person.case_id, NOON)
    assert key._key not in bytes(row.wrapped)
    with pytest.raises(IntegrityError), transaction.atomic():
        keys.make(person, now=NOON)


@pytest.mark.django_db
def test_a_data_key_put_under_another_person_or_wrapping_key_does_not_open(as_system, vault_folder):
    one, other = make_person(), make_person()
    keys.make(one, now=NOON)
    keys.make(other, now=NOON)
    stolen = DataKey.objects.get(pk=one.pk)
    stolen.person_id = other.pk
    with pytest.raises(InvalidTag):
        keys.unlock(stolen)
    (vault_folder / "vault-2.key").write_text("11" * 32)
    renamed = DataKey.objects.get(pk=one.pk)
    renamed.key_id = "vault-2"
    with pytest.raises(InvalidTag):
        keys.unlock(renamed)


@pytest.mark.django_db
def test_without_its_wrapping_key_nothing_opens_and_the_error_names_the_key(as_system, settings, tmp_path):
    person = make_person()
    keys.make(person, now=NOON)
    settings.VAULT_KEY_SOURCE = KeySource(tmp_path, text=f"vault-2:{'33' * 32}")
    with pytest.raises(KeyMissingError, match="vault-1"):
        keys.unlock_of(person.pk)
