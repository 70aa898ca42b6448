"""Reading the trail and its blocks for the seal: rows as the bytes that were sealed, blocks page by page."""

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import Any

from django.db import connection
from django.db.models import Min

from zaklon.audit import models
from zaklon.audit.rules.blocks import Block
from zaklon.audit.rules.checking import Frontier, Page
from zaklon.audit.rules.rows import COLUMNS, COPY_END, COPY_HEADER_LENGTH, COPY_SIGNATURE

# Sixteen thousand rows with their leaves: half a megabyte in hand.
_BLOCKS_IN_HAND = 16
_BEFORE_ALL, _AFTER_ALL = -(2**63), 2**63

ROWS = f"SELECT {', '.join(COLUMNS)} FROM audit_entry"  # noqa: S608 - our own names

# The lowest transaction that still runs, and the server that counts them.
_CLOCK = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    (SELECT system_identifier::text FROM pg_control_system())
"""


def clock() -> tuple[int, str]:
    """Every transaction below the number has ended; the text names the server on which they are counted.

    The numbers are PostgreSQL's full ones of 64 bits, which never come round again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLOCK)
        lowest, cluster = cursor.fetchone()
    return int(lowest), str(cluster)


def copied(select: str) -> Generator[bytes]:
    """The rows of a query as their canonical bytes, as they come; nothing else can be asked meanwhile."""
    with connection.cursor() as cursor:
        # Django's cursor has no COPY of its own; the driver's below it has.
        driver: Any = cursor.cursor
        with driver.copy(f"COPY ({select}) TO STDOUT (FORMAT binary)") as copy:
            chunks = iter(copy)
            try:
                yield from filter(None, map(_row, chunks))
            finally:
                # Breaking off a copy would break the transaction with it.
                for _rest in chunks:
                    pass


def _row(chunk: memoryview) -> bytes:
    """One row of a binary copy without what stands before the first and after the last."""
    row = bytes(chunk)
    if row.startswith(COPY_SIGNATURE):
        row = row[COPY_HEADER_LENGTH:]
    return b"" if row == COPY_END else row


_HELD = "SELECT lower(run), upper(run) FROM audit_block, unnest(ids) AS run WHERE ids && int8range(%s, %s) ORDER BY 1"


def not_held(ids: Sequence[int]) -> set[int]:
    """Those of the numbers, given in ascending order, that no block holds; one query by index."""
    free = set(ids)
    if not ids:
        return free
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [ids[0], ids[-1] + 1])
        for lower, upper in cursor.fetchall():
            free.difference_update(ids[bisect_left(ids, lower) : bisect_left(ids, upper)])
    return free


def last_block() -> Block | None:
    """The newest block."""
    found = models.Block.objects.order_by("-number").first()
    return sealed(found) if found else None


def block(number: int) -> Block | None:
    """The block of this number."""
    found = models.Block.objects.filter(number=number).first()
    return sealed(found) if found else None


def chain(first: int, last: int) -> Iterator[Block]:
    """Blocks by number, both ends included, a few at a time."""
    while first <= last:
        following = models.Block.objects.filter(number__gte=first, number__lte=last).order_by("number")
        found = list(following[:_BLOCKS_IN_HAND])
        if not found:
            return
        yield from map(sealed, found)
        first = found[-1].number + 1


def frontier(last: Block | None) -> Frontier:
    """What of the rows outside all blocks may still wait: on a server that has sealed nothing yet, everything."""
    if last is None or last.cluster != clock()[1]:
        return Frontier()
    return Frontier(last.sealed_below)


def pages(first: int, last: int) -> Generator[Page]:
    """The rows from the first row of block `first` on, with the blocks up to `last` that hold them."""
    start = _BEFORE_ALL
    blocks = models.Block.objects.filter(number__lte=last)
    if first > 1:
        start = blocks.filter(number__gte=first).aggregate(lowest=Min("first_id"))["lowest"] or _BEFORE_ALL
        blocks = blocks.filter(last_id__gte=start)
    mark: tuple[int, int] | None = None
    while True:
        following = blocks.order_by("first_id", "number")
        if mark is not None:
            following = following.extra(where=["(first_id, number) > (%s, %s)"], params=list(mark))
        found = list(following[: _BLOCKS_IN_HAND + 1])
        shown = found[:_BLOCKS_IN_HAND]
        is_last = len(found) <= _BLOCKS_IN_HAND
        before = _AFTER_ALL if is_last else found[-1].first_id
        with closing(copied(_between(start, before))) as rows:
            yield Page([sealed(each) for each in shown], rows, before)
        if is_last:
            return
        start, mark = before, (shown[-1].first_id, shown[-1].number)


def _between(start: int, before: int) -> str:
    """Rows by number, from `start` (with it) to `before` (without it)."""
    lower = f"id >= {start:d}" if start > _BEFORE_ALL else "true"
    upper = f"id < {before:d}" if before < _AFTER_ALL else "true"
    return f"{ROWS} WHERE {lower} AND {upper} ORDER BY id"


def sealed(stored: models.Block) -> Block:
    """A stored block as the rules know it."""
    return Block(
        number=stored.number,
        ids=stored.ids,
        first_id=stored.first_id,
        last_id=stored.last_id,
        count=stored.count,
        total=stored.total,
        sealed_below=stored.sealed_below,
        cluster=stored.cluster,
        previous_hash=bytes(stored.previous_hash),
        root=bytes(stored.root),
        leaves=bytes(stored.leaves),
        sealed_at=stored.sealed_at,
        key_id=stored.key_id,
        hash=bytes(stored.hash),
        signature=bytes(stored.signature),
    )
