"""Slots: how one name comes to have as many tokens as persons, none of them told from those of another name.

A value (a name part, two parts together, a number) has a number of slots, a power of two, and each slot a token of its
own. A person gets a free slot by lot, so that no two persons share a token and a dump has nothing to count; only two
who are filed in the same moment may draw the same one. Search asks for the tokens of all slots. The number of slots is
sealed and changes only when the free ones become few; up to the first few it is not stored at all. A count that changed
with each person would tell in the write-ahead log who has a name in common.
"""

import random
from collections.abc import Collection, Mapping

from django.db import connection

from zaklon.cases.models import Token, TokenUse
from zaklon.cases.vault.name_list import take_turn
from zaklon.cases.vault.numbers import Value
from zaklon.cases.vault.search_key import SearchKey

FIRST_SIZE = 4
# With so many, slots are more than half taken before there are more of them, also where they are many.
DRAWN = 12
_LOT = random.SystemRandom()
_WIDEN = """
INSERT INTO cases_tokenuse (name_mac, sealed_count) SELECT * FROM unnest(%s::bytea[], %s::bytea[])
ON CONFLICT (name_mac) DO UPDATE SET sealed_count = excluded.sealed_count
"""


def sizes_of(values: Collection[Value], key: SearchKey) -> dict[Value, int]:
    """How many slots each value has. One query, as the system."""
    digests = {_digest(value, key): value for value in values}
    sizes = dict.fromkeys(values, FIRST_SIZE)
    for digest, sealed in TokenUse.objects.filter(name_mac__in=list(digests)).values_list("name_mac", "sealed_count"):
        sizes[digests[bytes(digest)]] = key.open_size(bytes(digest), bytes(sealed))
    return sizes


def reserve(values: Collection[Value], key: SearchKey) -> dict[Value, bytes]:
    """A token of a slot of each value that is free; more slots are made where all that were drawn by lot are taken."""
    sizes = sizes_of(values, key)
    drawn = {
        value: [key.token(*value, slot) for slot in _LOT.sample(range(size), min(size, DRAWN))]
        for value, size in sizes.items()
    }
    taken = _taken([token for tokens in drawn.values() for token in tokens])
    free = {value: [token for token in tokens if token not in taken] for value, tokens in drawn.items()}
    found = {value: tokens[0] for value, tokens in free.items() if tokens}
    full = [value for value in values if value not in found]
    if full:
        for value, size in _widened(full, sizes, key).items():
            # The upper half is new, or was a moment ago.
            found[value] = key.token(*value, _LOT.randrange(size // 2, size))
    return found


def _widened(values: Collection[Value], seen: Mapping[Value, int], key: SearchKey) -> dict[Value, int]:
    """Twice the slots for each value, unless another transaction has made more meanwhile; gives the sizes."""
    take_turn()
    sizes = {value: size if size > seen[value] else 2 * size for value, size in sizes_of(values, key).items()}
    digests = {value: _digest(value, key) for value in values}
    sealed = [key.seal_size(digests[value], sizes[value]) for value in values]
    with connection.cursor() as cursor:
        cursor.execute(_WIDEN, [list(digests.values()), sealed])
    return sizes


def _taken(tokens: list[bytes]) -> set[bytes]:
    return {bytes(token) for token in Token.objects.filter(token__in=tokens).values_list("token", flat=True)}


def _digest(value: Value, key: SearchKey) -> bytes:
    return key.digest("size", f"{value[0]}|{value[1]}")
