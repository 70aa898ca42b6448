"""Finding persons by what somebody typed. Shows whoever the acting person may identify, and nobody else.

The list of names and the sizes are read as the system; persons are read under the policies of whoever asks. The caller
logs the search with its purpose (SECURITY.md 4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from uuid import UUID

from django.db import connection

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import looking_as
from zaklon.cases.vault.name_list import Candidate, candidates
from zaklon.cases.vault.numbers import Value, numbers_in
from zaklon.cases.vault.search_key import SearchKey
from zaklon.cases.vault.slots import sizes_of
from zaklon.cases.vault.spelling import Why, name_parts
from zaklon.cases.vault.tokens import MOST_PAIRED, pair_of

LIMIT = 50
_MOST_TEXT, _MOST_NUMBERS = 200, 3
# Two parts together are looked for in so many spellings of each.
_PAIRED_LIKE = 6
# Tokens asked for at once; and in all, where a part of several is so common that it says little by itself.
_AT_ONCE, _ALONE = 4096, 2048
# One look-up in the index for each token, which come as one long text: a scan of the table would ask the reader's keys
# of every row in it.
_FIND = """
SELECT person_id, case_id, array_agg(term), array_agg(best) FROM (
    SELECT found.person_id, found.case_id, asked.term, max(asked.rank) AS best
    FROM unnest(%s::int[], %s::int[]) WITH ORDINALITY AS asked (term, rank, place)
    CROSS JOIN LATERAL (
        SELECT person_id, case_id FROM cases_token
        WHERE token = substring(%s::bytea FROM (asked.place * 16 - 15)::int FOR 16) OFFSET 0
    ) found
    GROUP BY found.person_id, found.case_id, asked.term
) by_term
GROUP BY person_id, case_id
ORDER BY sum(best) DESC, person_id
LIMIT %s
"""


@dataclass(frozen=True)
class Hit:
    """A person who may be meant: how surely, from 0 to 1, and why for each word or number that fits."""

    person_id: UUID
    case_id: int
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True)
class _Asked:
    """A value to look for; what it means for each term of the question, as weight and reason in one number."""

    value: Value
    ranks: tuple[tuple[int, int], ...]
    size: int = 0


@dataclass(frozen=True)
class _Question:
    """What was typed: so many terms, and what to look for."""

    terms: int
    together: list[_Asked]
    alone: list[_Asked]


def search(text: str, *, limit: int = LIMIT) -> list[Hit]:
    """The likeliest persons, likeliest first; nothing for a text without a name or number.

    Parts of a name may come in any order. Where several are given, one alone is enough for a hit, unless it is so
    common that there would be thousands.
    """
    key = SearchKey.current()
    question = _question(text, key)
    found: dict[tuple[UUID, int], dict[int, int]] = {}
    for tokens in _rounds(question, key):
        _ask(tokens, limit, found)
        if len(found) >= limit:
            break
    hits = [_hit(person, ranks, question.terms) for person, ranks in found.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.person_id))[:limit]


def _question(text: str, key: SearchKey) -> _Question:
    numbers, rest = numbers_in(text[:_MOST_TEXT])
    parts = name_parts([rest])[:MOST_PAIRED]
    with looking_as(SYSTEM):
        like = list(candidates(parts, key).values())
        together = [*_pairs(like), *_numbers(numbers[:_MOST_NUMBERS], first=len(like))]
        alone = [_Asked(("name", one.name), ((term, _rank(one)),)) for term, found in enumerate(like) for one in found]
        sizes = sizes_of({asked.value for asked in (*together, *alone)}, key)
    sized = [[_Asked(each.value, each.ranks, sizes[each.value]) for each in group] for group in (together, alone)]
    # The likeliest first; of those that are as like, the rarest, which say most.
    sized[1].sort(key=lambda asked: (-asked.ranks[0][1], asked.size))
    return _Question(len(like) + len(numbers[:_MOST_NUMBERS]), sized[0], sized[1])


def _pairs(like: list[list[Candidate]]) -> Iterator[_Asked]:
    for (first, ones), (second, others) in combinations(enumerate(like), 2):
        for one, other in product(ones[:_PAIRED_LIKE], others[:_PAIRED_LIKE]):
            if one.name != other.name:
                yield _Asked(pair_of(one.name, other.name), ((first, _rank(one)), (second, _rank(other))))


def _numbers(numbers: Iterable[dict[Value, int]], *, first: int) -> Iterator[_Asked]:
    for term, values in enumerate(numbers, start=first):
        for value, weight in values.items():
            yield _Asked(value, ((term, weight * 8 + Why.NUMBER),))


def _rounds(question: _Question, key: SearchKey) -> Iterator[list[tuple[bytes, int, int]]]:
    """Tokens to ask for at once: what is together first, then part by part."""
    yield [token for asked in question.together for token in _tokens(asked, key)]
    left = _ALONE if question.terms > 1 else None
    batch: list[tuple[bytes, int, int]] = []
    for asked in question.alone:
        if left is not None:
            if asked.size > left:
                continue
            left -= asked.size
        for token in _tokens(asked, key):
            batch.append(token)
            if len(batch) == _AT_ONCE:
                yield batch
                batch = []
    yield batch


def _tokens(asked: _Asked, key: SearchKey) -> Iterator[tuple[bytes, int, int]]:
    for slot in range(asked.size):
        token = key.token(*asked.value, slot)
        for term, rank in asked.ranks:
            yield token, term, rank


def _ask(tokens: list[tuple[bytes, int, int]], limit: int, found: dict[tuple[UUID, int], dict[int, int]]) -> None:
    """Add who has one of the tokens. One query, under the policies of whoever asks."""
    if not tokens:
        return
    with connection.cursor() as cursor:
        texts, terms_asked, ranks_asked = zip(*tokens, strict=True)
        cursor.execute(_FIND, [list(terms_asked), list(ranks_asked), b"".join(texts), limit])
        for person_id, case_id, terms, ranks in cursor.fetchall():
            best = found.setdefault((person_id, case_id), {})
            for term, rank in zip(terms, ranks, strict=True):
                best[term] = max(rank, best.get(term, 0))


def _hit(person: tuple[UUID, int], ranks: dict[int, int], terms: int) -> Hit:
    score = sum(rank // 8 for rank in ranks.values()) / (1000 * terms)
    return Hit(*person, score, tuple(Why(ranks[term] % 8) for term in sorted(ranks)))


def _rank(candidate: Candidate) -> int:
    return candidate.weight * 8 + candidate.why
