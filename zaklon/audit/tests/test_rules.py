"""Root, runs, heads and keys by themselves."""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.audit.keyring import Keyring, SigningKeyMissingError
from zaklon.audit.rules.blocks import ids_text, runs_of
from zaklon.audit.rules.heads import Head, UnreadableHeadError, read_heads
from zaklon.audit.rules.merkle import leaf_of, root_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def tree(leaves):
    """The root as RFC 6962 defines it: split at the largest power of two below the count."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + tree(leaves[:split]) + tree(leaves[split:])).digest()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_the_root_is_that_of_the_standard(rows):
    leaves = [leaf_of(row) for row in rows]
    assert root_of(leaves) == tree(leaves)


def test_nothing_has_no_root():
    with pytest.raises(ValueError, match="at least one"):
        root_of([])


@given(st.sets(st.integers(min_value=1, max_value=60)))
def test_runs_hold_exactly_the_numbers(numbers):
    runs = runs_of(sorted(numbers))
    assert {each for lower, upper in runs for each in range(lower, upper)} == numbers
    assert all(before[1] < after[0] for before, after in pairwise(runs))


def test_runs_are_written_as_a_person_would():
    assert ids_text(runs_of([1, 2, 3, 5])) == "1-3,5"


@given(
    st.integers(min_value=1, max_value=10**15),
    st.binary(min_size=32, max_size=32),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 - zone follows
    st.binary(min_size=64, max_size=64),
)
def test_a_head_is_read_back_from_whatever_surrounds_it(number, digest, moment, signature):
    head = Head(number, number + 1, digest, moment.replace(tzinfo=UTC), "audit-3", signature)
    assert read_heads(f"Dear auditor,\n\n{head.line}\n\nGoodbye\n") == [head]


@pytest.mark.parametrize("text", ["", "zaklon-audit-head 1 block=1", "zaklon-audit-head 2 block=1 rows=1"])
def test_a_text_without_a_head_is_refused(text):
    with pytest.raises(UnreadableHeadError):
        read_heads(text)


def test_a_head_with_a_time_that_is_none_is_refused():
    line = Head(1, 1, bytes(32), NOON, "audit-1", bytes(64)).line
    with pytest.raises(UnreadableHeadError):
        read_heads(line.replace("2026-03-02T12:00:00", "9999-99-99T99:99:99"))


def test_the_newest_key_signs_and_older_ones_still_check(tmp_path):
    (tmp_path / "audit-1.key").write_text("11" * 32)
    old = Keyring.read(tmp_path)
    signature = old.sign(b"said")
    (tmp_path / "audit-10.key").write_text("22" * 32)
    both = Keyring.read(tmp_path)
    assert both.newest == "audit-10"
    assert both.is_signed(b"said", signature, "audit-1")
    assert not both.is_signed(b"said", signature, "audit-10")
    assert not both.is_signed(b"said", signature, "audit-2")
    assert not both.is_signed(b"other", signature, "audit-1")
    assert "11" not in repr(both)


def test_missing_and_damaged_keys_are_named(tmp_path):
    with pytest.raises(SigningKeyMissingError, match="zaklon setup"):
        Keyring.read(tmp_path)
    (tmp_path / "audit-1.key").write_text("not hexadecimal")
    with pytest.raises(ValueError, match=r"audit-1\.key is damaged"):
        Keyring.read(tmp_path)
    (tmp_path / "audit-1.key").write_text("11")
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring.read(tmp_path)
