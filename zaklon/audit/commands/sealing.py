"""Sealing the trail in batches, and checking the seal."""

import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from zaklon.audit import models
from zaklon.audit.keyring import Keyring
from zaklon.audit.queries import checking
from zaklon.audit.rules.blocks import Block, Setting, make_block
from zaklon.audit.rules.checking import Fault, RowCheck, Tampered, Wrong, check_chain, check_head
from zaklon.audit.rules.heads import Head
from zaklon.audit.rules.rows import COLUMNS, id_of

BLOCK_ROWS = 1_000
# One transaction seals at most so many rows: a long one would hold up the next.
_PART_ROWS = 20_000
# Two sealers would write the same block; the number names this lock among PostgreSQL's advisory ones.
_LOCK = 0x5EA1

# Through the index on transactions, whatever the statistics say: by number it would walk along the whole trail.
_YOUNGER = """
WITH younger AS MATERIALIZED (
    SELECT * FROM audit_entry WHERE transaction >= {lower:d} AND transaction < {upper:d} AND id > {after:d}
)
SELECT {columns} FROM younger ORDER BY id LIMIT {limit:d}
"""
_EVERYTHING = "SELECT {columns} FROM audit_entry WHERE id > {after:d} ORDER BY id LIMIT {limit:d}"


@dataclass(frozen=True)
class Sealing:
    """What one sealing did: how many rows it put into how many blocks, and whether none was left to look at.

    `after` and `below` are where its next part goes on: the last row looked at, and the transaction that the whole
    sealing goes up to.
    """

    rows: int
    blocks: int
    after: int
    below: int
    is_last: bool


@dataclass(frozen=True)
class Verdict:
    """What a check found: `fault` is None when every row, block and head was right. `waiting` rows lie in no block."""

    rows: int
    blocks: int
    waiting: int
    heads: int
    seconds: float
    fault: Fault | None = None


def keyring() -> Keyring:
    """The keys of this installation. Raises SigningKeyMissingError."""
    folder: Path = settings.KEYS_DIR
    return Keyring.read(folder)


def seal(*, now: datetime) -> Sealing:
    """Seal everything that can be sealed, part after part; gives the sum."""
    part, rows, blocks = None, 0, 0
    while part is None or not part.is_last:
        part = seal_part(now=now, before=part)
        rows, blocks = rows + part.rows, blocks + part.blocks
    return replace(part, rows=rows, blocks=blocks)


@transaction.atomic
def seal_part(*, now: datetime, before: Sealing | None = None) -> Sealing:
    """Put rows of ended transactions that no block holds yet into blocks, in the order of their numbers.

    Rows are asked for by what blocks hold, never by "above the last number": a slow transaction may commit a low number
    late. `before` is the part before this one; killed in between, the next sealing goes on where this one was.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    (below, cluster), last, keys = checking.clock(), checking.last_block(), keyring()
    after = 0
    if before is not None:
        # Up to the first part's clock: what has ended since then may lie below `after`, and is for the next sealing.
        after, below = before.after, before.below
    base = last.sealed_below if last and last.cluster == cluster else 0
    looked_at = list(checking.copied(_candidates(base, below, after)))
    is_last, blocks = len(looked_at) < _PART_ROWS, 0
    ids = [id_of(row) for row in looked_at]
    free = checking.not_held(ids)
    found = [row for number, row in zip(ids, looked_at, strict=True) if number in free]
    for start in range(0, len(found), BLOCK_ROWS):
        is_end = is_last and start + BLOCK_ROWS >= len(found)
        setting = Setting(now, below if is_end else base, cluster)
        last = make_block(found[start : start + BLOCK_ROWS], last, setting, keys)
        models.Block.objects.create(**vars(last))
        blocks += 1
    return Sealing(len(found), blocks, ids[-1] if ids else after, below, is_last=is_last)


def _candidates(base: int, below: int, after: int) -> str:
    """The rows among which some may lie in no block.

    Without a base (an unsealed trail, or one restored into another server, where transactions are counted anew)
    everything that can be seen is looked at, once.
    """
    words = {"columns": ", ".join(COLUMNS), "limit": _PART_ROWS, "after": after}
    if base == 0:
        return _EVERYTHING.format(**words)
    return _YOUNGER.format(**words, lower=base, upper=below)


@transaction.atomic
def verify(*, heads: Iterable[Head] = (), first: int = 1) -> Verdict:
    """Check every block from number `first` on, every row in them, and heads from outside.

    Rows that are added or sealed meanwhile count as waiting.
    """
    began, keys = time.monotonic(), keyring()
    last = checking.last_block()
    last_number = last.number if last else 0
    rows = RowCheck(checking.frontier(last), unchecked_before=first)
    heads, blocks, fault = list(heads), 0, None
    try:
        previous = _block_before(first)
        blocks = check_chain(checking.chain(first, last_number), keys, previous=previous)
        for head in heads:
            check_head(head, checking.block(head.number), keys)
        with closing(checking.pages(first, last_number)) as pages:
            rows.over(pages)
    except Tampered as found:
        fault = found.fault
    return Verdict(rows.checked, blocks, rows.waiting, len(heads), time.monotonic() - began, fault)


def _block_before(first: int) -> Block | None:
    if first == 1:
        return None
    before = checking.block(first - 1)
    if before is None:
        raise Tampered(Wrong.BLOCK_MISSING, block=first - 1)
    return before
