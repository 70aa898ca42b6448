"""Names as people type them: one spelling to compare by."""

import re
import unicodedata

_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i"})
_APOSTROPHES = re.compile(r"[’‘‛`´ʼ′']")
_QUOTES = re.compile(r"[“”„«»\"]")
_DASHES = re.compile(r"[‐‑‒–—―−-]")
_ARTICLE = re.compile(r"^the ")


def fold_name(text: str) -> str:
    """The name without what does not tell names apart.

    Case, accents, kinds of quotes, apostrophes and dashes, double spaces and a leading English article are evened
    out, so that "The  Supreme State Prosecutor’s Office" and "supreme state prosecutor's office" are equal.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    bare = _APOSTROPHES.sub("'", bare.translate(_LETTERS))
    bare = _DASHES.sub("-", _QUOTES.sub("'", bare))
    return _ARTICLE.sub("", " ".join(bare.split()))
