"""One name in its spellings: Latin and Cyrillic, Montenegrin and Albanian, without marks, misheard and mistyped.

Three forms of a name part, each coarser than the last:

    folded     script, case, marks, dj for đ and double letters make no difference     Đorđe, Djordje -> dorde
    spoken     letters that stand for one sound in either spelling are one letter      Xhevdet, Dževdet -> devdet
    skeleton   of the spoken form, the first letter and the consonants                 Marija, Mario -> mr

The classes of sounds are our own, made for Montenegrin and Albanian as written side by side; č and ć, ç and q, đ, dž,
gj and xh are one each, since the two alphabets and hasty typing do not keep them apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from zaklon.common.scripts import search_key

MOST_PARTS = 12
_LONGEST_TEXT, _LONGEST_PART = 400, 40
# Shorter words have too many neighbours; later letters of longer ones add nothing.
_SHORTEST_MISTYPED, _LETTERS_MISTYPED = 4, 20

_SOUNDS = {
    "dzh": "d",
    "sch": "s",
    "tch": "c",
    "xh": "d",
    "gj": "d",
    "dz": "d",
    "dh": "d",
    "sh": "s",
    "zh": "z",
    "ch": "c",
    "th": "t",
    "tj": "c",
    "ts": "c",
    "ph": "f",
    "ck": "k",
    "lj": "l",
    "nj": "n",
    "ny": "n",
    "q": "c",
    "x": "ks",
    "w": "v",
    "y": "i",
    "j": "i",
    "h": "",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")


class Why(IntEnum):
    """What makes a person a hit, the surest last."""

    NEAR = 1
    MISTYPED = 2
    SOUND = 3
    EXACT = 4
    NUMBER = 5


def name_parts(names: Iterable[str]) -> tuple[str, ...]:
    """The folded parts of names, each once, in order, without what holds a digit; at most MOST_PARTS."""
    parts: dict[str, None] = {}
    for name in names:
        for word in search_key(_visible(name[:_LONGEST_TEXT])).split():
            if not any(letter.isdigit() for letter in word):
                parts[folded(word)[:_LONGEST_PART]] = None
    return tuple(parts)[:MOST_PARTS]


def folded(word: str) -> str:
    """A word of `search_key` with every double letter single."""
    return _DOUBLE.sub(r"\1", word)


def spoken(part: str) -> str:
    """A folded part by its sounds, whichever spelling it has; a part of silent letters alone stays as it is."""
    sounds = _SOUND.sub(lambda found: _SOUNDS[found[0]], part)
    return _DOUBLE.sub(r"\1", sounds) or part


def skeleton(part: str) -> str:
    """The first letter and the consonants of the spoken form."""
    sounds = spoken(part)
    return _DOUBLE.sub(r"\1", sounds[0] + _VOWELS.sub("", sounds[1:]))


def variants(part: str) -> frozenset[str]:
    """All that a part is filed and looked up under: two that are one slip of the keyboard apart share one.

    Its skeleton, and its folded and spoken forms, whole and with each one letter left out. At most 43.
    """
    whole = {part, spoken(part)}
    found = {f"s{skeleton(part)}", *(f"d{word}" for word in whole)}
    for word in whole:
        if len(word) >= _SHORTEST_MISTYPED:
            found.update(f"d{word[:at]}{word[at + 1 :]}" for at in range(min(len(word), _LETTERS_MISTYPED)))
    return frozenset(found)


def likeness(asked: str, name: str) -> tuple[int, Why] | None:
    """How like two folded parts are, of 1000, and in what way; None when they are not."""
    if asked == name:
        return 1000, Why.EXACT
    asked_sound, sound = spoken(asked), spoken(name)
    if asked_sound == sound:
        return 900, Why.SOUND
    shortest = min(len(asked), len(name))
    by_sound = slips(asked_sound, sound)
    if shortest >= _SHORTEST_MISTYPED and min(slips(asked, name), by_sound) == 1:
        return (750 if asked[0] == name[0] or asked_sound[0] == sound[0] else 700), Why.MISTYPED
    if by_sound == 1 or (by_sound == 2 and shortest >= 6):
        return 500 if by_sound == 1 else 400, Why.NEAR
    return None


def slips(one: str, other: str, most: int = 2) -> int:
    """Letters changed, left out, added or swapped with the next (optimal string alignment); `most` + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for place, against in enumerate(other, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != against))
            if at > 1 and place > 1 and letter == other[place - 2] and against == one[at - 2]:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _visible(text: str) -> str:
    """Without marks that steer direction or join letters: they would cut a name in two, and nobody sees them."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
