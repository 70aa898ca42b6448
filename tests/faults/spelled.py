"""Every form in which a word may lie in a file: other letters' sizes, other encodings, the form that search uses."""

import base64
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from zaklon.cases.vault.spelling import name_parts

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1250")


def forms_of(word: str) -> frozenset[bytes]:
    """The bytes by which a word would be found."""
    found: set[bytes] = set()
    for spelled in {word, word.casefold(), word.upper(), *name_parts([word])}:
        found |= {
            quote(spelled).encode(),
            spelled.encode("unicode_escape"),
            spelled.encode("ascii", "xmlcharrefreplace"),
        }
        for encoding in _ENCODINGS:
            try:
                plain = spelled.encode(encoding)
            except UnicodeEncodeError:
                continue
            found |= {plain, plain.hex().encode(), plain.hex().upper().encode(), *_base64_of(plain)}
    return frozenset(found)


def _base64_of(plain: bytes) -> Iterable[bytes]:
    """The letters that depend on these bytes alone, wherever they begin."""
    for before in range(3):
        whole = bytes(before) + plain
        text = base64.b64encode(whole + bytes(-len(whole) % 3))
        first, last = (before * 8 + 5) // 6, len(whole) * 8 // 6
        yield text[first:last]
        yield text[first:last].translate(bytes.maketrans(b"+/", b"-_"))


def hits(content: bytes, words: Iterable[str]) -> list[str]:
    """The words that lie in the content in one form or another."""
    return [word for word in words if any(form in content for form in forms_of(word))]


def hits_under(folder: Path, words: Iterable[str]) -> list[str]:
    """Each file under a folder, told by its path, whose name or content holds one of the words."""
    forms = [(word, form) for word in words for form in forms_of(word)]
    found = []
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = Path(root) / name
            if not path.is_file():
                continue  # a socket
            content = name.encode() + b"\n" + path.read_bytes()
            found += [f"{path.relative_to(folder)}: {word}" for word, form in forms if form in content]
    return sorted(set(found))
