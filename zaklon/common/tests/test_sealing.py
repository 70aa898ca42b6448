"""What is sealed opens only in its place, unchanged, and with the key that sealed it."""

import secrets
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.sealing import KeyMissingError, Keyring, Place, Sealed, rewrap, seal, unseal

FIRST, SECOND = secrets.token_bytes(32), secrets.token_bytes(32)
OLD = Keyring({"documents-1": FIRST})
BOTH = Keyring({"documents-1": FIRST, "documents-2": SECOND})
PLACE = Place("documents_attachment", uuid4())


@given(st.binary(max_size=2000))
def test_what_is_sealed_comes_out_unchanged_and_never_lies_open(content):
    sealed = seal(content, PLACE, OLD)
    assert unseal(sealed, PLACE, OLD) == content
    assert len(content) < 8 or content not in sealed.content
    assert seal(content, PLACE, OLD) != sealed


@given(st.sampled_from(["content", "wrapped_key"]), st.integers(min_value=1), st.integers(1, 255))
def test_any_changed_byte_is_found(part, place, change):
    sealed = seal(b"the minutes of a meeting", PLACE, OLD)
    value = bytearray(getattr(sealed, part))
    value[place % len(value) or 1] ^= change
    broken = {"content": sealed.content, "wrapped_key": sealed.wrapped_key} | {part: bytes(value)}
    with pytest.raises(InvalidTag):
        unseal(Sealed(key_id=sealed.key_id, **broken), PLACE, OLD)


@pytest.mark.parametrize("other", [Place("documents_attachment", uuid4()), Place("cases_person", PLACE.row_id)])
def test_what_is_moved_to_another_row_or_table_does_not_open(other):
    with pytest.raises(InvalidTag):
        unseal(seal(b"minutes", PLACE, OLD), other, OLD)


def test_content_of_one_document_does_not_open_with_the_key_of_another():
    one, other = seal(b"one", PLACE, OLD), seal(b"other", PLACE, OLD)
    with pytest.raises(InvalidTag):
        unseal(Sealed(one.content, other.wrapped_key, one.key_id), PLACE, OLD)


def test_a_wrapped_key_under_the_name_of_another_key_does_not_open():
    same_key_twice = Keyring({"documents-1": FIRST, "documents-2": FIRST})
    sealed = seal(b"minutes", PLACE, OLD)
    with pytest.raises(InvalidTag):
        unseal(Sealed(sealed.content, sealed.wrapped_key, "documents-2"), PLACE, same_key_twice)


def test_after_rotation_old_documents_open_and_new_ones_use_the_new_key():
    old = seal(b"old", PLACE, OLD)
    assert unseal(old, PLACE, BOTH) == b"old"
    assert seal(b"new", PLACE, BOTH).key_id == "documents-2"


def test_a_rewrapped_document_needs_the_old_key_no_more():
    old = seal(b"old", PLACE, OLD)
    wrapped, key_id = rewrap(old.wrapped_key, old.key_id, PLACE, BOTH)
    only_new = Keyring({"documents-2": SECOND})
    assert unseal(Sealed(old.content, wrapped, key_id), PLACE, only_new) == b"old"
    with pytest.raises(KeyMissingError, match="documents-1"):
        unseal(old, PLACE, only_new)


def test_rewrapping_in_another_place_fails():
    old = seal(b"old", PLACE, OLD)
    with pytest.raises(InvalidTag):
        rewrap(old.wrapped_key, old.key_id, Place("documents_attachment", uuid4()), BOTH)


def test_the_highest_number_seals_whatever_its_digits():
    assert Keyring({f"documents-{number}": FIRST for number in (2, 10, 9)}).newest == "documents-10"


def test_keys_are_read_from_their_folder_and_other_files_are_left_alone(tmp_path):
    (tmp_path / "documents-1.key").write_text(FIRST.hex() + "\n")
    (tmp_path / "documents-2.key").write_text(SECOND.hex())
    for other in ("web.key", "documents-x.key", "documents-3.new", "vault-4.key"):
        (tmp_path / other).write_text("no key")
    ring = Keyring.read(tmp_path, "documents")
    assert ring.newest == "documents-2"
    assert ring.key("documents-1") == FIRST
    assert FIRST.hex() not in repr(ring)


def test_no_key_a_short_key_and_a_damaged_key_are_named(tmp_path):
    with pytest.raises(KeyMissingError, match="zaklon setup"):
        Keyring.read(tmp_path, "documents")
    (tmp_path / "documents-1.key").write_text("abcd")
    with pytest.raises(ValueError, match="documents-1 must have 32 bytes"):
        Keyring.read(tmp_path, "documents")
    (tmp_path / "documents-1.key").write_text("not hexadecimal")
    with pytest.raises(ValueError, match=r"documents-1\.key is damaged") as refused:
        Keyring.read(tmp_path, "documents")
    assert refused.value.__cause__ is None, "the cause may quote what stands in the file"


def test_an_unknown_version_is_refused():
    sealed = seal(b"minutes", PLACE, OLD)
    with pytest.raises(ValueError, match="unknown version"):
        unseal(Sealed(b"\x09" + sealed.content[1:], sealed.wrapped_key, sealed.key_id), PLACE, OLD)
