"""Several files one after the other in one stream, none of which need be whole in memory.

A member is: its name behind two bytes of length, its pieces behind four bytes of length each, and four zero bytes. A
name of no length ends the stream.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

_NAME_BYTES, _PIECE_LENGTH_BYTES = 2, 4
_LONGEST_PIECE = 1 << 24


class Taker(Protocol):
    """Whatever bytes can be written to."""

    def write(self, content: bytes, /) -> int: ...


class CutMembersError(ValueError):
    """The stream ends in the middle of a member, or holds what no stream of members holds."""


@dataclass(frozen=True)
class Sum:
    """What a member was when it was written."""

    size: int
    sha256: str


class MemberWriter:
    """Writes members and keeps their sums."""

    def __init__(self, target: Taker) -> None:
        self._target = target
        self.sums: dict[str, Sum] = {}

    def put(self, name: str, pieces: Iterable[bytes]) -> Sum:
        """Write one member. Raises ValueError for a name that was used."""
        if name in self.sums or not name:
            raise ValueError(f"a second member {name!r}")
        encoded = name.encode()
        self._target.write(len(encoded).to_bytes(_NAME_BYTES, "big") + encoded)
        digest, size = hashlib.sha256(), 0
        for piece in filter(None, pieces):
            self._target.write(len(piece).to_bytes(_PIECE_LENGTH_BYTES, "big"))
            self._target.write(piece)
            digest.update(piece)
            size += len(piece)
        self._target.write(bytes(_PIECE_LENGTH_BYTES))
        self.sums[name] = Sum(size, digest.hexdigest())
        return self.sums[name]

    def end(self) -> None:
        """Write the end of the stream."""
        self._target.write(bytes(_NAME_BYTES))


class MemberReader:
    """Reads members in their order; the pieces of one must be taken before the next is asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = bytearray()

    def __iter__(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Name and pieces of each member. Raises CutMembersError, and what the source raises."""
        while length := int.from_bytes(self._take(_NAME_BYTES), "big"):
            content = self._content()
            yield self._take(length).decode(), content
            for _rest in content:
                pass
        for rest in self._pieces:
            self._held += rest
        if self._held:
            raise CutMembersError("something stands behind the end")

    def _content(self) -> Iterator[bytes]:
        while length := int.from_bytes(self._take(_PIECE_LENGTH_BYTES), "big"):
            if length > _LONGEST_PIECE:
                raise CutMembersError("a piece is longer than any that is written")
            yield self._take(length)

    def _take(self, length: int) -> bytes:
        while len(self._held) < length:
            piece = next(self._pieces, None)
            if piece is None:
                raise CutMembersError("it ends in the middle")
            self._held += piece
        taken = bytes(self._held[:length])
        del self._held[:length]
        return taken
