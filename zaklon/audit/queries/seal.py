"""How far sealing has come, and which heads lie outside."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from zaklon.audit.kinds import Way
from zaklon.audit.models import Block, Handout
from zaklon.audit.queries import checking

# Beyond this the page says "more than"; counting on would cost more than it tells.
MOST_COUNTED = 10_000

_YOUNGER = """
WITH younger AS MATERIALIZED (
    SELECT id, recorded_at FROM audit_entry WHERE transaction >= %s ORDER BY transaction LIMIT %s
)
SELECT id, recorded_at FROM younger ORDER BY id
"""


@dataclass(frozen=True)
class HandoutRow:
    """The last head that left in one way."""

    way: Way
    at: datetime
    receiver: str
    block_number: int


@dataclass(frozen=True)
class SealStatus:
    """How many rows wait and since when; the newest block, with how many rows lie in all blocks; heads by way.

    `waiting` stops at MOST_COUNTED.
    """

    waiting: int
    waiting_since: datetime | None
    block_number: int
    sealed_rows: int
    sealed_at: datetime | None
    handouts: tuple[HandoutRow, ...]


def seal_status() -> SealStatus:
    """Five queries by index, however long the trail is."""
    newest = Block.objects.order_by("-number").values_list("number", "total", "sealed_at", "cluster", "sealed_below")
    number, total, sealed_at, cluster, below = newest.first() or (0, 0, None, "", 0)
    # On another server transactions are counted anew: the first sealing there looks at everything.
    waiting, since = waiting_rows(below if cluster == checking.clock()[1] else 0, MOST_COUNTED)
    return SealStatus(waiting, since, number, total, sealed_at, handouts())


def waiting_rows(sealed_below: int, most: int) -> tuple[int, datetime | None]:
    """How many of the `most` oldest rows that may wait lie in no block, and when the first of them was written."""
    with connection.cursor() as cursor:
        cursor.execute(_YOUNGER, [sealed_below, most])
        found = dict(cursor.fetchall())
    waiting = [found[number] for number in checking.not_held(list(found))]
    return len(waiting), min(waiting, default=None)


def handouts() -> tuple[HandoutRow, ...]:
    """The newest head of each way, in one query."""
    newest = Handout.objects.order_by("way", "-at").distinct("way")
    rows = newest.values_list("way", "at", "receiver", "block_number")
    return tuple(HandoutRow(Way(way), at, receiver, number) for way, at, receiver, number in rows)
