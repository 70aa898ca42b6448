"""One key for one word: case, diacritics, scripts, dashes and quotes folded away."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_CYRILLIC: Final[dict[str, str]] = {
    **dict(zip("абвгдезијклмнопрстћуфхцчшђжйыэѕі", "abvgdezijklmnoprstcufhccsdzjyezi", strict=True)),
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "ю": "ju",
    "я": "ja",
    "ъ": "",
    "ь": "",
}
_LETTERS: Final[dict[str, str]] = {**dict(zip("đðøłı", "ddoli", strict=True)), "ß": "ss", "æ": "ae", "œ": "oe"}
_MARKS: Final[dict[str, str]] = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛ʼ′´`", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
_ENDING: Final = r"(?:a|u|om|em|e|ima|i|it|ja|je|ve|se)"
_WORD: Final = re.compile(rf"(?P<stem>[a-z]{{2,8}})-{_ENDING}(?!\w)|\w+(?:'\w+)*")

# Letters that look like others: a code typed on a Cyrillic keyboard must equal the same code in Latin.
_LOOKALIKES: Final = str.maketrans("АВСЕНКМОРТХІЅЈасеорхуіѕј", "ABCEHKMOPTXISJaceopxyisj")
_DIGIT_LOOKALIKES: Final = str.maketrans("ОOоoЗзlIІ", "000033111")


def _fold_character(character: str) -> str:
    lowered = character.lower()
    for table in (_MARKS, _CYRILLIC, _LETTERS):
        if lowered in table:
            return table[lowered]
    plain = "".join(part for part in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(part))
    if plain != lowered and len(plain) < 8:
        return "".join(_CYRILLIC.get(part, _LETTERS.get(part, part)) for part in plain)
    return plain


class _FoldTable(dict[int, str]):
    """A table for `str.translate` that works out each letter when it is first met."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = _fold_character(chr(code_point))
        return self[code_point]


_FOLDED: Final = _FoldTable()
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def fold(text: str) -> str:
    """Lower-case Latin text without diacritics; dashes and quotes typewriter-plain; length may differ."""
    return text.lower().replace("`", "'") if text.isascii() else text.translate(_FOLDED)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text and, for each of its characters plus the end, the index in the text it came from."""
    if text.isascii():
        return fold(text), range(len(text) + 1)
    pieces = [_FOLDED[ord(character)] for character in text]
    if all(len(piece) == 1 for piece in pieces):
        return "".join(pieces), range(len(text) + 1)
    places = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*places, len(text)]


def tidy(text: str) -> str:
    """The text as written, on one line, with single spaces and no invisible characters."""
    return " ".join((text if text.isascii() else text.translate(_INVISIBLE)).split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as compared, with its place in the text as written."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text as compared: folded, without apostrophes, `dj` as `d`, "MUP-a" as "mup"."""
    folded, places = fold_with_places(text)
    words = []
    for match in _WORD.finditer(folded):
        start, end = places[match.start()], places[match.end()]
        key = match[0].replace("'", "").replace("dj", "d")
        if stem := match["stem"]:  # a case ending hung on an abbreviation
            key = stem.replace("dj", "d")
            end = end if text[start : start + len(stem)].isupper() else places[match.end("stem")]
        words.append(Word(key, start, end))
    return words


def key_words(text: str) -> tuple[str, ...]:
    """The compared words of a name, articles left out."""
    return tuple(word.key for word in words_of(text) if word.key != "the")


def latin_lookalikes(text: str) -> str:
    """Cyrillic letters that look Latin replaced by the Latin ones."""
    return text.translate(_LOOKALIKES)


def digit_lookalikes(text: str) -> str:
    """Letters that look like digits replaced by digits (О, o, З, l, I), for codes only."""
    return text.translate(_DIGIT_LOOKALIKES)
