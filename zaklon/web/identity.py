"""Element ids made from texts."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(text: object) -> str:
    """Lower-case ASCII id of a text; Cyrillic and other scripts fall back to their code points."""
    plain = unicodedata.normalize("NFKD", str(text).lower())
    ascii_only = "".join(mark for mark in plain if not unicodedata.combining(mark))
    spelt = "".join(letter if letter.isascii() else f"-{ord(letter):x}" for letter in ascii_only)
    return _NOT_WORD.sub("-", spelt).strip("-") or "part"
