"""A sealed stream opens whole and unchanged under its key, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.common.sealed_stream import PIECE_BYTES, SealedStreamError, SealedWriter, key_name, opened
from zaklon.common.sealing import Keyring, fresh_key

RING = Keyring({"backup-1": fresh_key()})


def sealed(content, ring=RING):
    target = io.BytesIO()
    writer = SealedWriter(target, ring)
    for start in range(0, len(content), 70_001):
        writer.write(content[start : start + 70_001])
    writer.close()
    return target.getvalue()


def read(stream, ring=RING):
    return b"".join(opened(io.BytesIO(stream), ring))


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES])
def test_what_was_sealed_comes_back(size):
    content = bytes(range(256)) * (size // 256 + 1)
    stream = sealed(content[:size])
    assert read(stream) == content[:size]
    assert key_name(io.BytesIO(stream)) == "backup-1"


def test_nothing_of_the_content_can_be_read_in_the_stream():
    assert b"kanarinac" not in sealed(b"kanarinac" * 50_000)


def test_an_older_key_still_opens_what_it_sealed():
    stream = sealed(b"old")
    both = Keyring({"backup-1": RING.key("backup-1"), "backup-2": fresh_key()})
    assert read(stream, both) == b"old"
    assert key_name(io.BytesIO(sealed(b"new", both))) == "backup-2"


def test_another_key_is_refused_by_name_or_by_content():
    with pytest.raises(SealedStreamError, match="another one"):
        read(sealed(b"content"), Keyring({"backup-1": fresh_key()}))
    with pytest.raises(SealedStreamError, match="under the key backup-1, and here are only: backup-7"):
        read(sealed(b"content"), Keyring({"backup-7": fresh_key()}))


CONTENT = bytes(3 * PIECE_BYTES - 1000)
STREAM = sealed(CONTENT)


@given(st.integers(0, len(STREAM) - 1))
def test_a_stream_that_was_cut_off_anywhere_is_refused(length):
    with pytest.raises(SealedStreamError):
        read(STREAM[:length])


@given(st.integers(0, len(STREAM) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_is_refused(place, change):
    changed = bytearray(STREAM)
    changed[place] ^= change
    with pytest.raises(SealedStreamError):
        read(bytes(changed))


def test_a_stream_with_something_behind_its_end_is_refused():
    with pytest.raises(SealedStreamError):
        read(STREAM + b"x")


def test_pieces_cannot_change_places():
    step = PIECE_BYTES + 16
    start = len(STREAM) - (len(CONTENT) + 3 * 16)
    first, second = STREAM[start : start + step], STREAM[start + step : start + 2 * step]
    with pytest.raises(SealedStreamError):
        read(STREAM[:start] + second + first + STREAM[start + 2 * step :])
