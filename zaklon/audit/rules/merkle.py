"""One digest over many rows (RFC 6962, section 2.1), so that a single row can be proven without showing the others."""

from collections.abc import Sequence
from hashlib import sha256

DIGEST_BYTES = 32
# The two prefixes keep a row from passing for a node and the other way round.
LEAF_PREFIX, _NODE_PREFIX = b"\x00", b"\x01"


def leaf_of(row: bytes) -> bytes:
    """The digest of one row."""
    return sha256(LEAF_PREFIX + row).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The digest over all leaves in their order. Raises ValueError for none: an empty block says nothing."""
    if not leaves:
        raise ValueError("a root needs at least one leaf")
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(_NODE_PREFIX + left + right).digest() for left, right in pairs]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def split_leaves(joined: bytes) -> list[bytes]:
    """The leaves that lie one behind the other in `joined`."""
    return [joined[place : place + DIGEST_BYTES] for place in range(0, len(joined), DIGEST_BYTES)]
