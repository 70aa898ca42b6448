"""A guess at the language and script of a plan, by the small words that every sentence needs."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from zaklon.plan.importing.folding import fold

_SMALL_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("en", "the of and in for on to with by at from"),
    ("cnr", "i u za na o sa od se koji koja koje kao po ili iz"),
    ("sq", "e te ne dhe per me nga qe si ose i se"),
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")


def guess_language(texts: Iterable[str]) -> tuple[str, str]:
    """The language ("en", "cnr" or "sq") and script ("latin" or "cyrillic") of the texts."""
    sample = "\n".join(texts)[:60_000]
    words = Counter(_WORD.findall(fold(sample)))
    scores = {language: sum(words[word] for word in small.split()) for language, small in _SMALL_WORDS}
    language = max(scores, key=lambda name: scores[name])
    is_cyrillic = len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample))
    return language, "cyrillic" if is_cyrillic else "latin"
