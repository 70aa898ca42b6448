"""Names of attached files: what is kept of what the sender called them."""

import re
import unicodedata

_LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def clean_name(name: str, extension: str, fallback: str = "document") -> str:
    """A name that is safe to offer for download on any system, ending in the given extension.

    Folders, control and direction characters, and signs that a system forbids are dropped; the result has at most 120
    letters. A name of which nothing is left becomes the fallback.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if letter.isspace() else letter for letter in last if _is_visible(letter))
    plain = " ".join(_FORBIDDEN.sub("", visible).split())
    stem = stem_and_extension(plain)[0].strip(". ")[: _LONGEST - len(extension) - 1].strip(". ")
    if not stem:
        stem = fallback
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem}.{extension}"


def stem_and_extension(name: str) -> tuple[str, str]:
    """The name cut at its last dot, the extension in lower case; no dot, no extension."""
    stem, dot, extension = name.rpartition(".")
    return (stem, extension.strip().lower()) if dot else (name, "")


def _is_visible(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
