"""A small directory of known bodies, their units and names in every language, and how a name is found in a text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Self

from zaklon.plan.importing.folding import key_words

# Case endings of Montenegrin and Albanian, longest first; both sides of a comparison lose them alike.
_ENDING: Final = re.compile(
    r"(?<=\w{4})(?:ama|ima|oga|omu|ise|ine|ive|om|em|en|og|im|ih|it|in|ut|es|se|ne|ju|a|e|i|o|u)$"
)
_LINKS: Final = frozenset({"e", "i", "se", "te", "of"})


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """One body as the country pack knows it; `parent_code` only for an inner unit, never for a body of its own."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    parent_code: str | None = None
    is_generic: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name found at some word: the bodies that carry it, how many words it has, whether it was exact."""

    codes: tuple[str, ...]
    length: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class BodyNames:
    """The directory. Build it with `BodyNames.build(records)`."""

    records: Mapping[str, BodyRecord]
    _exact: Mapping[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    _inflected: Mapping[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    _lengths: Mapping[str, tuple[int, ...]] = field(repr=False)

    @classmethod
    def build(cls, records: Iterable[BodyRecord]) -> Self:
        """Index the records by every name. Raises ValueError for a repeated code or an unknown parent."""
        known: dict[str, BodyRecord] = {}
        for record in records:
            if record.code in known:
                raise ValueError(f"two bodies carry the code {record.code}")
            known[record.code] = record
        for record in known.values():
            if record.parent_code is not None and record.parent_code not in known:
                raise ValueError(f"{record.code} is a unit of {record.parent_code}, which is not in the directory")
        exact = _indexed(known.values(), key_words)
        inflected = _indexed(known.values(), lambda name: inflection_key(key_words(name)))
        lengths: dict[str, set[int]] = {}
        for words in (*exact, *inflected):
            lengths.setdefault(words[0], set()).add(len(words))
        ordered = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
        return cls(*(MappingProxyType(index) for index in (known, exact, inflected, ordered)))

    def longest(self, words: Sequence[str], at: int) -> NameMatch | None:
        """The longest known name that starts at the word, an exact one before an inflected one of equal length."""
        first = words[at]
        lengths = {*self._lengths.get(first, ()), *self._lengths.get(_without_ending(first), ())}
        for length in sorted(lengths, reverse=True):
            piece = tuple(words[at : at + length])
            if len(piece) < length:
                continue
            if codes := self._exact.get(piece):
                return NameMatch(codes, length, is_exact=True)
            if codes := self._inflected.get(inflection_key(piece)):
                return NameMatch(codes, length, is_exact=False)
        return None

    def find(self, name: str) -> NameMatch | None:
        """The bodies that carry exactly this name."""
        words = key_words(name)
        match = self.longest(words, 0) if words else None
        return match if match and match.length == len(words) else None

    def parent_of(self, code: str) -> BodyRecord | None:
        """The body that the unit belongs to, None for a body of its own."""
        parent_code = self.records[code].parent_code
        return self.records[parent_code] if parent_code else None


def inflection_key(words: Sequence[str]) -> tuple[str, ...]:
    """The words without their case endings, so that "Ministarstvom zdravlja" finds "Ministarstvo zdravlja"."""
    return tuple("_" if word in _LINKS else _without_ending(word) for word in words)


def _without_ending(word: str) -> str:
    shorter = _ENDING.sub("", word)
    while shorter != word:
        word, shorter = shorter, _ENDING.sub("", shorter)
    return word[:-2] + "r" if word.endswith("tar") and len(word) > 4 else word


def _indexed(
    records: Iterable[BodyRecord], key: Callable[[str], tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    index: dict[tuple[str, ...], tuple[str, ...]] = {}
    for record in records:
        for name in (record.name, *record.aliases):
            words = key(name)
            if words and record.code not in index.get(words, ()):
                index[words] = (*index.get(words, ()), record.code)
    return index
