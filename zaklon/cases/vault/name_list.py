"""The list of name parts that occur, by which a name is found in another spelling.

Each variant of a part (spelling.variants) has a row with the sealed list of the parts that share it. The list says
which names there are, never whose: it is tied to no person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from zaklon.cases.models import NameVariant
from zaklon.cases.vault.search_key import SearchKey
from zaklon.cases.vault.spelling import Why, likeness, variants

# Of the names like one that is asked for, so many of the likest are looked up.
MOST_LIKE = 12
# What changes sizes or the list waits for its turn, so that two who add the same names never wait for each other.
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('zaklon.vault.search', 0))"
_KEEP = """
INSERT INTO cases_namevariant (digest, sealed_names) SELECT * FROM unnest(%s::bytea[], %s::bytea[])
ON CONFLICT (digest) DO UPDATE SET sealed_names = excluded.sealed_names
"""


@dataclass(frozen=True)
class Candidate:
    """A name part that occurs, and how like it is to what was asked for, of 1000."""

    name: str
    weight: int
    why: Why


def take_turn() -> None:
    """Wait until no other transaction is changing what search remembers."""
    with connection.cursor() as cursor:
        cursor.execute(_TURN)


def add_names(parts: Iterable[str], key: SearchKey) -> None:
    """Put parts on the list that are not there. Acts as whoever may write: call it as the system."""
    wanted = {part: key.digest("variant", f"d{part}") for part in parts}
    if not _unlisted(wanted, key):
        return
    take_turn()
    new = _unlisted(wanted, key)
    of_digest: dict[bytes, set[str]] = defaultdict(set)
    for part in new:
        for variant in variants(part):
            of_digest[key.digest("variant", variant)].add(part)
    listed = _lists(of_digest, key)
    _keep({digest: names | listed.get(digest, set()) for digest, names in of_digest.items()}, key)


def remove_names(parts: Iterable[str], key: SearchKey) -> None:
    """Take parts off the list that nobody has any more. Call it as the system, in turn."""
    gone: dict[bytes, set[str]] = defaultdict(set)
    for part in parts:
        for variant in variants(part):
            gone[key.digest("variant", variant)].add(part)
    left = {digest: names - gone[digest] for digest, names in _lists(gone, key).items()}
    NameVariant.objects.filter(digest__in=[digest for digest, names in left.items() if not names]).delete()
    _keep({digest: names for digest, names in left.items() if names}, key)


def all_names(key: SearchKey) -> set[str]:
    """Every part on the list."""
    names: set[str] = set()
    for digest, sealed in NameVariant.objects.values_list("digest", "sealed_names").iterator():
        names |= key.open_names(bytes(digest), bytes(sealed))
    return names


def candidates(asked: Iterable[str], key: SearchKey) -> dict[str, list[Candidate]]:
    """For each folded part that is asked for, the likest parts that occur, likest first. One query. As the system."""
    of_part = {part: [key.digest("variant", variant) for variant in variants(part)] for part in asked}
    lists = _lists((digest for digests in of_part.values() for digest in digests), key)
    return {
        part: _likest(part, set().union(*(lists.get(digest, set()) for digest in digests)))
        for part, digests in of_part.items()
    }


def _likest(part: str, names: Iterable[str]) -> list[Candidate]:
    like = [Candidate(name, *found) for name in names if (found := likeness(part, name)) is not None]
    return sorted(like, key=lambda each: (-each.weight, each.name))[:MOST_LIKE]


def _unlisted(digests: Mapping[str, bytes], key: SearchKey) -> set[str]:
    lists = _lists(digests.values(), key)
    return {part for part, digest in digests.items() if part not in lists.get(digest, ())}


def _lists(digests: Iterable[bytes], key: SearchKey) -> dict[bytes, set[str]]:
    found = NameVariant.objects.filter(digest__in=list(digests)).values_list("digest", "sealed_names")
    return {bytes(digest): key.open_names(bytes(digest), bytes(sealed)) for digest, sealed in found}


def _keep(lists: Mapping[bytes, set[str]], key: SearchKey) -> None:
    sealed = [key.seal_names(digest, names) for digest, names in lists.items()]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [list(lists), sealed])
