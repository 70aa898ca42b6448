"""Where a word that is too long for its column may be broken, and what stands for a character without a shape."""

import unicodedata

from zaklon.reporting.fonts import drawable
from zaklon.reporting.texts import clean

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Signs that the bundled font lacks, written the way a typewriter would.
_SPELT = {"≥": ">=", "≤": "<=", "→": "->", "←": "<-", "−": "-", "✓": "+", "■": "-", "●": "-", "≠": "<>", "≈": "~"}
_VOWELS = frozenset("aeiouyëAEIOUYËаеиоуАЕИОУ")
_SHORTEST_PIECE = 3
_LONGEST_PIECE = 12


def printable(text: str, longest_word: int) -> str:
    """The text as the bundled font can print it, with soft hyphens in words longer than `longest_word` letters."""
    known = drawn(text)
    if all(len(word) <= longest_word for word in known.split()):
        return known
    return "\n".join(
        " ".join(word if len(word) <= longest_word else soft_hyphenated(word) for word in line.split(" "))
        for line in known.split("\n")
    )


def drawn(text: str) -> str:
    """The text with a replacement mark for each character that the bundled font cannot draw."""
    shapes = drawable()
    if all(ord(character) in shapes or character == "\n" for character in text):
        return text
    return "".join(_shape(character, shapes) for character in clean(text))


def _shape(character: str, shapes: frozenset[int]) -> str:
    if character == "\n" or ord(character) in shapes:
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    return _SPELT.get(character, _REPLACEMENT)


def soft_hyphenated(word: str) -> str:
    """The word with places where it may break: before a consonant that a vowel follows, as our languages divide.

    A piece without such a place (an address, a code) is cut after twelve letters.
    """
    pieces: list[str] = []
    piece = ""
    for place, letter in enumerate(word):
        ends_syllable = len(piece) >= _SHORTEST_PIECE and _opens_syllable(word, place)
        if ends_syllable or len(piece) >= _LONGEST_PIECE:
            pieces.append(piece)
            piece = ""
        piece += letter
    return _SOFT_HYPHEN.join([*pieces, piece])


def _opens_syllable(word: str, place: int) -> bool:
    if place + _SHORTEST_PIECE > len(word) or not word[place].isalpha():
        return False
    return word[place] not in _VOWELS and word[place + 1] in _VOWELS
