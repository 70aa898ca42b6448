"""What a stolen dump tells about names: attacks on the tokens, beside the same attacks on simpler tokens.

The attacker holds every row of the token table in the order of writing and knows how common each name is in the
country, but has no key. An attack is scored by the share of persons whose first name it gets right.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# One row of the table: a token and the place of its person in the order of writing.
Row = tuple[Hashable, int]
# How suspicious a group of persons is of having a common name; the most suspicious gets the commonest.
Measure = Callable[[Sequence[int]], float]


@dataclass(frozen=True)
class Country:
    """The true first name of each person, in the order of writing."""

    names: Sequence[str]

    @property
    def known(self) -> list[tuple[str, int]]:
        """How common each name is, which is no secret."""
        return Counter(self.names).most_common()


def chance(country: Country) -> tuple[float, float]:
    """Shares that are right without any dump: by lot after the known frequencies; by always naming the commonest."""
    counts = [count for _name, count in country.known]
    total = sum(counts)
    return sum((count / total) ** 2 for count in counts), counts[0] / total


def plain(country: Country) -> list[Row]:
    """One token for each name: a keyed digest, and no more."""
    return [(name, person) for person, name in enumerate(country.names)]


def sixteens(country: Country) -> list[Row]:
    """A token for sixteen persons of a name, in the order in which they come."""
    used: Counter[str] = Counter()
    rows: list[Row] = []
    for person, name in enumerate(country.names):
        rows.append(((name, used[name] // 16), person))
        used[name] += 1
    return rows


def sixteens_with_variants(country: Country, variants: Callable[[str], Sequence[str]]) -> list[Row]:
    """The same for each variant of a name too, each variant counting for itself."""
    used: Counter[str] = Counter()
    rows: list[Row] = []
    for person, name in enumerate(country.names):
        for variant in (f"={name}", *variants(name)):
            rows.append(((variant, used[variant] // 16), person))
            used[variant] += 1
    return rows


def by_size(persons: Sequence[int]) -> float:
    """The more persons share something, the commoner their name."""
    return len(persons)


def by_pace(persons: Sequence[int]) -> float:
    """The sooner one follows the other, the commoner their name."""
    if len(persons) < 2:
        return 0.0
    return 1 / (sum(later - earlier for earlier, later in pairwise(persons)) / (len(persons) - 1))


def grouped(rows: Sequence[Row]) -> list[list[int]]:
    """Persons that share a token."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for token, person in rows:
        groups[token].append(person)
    return list(groups.values())


def chained(rows: Sequence[Row]) -> list[list[int]]:
    """Persons who share at least half of their tokens with somebody, who does with somebody else, and so on."""
    leader: dict[int, int] = {}
    of_person: dict[int, set[Hashable]] = defaultdict(set)
    for token, person in rows:
        of_person[person].add(token)

    def lead(person: int) -> int:
        while leader.setdefault(person, person) != person:
            leader[person] = person = leader[leader[person]]
        return person

    for persons in grouped(rows):
        for one, other in pairwise(persons):
            if 2 * len(of_person[one] & of_person[other]) >= max(len(of_person[one]), len(of_person[other])):
                leader[lead(other)] = lead(one)
    groups: dict[int, list[int]] = defaultdict(list)
    for person in of_person:
        groups[lead(person)].append(person)
    return list(groups.values())


def share_right(groups: Sequence[Sequence[int]], measure: Measure, country: Country, lot: random.Random) -> float:
    """Name the groups by the known frequencies, the most suspicious first; the share of persons named rightly."""
    order = sorted(groups, key=lambda persons: (-measure(persons), lot.random()))
    guesses: dict[int, str] = {}
    names = iter(country.known)
    name, left = next(names)
    for persons in order:
        # A name is given out until as many persons have it as have it in the country.
        while left <= 0:
            name, left = next(names, (name, len(country.names)))
        for person in persons:
            guesses.setdefault(person, name)
        left -= len(persons)
    return sum(guesses.get(person) == true for person, true in enumerate(country.names)) / len(country.names)


def measure(rows_of: dict[str, list[Row]], country: Country) -> dict[str, dict[str, float]]:
    """Each attack on each table; the third takes persons together that hang together."""
    figures: dict[str, dict[str, float]] = {}
    for name, rows in rows_of.items():
        lot = random.Random(1)  # noqa: S311 - the same figures each time
        alone, together = grouped(rows), chained(rows)
        figures[name] = {
            "size": share_right(alone, by_size, country, lot),
            "pace": share_right(alone, by_pace, country, lot),
            "chain": share_right(together, by_size, country, lot),
            "largest": float(max(len(persons) for persons in alone)),
        }
    return figures
