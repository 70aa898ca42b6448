"""Names that are printed on certificates: read from a list, one on each line, and folded for checking."""

import unicodedata

from zaklon.common.errors import RuleBroken
from zaklon.common.scripts import search_key

MOST_NAMES = 300
LONGEST = 120


def read_names(text: str) -> tuple[str, ...]:
    """The names of a list, one on each line, empty lines left out; the same name twice may be two persons.

    Raises RuleBroken on field `names`: none, too many, or one that is too long or has no letters, with its line.
    """
    lines = unicodedata.normalize("NFC", text).lstrip("\ufeff").splitlines()
    found = [(number, " ".join(line.split())) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise RuleBroken("certificate_names_missing", field="names")
    if len(found) > MOST_NAMES:
        raise RuleBroken("certificate_names_too_many", field="names", facts={"most": MOST_NAMES})
    for number, name in found:
        if not _is_name(name):
            raise RuleBroken("certificate_name_wrong", field="names", facts={"line": number, "longest": LONGEST})
    return tuple(name for _number, name in found)


def folded(name: str) -> str:
    """One text for all spellings of a name in both scripts, with or without diacritics, in any order of its parts."""
    return " ".join(sorted(search_key(name).split()))


def _is_name(name: str) -> bool:
    has_control = any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in name)
    letters = sum(letter.isalpha() for letter in name)
    return letters >= 2 and len(name) <= LONGEST and not has_control and bool(folded(name))
