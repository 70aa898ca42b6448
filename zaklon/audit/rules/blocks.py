"""A block: up to a thousand rows of the trail under one root, chained to the block before and signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from typing import Protocol

from zaklon.audit.rules.merkle import DIGEST_BYTES, leaf_of, root_of, split_leaves
from zaklon.audit.rules.rows import id_of

# From the first number (with it) to the last (without it), ascending, never touching.
Runs = tuple[tuple[int, int], ...]

# Stands where the first block has none before it.
NO_HASH = bytes(DIGEST_BYTES)
_FORM = "zaklon-audit-block-1"


@dataclass(frozen=True)
class Block:
    """One sealed block. `total` counts the rows of all blocks up to this one.

    `sealed_below`: when this block was written, every row of a transaction below this number lay in a block. `cluster`
    names the database server on which transactions were counted, for a restored dump counts them anew.
    """

    number: int
    ids: Runs
    first_id: int
    last_id: int
    count: int
    total: int
    sealed_below: int
    cluster: str
    previous_hash: bytes
    root: bytes
    leaves: bytes
    sealed_at: datetime
    key_id: str
    hash: bytes
    signature: bytes


@dataclass(frozen=True)
class Setting:
    """Where a new block stands: when it was sealed, and up to which transaction, on which server, nothing waits."""

    sealed_at: datetime
    sealed_below: int
    cluster: str


class Signer(Protocol):
    """The newest signing key."""

    @property
    def newest(self) -> str: ...

    def sign(self, said: bytes) -> bytes: ...


def make_block(rows: Iterable[bytes], after: Block | None, setting: Setting, signer: Signer) -> Block:
    """Seal rows, given in the order of their numbers, as the block after another. Raises ValueError for no rows."""
    leaves, ids = [], []
    for row in rows:
        leaves.append(leaf_of(row))
        ids.append(id_of(row))
    unsigned = Block(
        number=after.number + 1 if after else 1,
        ids=runs_of(ids),
        first_id=ids[0] if ids else 0,
        last_id=ids[-1] if ids else 0,
        count=len(ids),
        total=(after.total if after else 0) + len(ids),
        sealed_below=setting.sealed_below,
        cluster=setting.cluster,
        previous_hash=after.hash if after else NO_HASH,
        root=root_of(leaves),
        leaves=b"".join(leaves),
        sealed_at=setting.sealed_at,
        key_id=signer.newest,
        hash=b"",
        signature=b"",
    )
    digest = hash_of(unsigned)
    return Block(**{**vars(unsigned), "hash": digest, "signature": signer.sign(digest)})


def hash_of(block: Block) -> bytes:
    """The digest of everything that the block says, apart from its leaves, which the root stands for."""
    said = (
        _FORM,
        str(block.number),
        ids_text(block.ids),
        f"{block.first_id} {block.last_id} {block.count} {block.total}",
        str(block.sealed_below),
        block.cluster,
        block.previous_hash.hex(),
        block.root.hex(),
        block.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        block.key_id,
    )
    return sha256("\n".join(said).encode()).digest()


def is_consistent(block: Block) -> bool:
    """Whether the block's numbers, leaves, root and hash agree with each other."""
    if not block.ids or any(before[1] >= after[0] for before, after in pairwise(block.ids)):
        return False
    count = sum(upper - lower for lower, upper in block.ids)
    return (
        (block.first_id, block.last_id, block.count) == (block.ids[0][0], block.ids[-1][1] - 1, count)
        and len(block.leaves) == count * DIGEST_BYTES
        and root_of(split_leaves(block.leaves)) == block.root
        and hash_of(block) == block.hash
    )


def runs_of(ids: Iterable[int]) -> Runs:
    """Ascending numbers as runs."""
    runs: list[tuple[int, int]] = []
    for number in ids:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return tuple(runs)


def ids_text(runs: Runs) -> str:
    """Runs as a person writes them: 1-1000,1003."""
    return ",".join(str(lower) if upper == lower + 1 else f"{lower}-{upper - 1}" for lower, upper in runs)
