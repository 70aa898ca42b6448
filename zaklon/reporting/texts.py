"""Which characters a report may hold."""

import unicodedata

# Characters that turn the direction of what follows: a text could show another order than it holds.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The text without what no file may hold: control characters, lone surrogates, direction overrides."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(character for character in lines if character == "\n" or _is_printable(character))


def _is_printable(character: str) -> bool:
    code = ord(character)
    if character in _DIRECTION_MARKS or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False
    return unicodedata.category(character) not in {"Cc", "Cs"}
