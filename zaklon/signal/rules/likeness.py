"""Which hits of a search are worth asking about. One first name in common is no reason to tell of a file."""

import re
from collections.abc import Collection, Iterable, Mapping

from zaklon.cases.vault.numbers import numbers_in
from zaklon.cases.vault.spelling import Why, name_parts

# Of 1: how like the name parts that fit have to be, and how many of them there must be.
STRONG, PARTS = 0.7, 2
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\.?|\d{4}-\d{2}-\d{2}")
NAMES = ("given_names", "family_names")
NUMBERS = ("documents", "phones")


def searched(identity: Mapping[str, str | list[str]]) -> str:
    """What is looked for: the names and numbers that were typed, without dates, which many people share."""
    found: list[str] = []
    for name in (*NAMES, *NUMBERS):
        value = identity.get(name, "")
        found += [value] if isinstance(value, str) else value
    return _DATE.sub(" ", " ".join(each.strip() for each in found)).strip()


def is_strong(why: Collection[int], score: float, terms: int) -> bool:
    """Whether a hit may be told of beyond those who may identify the person.

    A number in common is enough; of names at least two parts have to fit well. `score` is the mean over all `terms`.
    """
    if Why.NUMBER in why:
        return True
    return len(why) >= PARTS and score * terms / len(why) >= STRONG


def is_likely(why: Collection[int], score: float, terms: int) -> bool:
    """Whether somebody whom the reporter may identify is worth asking about: as above, or by the only name typed."""
    return is_strong(why, score, terms) or (terms == 1 and score >= STRONG)


def terms_of(text: str) -> int:
    """How many names and numbers a search has, as the search itself counts them."""
    numbers, rest = numbers_in(text)
    return max(1, len(numbers) + len(name_parts([rest])))


def reasons(why: Iterable[int]) -> tuple[str, ...]:
    """The reasons as a search gives them, each once."""
    return tuple(dict.fromkeys(str(int(each)) for each in why))
