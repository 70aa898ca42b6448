"""The codes of activities ("1.1.10."), also where a letter was typed that only looks right."""

import re
from dataclasses import dataclass
from typing import Final

from zaklon.plan.importing.folding import digit_lookalikes, latin_lookalikes

# A part of a code: digits, or letters typed for digits where no word follows them.
_PART: Final = r"(?:\d{1,3}|[\dОOoЗзlI]{1,3}(?!\w))"
_NAMED: Final = r"\s*(?:(?:activity|aktivnost|aktiviteti)\s+)?"
_CODE: Final = re.compile(
    rf"{_NAMED}(?P<code>[A-Za-z]{{0,2}}[-.]?{_PART}(?:\.{_PART}){{1,4}}[a-z]?)(?![\da-z_])(?!\.\d)\s*[.):\-–—]*\s*",
    re.IGNORECASE,
)
# Spaces within a code ("1. 1. 2.") count only with a point behind every part: "1.1. 45 officers" is no code 1.1.45.
_SPACED: Final = re.compile(
    rf"{_NAMED}(?P<code>\d{{1,2}}\.(?: ?\d{{1,2}}\.){{1,4}})(?!\d)\s*[)\-–—]*\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an activity; `was_lookalike` when it was typed with letters that only look right."""

    code: str
    rest: str
    was_lookalike: bool


def code_of(text: str) -> Code | None:
    """The code at the start of an activity cell ("1.1.10.", "А.1.2" in any script) and the text after it."""
    head = latin_lookalikes(text[:80])
    found = [match for pattern in (_CODE, _SPACED) if (match := pattern.match(head))]
    if not found:
        return None
    match = max(found, key=lambda one: one.end("code"))
    written = re.sub(r"\s", "", text[match.start("code") : match.end("code")])
    code = re.sub(r"\s", "", match["code"])
    letters = re.match(r"[A-Za-z]{0,2}[-.]?", code)
    prefix = letters[0] if letters and letters[0][:1].isalpha() and not letters[0].upper().startswith("O") else ""
    body = digit_lookalikes(code[len(prefix) :])
    plain = prefix + body.strip("-.")
    if sum(character.isdigit() for character in plain) < 2:
        return None
    return Code(plain, text[match.end() :], plain != written.strip("-."))
