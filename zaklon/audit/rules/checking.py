"""The check of a trail against its blocks and against heads from outside: the first record that is wrong, or none.

It reads blocks and rows once each, in order, and keeps only the blocks in hand: memory does not grow with the trail.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from zaklon.audit.rules.blocks import NO_HASH, Block, hash_of, is_consistent
from zaklon.audit.rules.heads import Head
from zaklon.audit.rules.merkle import DIGEST_BYTES, LEAF_PREFIX
from zaklon.audit.rules.rows import id_of, transaction_of

_AFTER_ALL = 2**63


class Wrong(StrEnum):
    """What can be wrong with a trail."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    REPEATED = "repeated"
    BLOCK_CHANGED = "block_changed"
    BLOCK_MISSING = "block_missing"
    CHAIN_BROKEN = "chain_broken"
    HELD_TWICE = "held_twice"
    SIGNATURE = "signature"
    KEY_MISSING = "key_missing"
    HEAD_FOREIGN = "head_foreign"
    TAIL_CUT = "tail_cut"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong, in which block and at which record, where that can be said."""

    wrong: Wrong
    block: int | None = None
    entry: int | None = None


class Tampered(Exception):
    """The check has found something wrong."""

    def __init__(self, wrong: Wrong, *, block: int | None = None, entry: int | None = None) -> None:
        super().__init__(wrong.value)
        self.fault = Fault(wrong, block, entry)


class Verifier(Protocol):
    """The keys that signatures are checked with."""

    def knows(self, key_id: str) -> bool: ...

    def is_signed(self, said: bytes, signature: bytes, key_id: str) -> bool: ...


@dataclass(frozen=True)
class Page:
    """Blocks in the order of their first rows, and all rows of the trail before the first row of the next page.

    `before`: the number of that row; rows come in the order of their numbers.
    """

    blocks: Sequence[Block]
    rows: Iterable[bytes]
    before: int = _AFTER_ALL


@dataclass(frozen=True)
class Frontier:
    """Where sealing has come to: rows from `sealed_below` on, of the transactions counted now, may still wait."""

    sealed_below: int = 0


def check_chain(blocks: Iterable[Block], keys: Verifier, *, previous: Block | None = None) -> int:
    """Check each block by itself and against the one before it; gives how many. Raises Tampered."""
    checked = 0
    for block in blocks:
        number = previous.number + 1 if previous else 1
        if block.number != number:
            raise Tampered(Wrong.BLOCK_MISSING, block=number)
        _check_block(block, keys)
        if block.previous_hash != (previous.hash if previous else NO_HASH):
            raise Tampered(Wrong.CHAIN_BROKEN, block=block.number)
        if block.total != (previous.total if previous else 0) + block.count:
            raise Tampered(Wrong.CHAIN_BROKEN, block=block.number)
        previous = block
        checked += 1
    return checked


def _check_block(block: Block, keys: Verifier) -> None:
    if not is_consistent(block):
        raise Tampered(Wrong.BLOCK_CHANGED, block=block.number)
    if not keys.knows(block.key_id):
        raise Tampered(Wrong.KEY_MISSING, block=block.number)
    if not keys.is_signed(block.hash, block.signature, block.key_id):
        raise Tampered(Wrong.SIGNATURE, block=block.number)


def check_head(head: Head, block: Block | None, keys: Verifier) -> None:
    """Check a head from outside against the block of its number, None when there is no such block. Raises Tampered."""
    if not keys.knows(head.key_id):
        raise Tampered(Wrong.KEY_MISSING, block=head.number)
    if not keys.is_signed(head.said.encode(), head.signature, head.key_id):
        raise Tampered(Wrong.HEAD_FOREIGN, block=head.number)
    if block is None:
        raise Tampered(Wrong.TAIL_CUT, block=head.number)
    if (block.hash, hash_of(block), block.total) != (head.hash, head.hash, head.rows):
        raise Tampered(Wrong.REWRITTEN, block=head.number)


class _Run:
    """Neighbouring rows of one block, with their leaves; without leaves they are known and not checked."""

    __slots__ = ("block", "leaves", "lower", "place", "upper")

    def __init__(self, lower: int, upper: int, block: int, leaves: bytes, place: int) -> None:
        self.lower, self.upper, self.block, self.leaves, self.place = lower, upper, block, leaves, place

    def __lt__(self, other: "_Run") -> bool:
        return self.lower < other.lower


class RowCheck:
    """The walk along the rows. After `over` all pages, `checked` rows were right and `waiting` lie in no block yet."""

    def __init__(self, frontier: Frontier, *, unchecked_before: int = 1) -> None:
        self._frontier = frontier
        self._unchecked_before = unchecked_before
        self._runs: list[_Run] = []
        self._last_id = -_AFTER_ALL
        self._last_upper = -_AFTER_ALL
        self.checked = self.waiting = 0

    def over(self, pages: Iterable[Page]) -> None:
        """Walk along the pages to the end. Raises Tampered at the first record that is wrong."""
        for page in pages:
            for block in page.blocks:
                for run in _runs(block, is_checked=block.number >= self._unchecked_before):
                    heapq.heappush(self._runs, run)
            self._walk(iter(page.rows), page.before)

    def _walk(self, rows: Iterator[bytes], before: int) -> None:
        row = next(rows, None)
        while self._runs and self._runs[0].lower < before:
            run = heapq.heappop(self._runs)
            if run.lower < self._last_upper:
                raise Tampered(Wrong.HELD_TWICE, block=run.block, entry=run.lower)
            self._last_upper = run.upper
            row = self._strangers(row, rows, run.lower)
            row = self._along(run, row, rows)
        self._strangers(row, rows, _AFTER_ALL)

    def _strangers(self, row: bytes | None, rows: Iterator[bytes], before: int) -> bytes | None:
        """Pass the rows that no block holds; gives the first row that is none of them."""
        while row is not None:
            number = id_of(row)
            if number >= before:
                return row
            if number <= self._last_id:
                raise Tampered(Wrong.REPEATED, entry=number)
            self._last_id = number
            if transaction_of(row) < self._frontier.sealed_below:
                raise Tampered(Wrong.INSERTED, entry=number)
            self.waiting += 1
            row = next(rows, None)
        return None

    def _along(self, run: _Run, row: bytes | None, rows: Iterator[bytes]) -> bytes | None:
        """Check the rows of one run; gives the first row behind it."""
        leaves, place, digest = run.leaves, run.place, sha256
        for expected in range(run.lower, run.upper):
            number = id_of(row) if row is not None else _AFTER_ALL
            if number != expected or row is None:
                wrong = Wrong.REPEATED if number < expected else Wrong.MISSING
                raise Tampered(wrong, block=run.block, entry=min(number, expected))
            if leaves:
                if digest(LEAF_PREFIX + row).digest() != leaves[place : place + DIGEST_BYTES]:
                    raise Tampered(Wrong.CHANGED, block=run.block, entry=number)
                place += DIGEST_BYTES
            row = next(rows, None)
        self._last_id = run.upper - 1
        self.checked += run.upper - run.lower if leaves else 0
        return row


def _runs(block: Block, *, is_checked: bool) -> Iterator[_Run]:
    place = 0
    for lower, upper in block.ids:
        yield _Run(lower, upper, block.number, block.leaves if is_checked else b"", place)
        place += (upper - lower) * DIGEST_BYTES
