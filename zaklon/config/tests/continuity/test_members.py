"""Several files in one stream come out as they went in."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaklon.config.continuity.members import CutMembersError, MemberReader, MemberWriter

MEMBERS = st.dictionaries(st.text(min_size=1, max_size=30), st.lists(st.binary(max_size=40), max_size=4), max_size=5)


def written(members):
    target = io.BytesIO()
    writer = MemberWriter(target)
    for name, pieces in members.items():
        writer.put(name, pieces)
    writer.end()
    return target.getvalue()


def read(stream, step=7):
    pieces = (stream[start : start + step] for start in range(0, len(stream), step))
    return {name: b"".join(content) for name, content in MemberReader(pieces)}


@given(MEMBERS)
def test_members_come_back_in_pieces_of_any_size(members):
    assert read(written(members)) == {name: b"".join(pieces) for name, pieces in members.items()}


@given(MEMBERS, st.data())
def test_a_stream_cut_off_anywhere_is_refused(members, data):
    stream = written(members)
    length = data.draw(st.integers(0, len(stream) - 1))
    with pytest.raises(CutMembersError):
        read(stream[:length])


def test_a_member_that_nobody_reads_is_passed_over():
    stream = written({"a": [b"long" * 10], "b": [b"short"]})
    assert [name for name, _pieces in MemberReader(iter([stream]))] == ["a", "b"]


def test_what_stands_behind_the_end_is_refused():
    with pytest.raises(CutMembersError, match="behind the end"):
        read(written({"a": [b"x"]}) + b"more")


def test_a_name_is_used_once():
    writer = MemberWriter(io.BytesIO())
    writer.put("a", [])
    with pytest.raises(ValueError, match="second member"):
        writer.put("a", [])
