"""Small trails in memory, for mutating: rows as values, blocks over their canonical bytes, keys of their own."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from zaklon.audit.keyring import Keyring
from zaklon.audit.rules.blocks import Block, Setting, make_block
from zaklon.audit.rules.checking import Frontier, Page, RowCheck, Tampered, check_chain, check_head
from zaklon.audit.rules.heads import head_of
from zaklon.audit.rules.rows import COLUMNS, row_bytes

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KEYS = Keyring({"audit-1": bytes(range(32))})
TEXTS = {"action": 60, "subject": 40, "roles": 200, "fields": 500, "request_id": 40}


def dice(seed):
    """Chance that is the same each time."""
    return Random(seed)  # noqa: S311 - invented trails


def make_row(number, rng):
    """The values of an invented row."""
    moment = NOON + timedelta(microseconds=number * 1_000 + rng.randrange(900))
    return [
        number,
        5_000 + number,
        moment,
        moment - timedelta(microseconds=rng.randrange(50)),
        rng.choice(["case.opened", "identity.revealed", "plan.adopted"]),
        str(UUID(int=rng.getrandbits(128))),
        rng.choice([None, UUID(int=rng.getrandbits(128))]),
        rng.choice([None, UUID(int=rng.getrandbits(128))]),
        rng.choice(["case_manager", "head,reporter", "system"]),
        rng.choice(["", "status", "name,phone"]),
        f"{rng.getrandbits(128):032x}",
    ]


@dataclass
class World:
    """A sealed trail."""

    rows: list
    blocks: list

    def fault(self, heads=()):
        """The first thing that is wrong, or None."""
        return fault_of(self.rows, self.blocks, heads)


def seal_all(rows, keys=KEYS, late=()):
    """Blocks of eight rows each; those in `late` commit so late that the last block holds them."""
    early = [row for row in rows if row[0] not in late]
    batches = [early[start : start + 8] for start in range(0, len(early), 8)]
    batches.append([row for row in rows if row[0] in late])
    blocks: list[Block] = []
    below = max(row[1] for row in rows) + 1
    for batch in filter(None, batches):
        setting = Setting(NOON, below, "cluster")
        blocks.append(make_block(map(row_bytes, batch), blocks[-1] if blocks else None, setting, keys))
    return blocks


def make_world(rng: Random, count=40):
    """Forty rows; two numbers were never used, three rows committed late."""
    numbers = sorted(rng.sample(range(1, count + 3), count))
    rows = [make_row(number, rng) for number in numbers]
    return World(rows, seal_all(rows, late=rng.sample(numbers[8:-8], 3)))


def fault_of(rows, blocks, heads=()):
    """What the check says of rows and blocks, read in pages of two blocks."""
    by_number = {block.number: block for block in blocks}
    try:
        check_chain(blocks, KEYS)
        for head in heads:
            check_head(head, by_number.get(head.number), KEYS)
        check = RowCheck(Frontier(blocks[-1].sealed_below if blocks else 0))
        check.over(pages_of(rows, blocks))
    except Tampered as found:
        return found.fault
    return None


def pages_of(rows, blocks):
    """As the database gives them."""
    ordered = sorted(blocks, key=lambda block: (block.first_id, block.number))
    packed = sorted((row_bytes(row) for row in rows), key=lambda row: int.from_bytes(row[6:14], "big", signed=True))
    start = -(2**63)
    for place in range(0, max(len(ordered), 1), 2):
        before = ordered[place + 2].first_id if place + 2 < len(ordered) else 2**63
        numbers = [int.from_bytes(row[6:14], "big", signed=True) for row in packed]
        chosen = [row for row, number in zip(packed, numbers, strict=True) if start <= number < before]
        yield Page(ordered[place : place + 2], chosen, before)
        start = before


def changed(value, rng):
    """Another value of the same kind, as near to the old one as a careful forger would come."""
    if isinstance(value, bool) or value is None:
        return UUID(int=rng.getrandbits(128))
    if isinstance(value, int):
        return value ^ (1 << rng.randrange(20))
    if isinstance(value, datetime):
        return value + timedelta(microseconds=rng.choice([-1, 1, 3_600_000_000]))
    if isinstance(value, UUID):
        return rng.choice([None, UUID(int=value.int ^ (1 << rng.randrange(128)))])
    return rng.choice([value + " ", value.upper() if value.upper() != value else value + "x", "x" + value])


def edit(world, rng):
    place, column = rng.randrange(len(world.rows)), rng.randrange(len(COLUMNS))
    row = list(world.rows[place])
    row[column] = changed(row[column], rng)
    while column == 0 and row[0] in {each[0] for each in world.rows}:
        row[0] = changed(row[0], rng)
    rows = list(world.rows)
    rows[place] = row
    return replace(world, rows=rows), COLUMNS[column]


def delete(world, rng):
    rows = list(world.rows)
    del rows[rng.randrange(len(rows))]
    return replace(world, rows=rows), "row"


def insert(world, rng):
    used = {row[0] for row in world.rows}
    free = [number for number in range(1, max(used) + 3) if number not in used]
    new = make_row(rng.choice(free), rng)
    new[1] = rng.choice(world.rows)[1]
    return replace(world, rows=[*world.rows, new]), "row"


def duplicate(world, rng):
    row = rng.choice(world.rows)
    used = {each[0] for each in world.rows}
    free = [number for number in range(1, max(used) + 3) if number not in used]
    number = rng.choice([row[0], rng.choice(free)])
    return replace(world, rows=[*world.rows, [number, *row[1:]]]), "row"


def swap(world, rng):
    """Two rows change their places in the order, or all but one of their columns."""
    one, other = rng.sample(range(len(world.rows)), 2)
    rows = [list(row) for row in world.rows]
    if rng.random() < 0.5:
        rows[one][0], rows[other][0] = rows[other][0], rows[one][0]
        return replace(world, rows=rows), "id"
    column = rng.randrange(1, len(COLUMNS))
    while rows[one][column] == rows[other][column]:
        one, other = rng.sample(range(len(rows)), 2)
        column = rng.randrange(1, len(COLUMNS))
    rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
    return replace(world, rows=rows), COLUMNS[column]


def reorder(world, rng):
    """The contents of a stretch of rows move by one place."""
    start = rng.randrange(len(world.rows) - 4)
    stretch = [list(row) for row in world.rows[start : start + 4]]
    moved = [[stretch[place][0], *stretch[place - 1][1:]] for place in range(4)]
    return replace(world, rows=[*world.rows[:start], *moved, *world.rows[start + 4 :]]), "row"


def edit_block(world, rng):
    place = rng.randrange(len(world.blocks))
    block = world.blocks[place]
    name = rng.choice([name for name in vars(block) if name != "number"])
    value = getattr(block, name)
    if isinstance(value, bytes):
        at = rng.randrange(len(value))
        value = value[:at] + bytes([value[at] ^ (1 << rng.randrange(8))]) + value[at + 1 :]
    elif isinstance(value, tuple):
        value = ((value[0][0], value[0][1] + 1), *value[1:])
    else:
        value = changed(value, rng)
    blocks = list(world.blocks)
    blocks[place] = replace(block, **{name: value})
    return replace(world, blocks=blocks), f"block.{name}"


def drop_block(world, rng):
    blocks = list(world.blocks)
    del blocks[rng.randrange(len(blocks) - 1)]
    return replace(world, blocks=blocks), "block"


MUTATIONS = (edit, edit, edit, edit, delete, insert, duplicate, swap, reorder, edit_block, drop_block)


def head_of_last(world, keys=KEYS):
    """The head that somebody outside would hold."""
    return head_of(world.blocks[-1], keys)
